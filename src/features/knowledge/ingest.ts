import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, extname, join, relative, sep } from "node:path";
import { z } from "zod";
import { detectLanguage } from "../../i18n/detect.ts";
import { AppError, codeOf, isAppError, messageOf } from "../../shared/errors.ts";
import { sha256 } from "../../shared/ids.ts";
import { type DocumentMeta, documentMetaSchema, type ParsedDocument } from "./document.ts";
import { decodeText } from "./encoding.ts";
import type { DocumentFormat } from "./formats/format.ts";
import { DOCUMENT_FORMATS, findFormat } from "./formats/registry.ts";
import type { NewVersion } from "./library.ts";
import { cutPassages } from "./passages.ts";

/** What staff say about a file beside the file; it wins over what the file says. */
export type GivenMeta = Partial<Omit<DocumentMeta, "sources">>;

/** A file that could not become a document, and why, for staff. */
export type RefusedFile = { readonly file: string; readonly reason: string };

const MAX_BYTES = 20 * 1024 * 1024;

/** The files of paths, folders entered, in name order. Files of other kinds in folders are passed over. */
export function listFiles(paths: readonly string[]): { readonly files: string[]; readonly refused: RefusedFile[] } {
  const files: string[] = [];
  const refused: RefusedFile[] = [];
  for (const path of paths) {
    try {
      if (statSync(path).isDirectory()) {
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
 * Reads one file into a version that can be published.
 *
 * @throws AppError `content.invalid` with a reason that staff understand.
 */
export async function readVersion(file: string, given: GivenMeta): Promise<NewVersion> {
  const bytes = readBytes(file);
  const format = findFormat(file);
  if (format === null) {
    const known = DOCUMENT_FORMATS.flatMap((one) => one.extensions).join(", ");
    throw new AppError(
      "content.invalid",
      `files ending in "${extname(file) || basename(file)}" can't be read. These can: ${known}`,
    );
  }
  const parsed = await parseFile(format, decodeText(bytes));
  const words = parsed.blocks.map(({ text }) => text).join("\n");
  if (!/[\p{L}\p{N}]/u.test(words)) throw new AppError("content.invalid", "there are no words in it");
  const meta = checkMeta(file, parsed, given, words);
  const passages = cutPassages(parsed.blocks, meta.lang);
  if (passages.length === 0) throw new AppError("content.invalid", "there is nothing in it but headings");
  return { meta, checksum: sha256(sha256(bytes) + JSON.stringify(meta)), source: basename(file), passages };
}

/** Whatever a parser trips over is a fault of the file, and no reason to leave out the others. */
async function parseFile(format: DocumentFormat, text: string): Promise<ParsedDocument> {
  try {
    return await format.parse(text);
  } catch (error) {
    if (isAppError(error)) throw error;
    throw new AppError("content.invalid", `it can't be read as ${format.name} (${messageOf(error)})`, { cause: error });
  }
}

/** Reads many files: what can be published, and what was refused. `onRead` hears of each file that is done. */
export async function readVersions(
  files: readonly string[],
  given: GivenMeta,
  onRead: (done: number, total: number) => void = () => undefined,
): Promise<{ readonly versions: NewVersion[]; readonly refused: RefusedFile[] }> {
  const read = new Map<string, { readonly file: string; readonly version: NewVersion }>();
  const refused: RefusedFile[] = [];
  for (const [index, file] of files.entries()) {
    onRead(index, files.length);
    try {
      const version = await readVersion(file, given);
      const { id } = version.meta;
      const first = read.get(id);
      if (first === undefined) read.set(id, { file, version });
      else refused.push({ file, reason: `it has the same id as ${first.file}: "${id}". ${OTHER_ID}` });
    } catch (error) {
      if (!isAppError(error)) throw error;
      refused.push({ file, reason: error.message });
    }
  }
  onRead(files.length, files.length);
  return { versions: [...read.values()].map(({ version }) => version), refused };
}

const OTHER_ID = "Give it another with --id or in its front matter";

function readBytes(file: string): Buffer {
  let bytes: Buffer;
  try {
    const { size } = statSync(file);
    if (size > MAX_BYTES)
      throw new AppError(
        "content.invalid",
        `it has ${Math.round(size / 1024 / 1024)} MB; at most ${MAX_BYTES / 1024 / 1024} MB are read`,
      );
    bytes = readFileSync(file);
  } catch (error) {
    throw isAppError(error) ? error : new AppError("content.invalid", readFault(error), { cause: error });
  }
  if (bytes.length === 0) throw new AppError("content.invalid", "the file is empty");
  return bytes;
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

function checkMeta(file: string, parsed: ParsedDocument, given: GivenMeta, words: string): DocumentMeta {
  const said = frontMatterSchema.safeParse(parsed.frontMatter);
  if (!said.success) throw new AppError("content.invalid", `the front matter is wrong: ${faultsOf(said.error)}`);
  const { data } = said;
  const name = basename(file).normalize("NFC");
  const meta = documentMetaSchema.safeParse({
    id: given.id ?? data.id ?? name,
    title: given.title ?? data.title ?? parsed.title ?? name,
    issuer: given.issuer ?? data.issuer ?? null,
    jurisdiction: given.jurisdiction ?? data.jurisdiction ?? null,
    lang: canonicalTag(
      given.lang ?? data.lang ?? parsed.lang ?? detectLanguage(words.slice(0, 5_000), null).language ?? "und",
    ),
    topics: given.topics ?? data.topics ?? [],
    official: given.official ?? data.official ?? false,
    published: given.published ?? data.published ?? null,
    from: given.from ?? data.from ?? null,
    until: given.until ?? data.until ?? null,
    reviewBy: given.reviewBy ?? data["review-by"] ?? null,
    supersedes: given.supersedes ?? data.supersedes ?? [],
    translationOf: given.translationOf ?? data["translation-of"] ?? null,
    sourceUrl: given.sourceUrl ?? data["source-url"] ?? null,
    sources: data.sources ?? [],
  });
  if (!meta.success) throw new AppError("content.invalid", `its description is wrong: ${faultsOf(meta.error)}`);
  return meta.data;
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
