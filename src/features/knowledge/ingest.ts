import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { z } from "zod";
import { detectLanguage } from "../../i18n/detect.ts";
import { stripControls } from "../../message/text.ts";
import { AppError, isAppError, messageOf } from "../../shared/errors.ts";
import { sha256 } from "../../shared/ids.ts";
import { type DocumentMeta, documentMetaSchema, type ParsedDocument } from "./document.ts";
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
          .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
          .map((entry) => join(entry.parentPath, entry.name));
        files.push(...inside.filter((file) => findFormat(file) !== null).sort());
      } else {
        files.push(path);
      }
    } catch (error) {
      refused.push({ file: path, reason: readFault(error) });
    }
  }
  return { files, refused };
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
  const parsed = await format.parse(decodeText(bytes));
  const words = parsed.blocks.map(({ text }) => text).join("\n");
  if (!/[\p{L}\p{N}]/u.test(words)) throw new AppError("content.invalid", "there are no words in it");
  const meta = checkMeta(file, parsed, given, words);
  const passages = cutPassages(parsed.blocks, meta.lang);
  if (passages.length === 0) throw new AppError("content.invalid", "there is nothing in it but headings");
  return { meta, checksum: sha256(sha256(bytes) + JSON.stringify(meta)), source: basename(file), passages };
}

/** Reads many files: what can be published, and what was refused. */
export async function readVersions(
  files: readonly string[],
  given: GivenMeta,
): Promise<{ readonly versions: NewVersion[]; readonly refused: RefusedFile[] }> {
  const versions: NewVersion[] = [];
  const refused: RefusedFile[] = [];
  for (const file of files) {
    try {
      versions.push(await readVersion(file, given));
    } catch (error) {
      if (!isAppError(error)) throw error;
      refused.push({ file, reason: error.message });
    }
  }
  return { versions, refused: [...refused, ...sameIds(versions)] };
}

function sameIds(versions: NewVersion[]): RefusedFile[] {
  const seen = new Map<string, string>();
  const refused: RefusedFile[] = [];
  for (const version of [...versions]) {
    const first = seen.get(version.meta.id);
    if (first === undefined) {
      seen.set(version.meta.id, version.source);
      continue;
    }
    versions.splice(versions.indexOf(version), 1);
    refused.push({
      file: version.source,
      reason: `it has the same id as ${first}: "${version.meta.id}". Give it another with --id or in its front matter`,
    });
  }
  return refused;
}

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
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return "there is no such file or folder";
  if (code === "EACCES" || code === "EPERM") return "this user may not read it";
  if (code === "EISDIR") return "it is a folder";
  return messageOf(error);
}

/** UTF-8 and UTF-16 (by its mark), else the Chinese GB 18030; anything with control bytes is not text. */
function decodeText(bytes: Buffer): string {
  const text = decodeBytes(bytes);
  const sample = text.slice(0, SAMPLE);
  const strange = sample.match(/[\p{Cc}\ufffd]/gu)?.filter((character) => !/[\s]/u.test(character)).length ?? 0;
  if (strange > sample.length * STRANGE_SHARE) throw new AppError("content.invalid", "it is a binary file, not text");
  return stripControls(text);
}

/** How much of a text is looked at for control characters, and the share of them that no text has. */
const SAMPLE = 20_000;
const STRANGE_SHARE = 0.001;

function decodeBytes(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

const looseList = z.union([z.array(z.string()), z.string().transform((text) => [text]), z.null().transform(() => [])]);

/** Front matter as people write it, with the contract's keys. Unknown keys are passed over. */
const frontMatterSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    issuer: z.string().nullable(),
    jurisdiction: z.string().nullable(),
    lang: z.string(),
    topics: looseList,
    official: z.boolean(),
    published: z.string().nullable(),
    from: z.string().nullable(),
    until: z.string().nullable(),
    "review-by": z.string().nullable(),
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
    lang: given.lang ?? data.lang ?? parsed.lang ?? detectLanguage(words.slice(0, 5_000), null).language ?? "und",
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

function faultsOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ");
}
