import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { z } from "zod";
import { detectLanguage } from "../../i18n/detect.ts";
import { shorten } from "../../message/measure.ts";
import { AppError, codeOf, isAppError, messageOf } from "../../shared/errors.ts";
import { sha256 } from "../../shared/ids.ts";
import { type DocumentMeta, documentMetaSchema, type ParsedDocument } from "./document.ts";
import { findFormat } from "./formats/registry.ts";
import type { NewVersion } from "./library.ts";
import { cutPassages } from "./passages.ts";
import type { FileToRead } from "./reading/choose.ts";
import { decodeAddress, fetchPage, isWebAddress } from "./reading/fetch-page.ts";
import { createFileReader, type FileReader } from "./reading/file-reader.ts";
import { READING_LIMITS } from "./reading/limits.ts";
import { RefusedError } from "./reading/refused.ts";

/** What staff say about a file beside the file; it wins over what the file says. */
export type GivenMeta = Partial<Omit<DocumentMeta, "sources">>;

/** A file that could not become a document, and why, for staff. */
export type RefusedFile = { readonly file: string; readonly reason: string };

/** What reads files and fetches addresses. */
export type IngestDeps = {
  readonly reader: FileReader;
  readonly fetch: typeof fetchPage;
  /** Hears of each file that is done. */
  readonly onRead: (done: number, total: number) => void;
};

/**
 * The files of paths, folders entered, in name order. Files of other kinds in folders are passed over; web addresses
 * stay as they are.
 */
export function listFiles(paths: readonly string[]): { readonly files: string[]; readonly refused: RefusedFile[] } {
  const files: string[] = [];
  const refused: RefusedFile[] = [];
  for (const path of paths) {
    try {
      if (isWebAddress(path)) {
        files.push(path);
      } else if (statSync(path).isDirectory()) {
        const inside = readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .filter(
            (file) =>
              !relative(path, file)
                .split(sep)
                .some((part) => part.startsWith(".")),
          );
        files.push(...inside.filter((file) => findFormat(file) !== null).sort());
      } else {
        files.push(path);
      }
    } catch (error) {
      refused.push({ file: path, reason: readFault(error) });
    }
  }
  return { files: [...new Set(files)], refused };
}

/**
 * Reads one file or web address into a version that can be published. The reading is done in a process of its own.
 *
 * @throws AppError `content.invalid` with a reason that staff understand.
 */
export async function readVersion(
  file: string,
  given: GivenMeta,
  { reader, fetch = fetchPage }: Pick<IngestDeps, "reader"> & Partial<IngestDeps>,
): Promise<NewVersion> {
  const isWeb = isWebAddress(file);
  const content = isWeb ? await fetched(file, fetch) : readFile(file);
  const parsed = await reader.read(content);
  const named = isWeb ? { name: addressId(file), sourceUrl: file } : { name: content.name, sourceUrl: null };
  const meta = checkMeta(named, parsed, given);
  const passages = cutPassages(parsed.blocks, meta.lang);
  if (passages.length === 0) throw new AppError("content.invalid", "there is nothing in it but headings");
  const checksum = sha256(sha256(content.bytes) + JSON.stringify(meta));
  return { meta, checksum, source: isWeb ? file : basename(file), passages };
}

async function fetched(url: string, fetch: IngestDeps["fetch"]): Promise<FileToRead> {
  const outcome = await fetch(url);
  if (outcome.kind === "refused") throw new AppError("content.invalid", outcome.reason);
  return outcome.file;
}

/** An address as an id: `https://example.org/policies/a?b=1` is `example.org-policies-a-b-1`. */
function addressId(url: string): string {
  const { host, pathname, search } = new URL(url);
  return decodeAddress(`${host}${pathname}${search}`)
    .replace(/[^\p{L}\p{N}._]+/gu, "-")
    .replace(/^[^\p{L}\p{N}]+|-+$/gu, "")
    .slice(0, 200);
}

/** Reads many files and web addresses: what can be published, and what was refused. One harms no other. */
export async function readVersions(
  files: readonly string[],
  given: GivenMeta,
  deps: Partial<IngestDeps> = {},
): Promise<{ readonly versions: NewVersion[]; readonly refused: RefusedFile[] }> {
  const reader = deps.reader ?? createFileReader();
  try {
    return await readAll(files, given, { ...deps, reader });
  } finally {
    if (deps.reader === undefined) reader.close();
  }
}

async function readAll(
  files: readonly string[],
  given: GivenMeta,
  deps: Parameters<typeof readVersion>[2],
): Promise<{ readonly versions: NewVersion[]; readonly refused: RefusedFile[] }> {
  const read = new Map<string, { readonly file: string; readonly version: NewVersion }>();
  const refused: RefusedFile[] = [];
  for (const [index, file] of files.entries()) {
    deps.onRead?.(index, files.length);
    try {
      const version = await readVersion(file, given, deps);
      const { id } = version.meta;
      const first = read.get(id);
      if (first === undefined) read.set(id, { file, version });
      else refused.push({ file, reason: `it has the same id as ${first.file}: "${id}". ${OTHER_ID}` });
    } catch (error) {
      if (!isAppError(error)) throw error;
      refused.push({ file, reason: error.message });
    }
  }
  deps.onRead?.(files.length, files.length);
  return { versions: [...read.values()].map(({ version }) => version), refused };
}

const OTHER_ID = "Give it another with --id or in its front matter";

function readFile(file: string): FileToRead {
  try {
    const about = statSync(file);
    if (about.isDirectory()) throw new AppError("content.invalid", "it is a folder");
    if (!about.isFile()) throw new AppError("content.invalid", "it is a device or a pipe, and no file");
    // What is too large is not even read.
    if (about.size > READING_LIMITS.input)
      throw new RefusedError("tooLarge", String(Math.round(about.size / 1024 / 1024)));
    const name = basename(file).normalize("NFC");
    return { name, mediaType: null, charset: null, bytes: readFileSync(file) };
  } catch (error) {
    throw isAppError(error) ? error : new AppError("content.invalid", readFault(error), { cause: error });
  }
}

function readFault(error: unknown): string {
  const code = codeOf(error);
  if (code === "ENOENT") return "there is no such file or folder";
  if (code === "EACCES" || code === "EPERM") return "this user may not read it";
  if (code === "EISDIR") return "it is a folder";
  return messageOf(error);
}

const looseList = z.union([z.array(z.string()), z.string().transform((text) => [text]), z.null().transform(() => [])]);

/** YAML reads a bare `2017` as a number; people mean the text. */
const word = z.union([z.string(), z.number().transform(String)]);

/** Front matter as people write it, with the contract's keys. Unknown keys are passed over. */
const frontMatterSchema = z
  .object({
    id: word,
    title: word,
    issuer: z.string().nullable(),
    jurisdiction: z.string().nullable(),
    lang: z.string(),
    topics: looseList,
    official: z.boolean(),
    published: word.nullable(),
    from: word.nullable(),
    until: word.nullable(),
    "review-by": word.nullable(),
    supersedes: looseList,
    "translation-of": z.string().nullable(),
    "source-url": z.string().nullable(),
    sources: z.array(z.unknown()).nullable(),
  })
  .partial();

/** The first words of a document whose file name tells a reader nothing, such as `003_7e6f442d.txt`. */
function openingOf(name: string, { blocks }: ParsedDocument): string | null {
  if (!/[0-9a-f]{8,}|^[\d_-]+(?:\.\w+)?$/iu.test(name)) return null;
  const opening = blocks.find(({ kind, text }) => kind === "paragraph" && text.length > OPENING);
  return opening === undefined ? null : shorten(opening.text, OPENING);
}

/** Characters of such an opening. */
const OPENING = 80;

/** What staff say comes before what the front matter says, and both before what the document's words propose. */
function checkMeta(
  { name, sourceUrl }: { readonly name: string; readonly sourceUrl: string | null },
  parsed: ParsedDocument,
  given: GivenMeta,
): DocumentMeta {
  const said = frontMatterSchema.safeParse(parsed.frontMatter);
  if (!said.success) throw new AppError("content.invalid", `the front matter is wrong: ${faultsOf(said.error)}`);
  const { data } = said;
  const meta = documentMetaSchema.safeParse({
    id: given.id ?? data.id ?? name,
    title: given.title ?? data.title ?? parsed.title ?? openingOf(name, parsed) ?? name,
    issuer: given.issuer ?? data.issuer ?? null,
    jurisdiction: given.jurisdiction ?? data.jurisdiction ?? null,
    lang: canonicalTag(given.lang ?? data.lang ?? parsed.lang ?? detectedLanguage(parsed) ?? "und"),
    topics: given.topics ?? data.topics ?? [],
    official: given.official ?? data.official ?? false,
    published: given.published ?? saidOr(data.published, parsed.published),
    from: given.from ?? saidOr(data.from, parsed.from),
    until: given.until ?? saidOr(data.until, parsed.until),
    reviewBy: given.reviewBy ?? data["review-by"] ?? null,
    supersedes: given.supersedes ?? data.supersedes ?? [],
    translationOf: given.translationOf ?? data["translation-of"] ?? null,
    sourceUrl: given.sourceUrl ?? data["source-url"] ?? sourceUrl,
    sources: data.sources ?? [],
  });
  if (!meta.success) throw new AppError("content.invalid", `its description is wrong: ${faultsOf(meta.error)}`);
  return meta.data;
}

/** Front matter that says "none" says something; where it is silent, the document's own proposal counts. */
function saidOr(said: string | null | undefined, proposed: string | null | undefined): string | null {
  return said === undefined ? (proposed ?? null) : said;
}

function detectedLanguage({ blocks }: ParsedDocument): string | null {
  const words = blocks.slice(0, 50).map(({ text }) => text);
  return detectLanguage(words.join("\n"), null).language;
}

/** `zh_CN` and `EN-us` as BCP 47 writes them. */
function canonicalTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag.trim().replaceAll("_", "-"))[0] ?? "und";
  } catch (error) {
    throw new AppError("content.invalid", `"${tag}" is not a language tag such as en or zh-Hans`, { cause: error });
  }
}

function faultsOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ");
}
