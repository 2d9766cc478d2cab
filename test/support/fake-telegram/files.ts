import { createHash } from "node:crypto";
import { findImageSize, type Size } from "./images.ts";
import type { Upload } from "./multipart.ts";
import { badRequest, Refusal, violation } from "./refusal.ts";
import { compact, type DocumentShape, type PhotoSize } from "./shapes.ts";

const MEGABYTE = 1024 * 1024;
const LARGEST_DOWNLOAD = 20 * MEGABYTE;
const LARGEST_UPLOAD = 50 * MEGABYTE;
const LARGEST_PHOTO = 10 * MEGABYTE;
const LONGEST_SIDES = 10_000;
const STEEPEST_RATIO = 20;
const LARGEST_THUMBNAIL = 90;

/** Telegram goes by the name of a file, not by what the bot says of it. */
const MIME_OF: Readonly<Record<string, string>> = {
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".svg": "image/svg+xml",
  ".csv": "text/csv",
  ".txt": "text/plain",
  ".html": "text/html",
  ".json": "application/json",
  ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

type Kind = "photo" | "document";

/** A file at Telegram. `bytes` is null where only its size is told: such a file is made of zeros. */
export type StoredFile = {
  readonly id: string;
  readonly unique: string;
  readonly kind: Kind;
  readonly name: string;
  readonly mime: string | undefined;
  readonly size: number;
  readonly bytes: Buffer | null;
  readonly image: Size | null;
};

type NewFile = {
  readonly name: string;
  readonly mime?: string | undefined;
  readonly bytes?: Buffer;
  readonly size?: number;
  readonly image?: Size | null;
};

export type Files = {
  /** Keeps a file; the same bytes get the same unique id, and an id of their own. */
  readonly add: (kind: Kind, file: NewFile) => StoredFile;
  /** Keeps an upload of the bot, or throws where Telegram would not take it. */
  readonly upload: (kind: Kind, upload: Upload) => StoredFile;
  readonly find: (id: string) => StoredFile | undefined;
  /** The file behind an id that a bot sends again, or a refusal. */
  readonly reuse: (kind: Kind, id: string) => StoredFile;
  /** What getFile answers; from then on the file can be fetched at its path. */
  readonly describe: (id: string) => object;
  readonly atPath: (path: string) => StoredFile | undefined;
};

export function createFiles(): Files {
  const byId = new Map<string, StoredFile>();
  const byPath = new Map<string, StoredFile>();
  let count = 0;

  const add = (kind: Kind, { name, mime, bytes, size, image = null }: NewFile): StoredFile => {
    count += 1;
    const content = bytes ?? Buffer.from(`${name}:${size}`);
    const file: StoredFile = {
      id: `${kind === "photo" ? "AgACAgIAAxkBAAI" : "BQACAgIAAxkBAAI"}${digest(`${kind}:${count}`, 40)}`,
      unique: `AQAD${digest(content, 12)}`,
      kind,
      name,
      mime,
      size: bytes?.length ?? size ?? 0,
      bytes: bytes ?? null,
      image,
    };
    byId.set(file.id, file);
    if (image !== null) byId.set(thumbnailId(file.id), { ...file, ...thumbnailOf(file, image) });
    return file;
  };

  return {
    add,
    upload: (kind, { name, mime, bytes }) => {
      if (bytes.length === 0) throw violation("file must be non-empty");
      if (bytes.length > LARGEST_UPLOAD) throw new Refusal(413, "Request Entity Too Large", { isViolation: true });
      return add(kind, {
        name,
        mime: MIME_OF[extension(name)] ?? mime,
        bytes,
        image: kind === "photo" ? getPhotoSize(bytes) : null,
      });
    },
    find: (id) => byId.get(id),
    reuse: (kind, id) => {
      const file = byId.get(id);
      if (file === undefined) throw badRequest("wrong file identifier/HTTP URL specified");
      if (file.kind !== kind) throw violation(`can't use file of type ${titled(file.kind)} as ${titled(kind)}`);
      return file;
    },
    describe: (id) => {
      const file = byId.get(id);
      if (file === undefined) throw badRequest("invalid file_id");
      if (file.size > LARGEST_DOWNLOAD) throw badRequest("file is too big");
      const path = `${file.kind}s/file_${digest(id, 6)}${extension(file.name)}`;
      byPath.set(path, file);
      return { file_id: file.id, file_unique_id: file.unique, file_size: file.size, file_path: path };
    },
    atPath: (path) => byPath.get(path),
  };
}

export function documentShape({ id, unique, name, mime, size }: StoredFile): DocumentShape {
  return compact<DocumentShape>({
    file_id: id,
    file_unique_id: unique,
    file_name: name,
    mime_type: mime,
    file_size: size,
  });
}

/** The sizes that Telegram makes of a photo, smallest first: a thumbnail with an id of its own, and the whole. */
export function photoShape(file: StoredFile): readonly PhotoSize[] {
  const image = file.image ?? { width: 1, height: 1 };
  return [thumbnailOf(file, image), { ...file, image }].map((one) => ({
    file_id: one.id,
    file_unique_id: one.unique,
    ...one.image,
    file_size: one.size,
  }));
}

function thumbnailId(id: string): string {
  return `${id}s`;
}

function thumbnailOf({ id, unique, size }: StoredFile, { width, height }: Size) {
  const shrink = Math.min(1, LARGEST_THUMBNAIL / Math.max(width, height));
  const image = { width: Math.max(1, Math.round(width * shrink)), height: Math.max(1, Math.round(height * shrink)) };
  return { id: thumbnailId(id), unique: `${unique}s`, size: Math.min(size, 1_500), bytes: null, image };
}

function getPhotoSize(bytes: Buffer): Size {
  if (bytes.length > LARGEST_PHOTO) throw violation("file is too big for a photo");
  const size = findImageSize(bytes);
  if (size === null) throw violation("IMAGE_PROCESS_FAILED");
  const { width, height } = size;
  const isSteep = Math.max(width, height) / Math.max(1, Math.min(width, height)) > STEEPEST_RATIO;
  if (width + height > LONGEST_SIDES || isSteep) throw violation("PHOTO_INVALID_DIMENSIONS");
  return size;
}

function extension(name: string): string {
  return /\.[a-z0-9]{1,8}$/iu.exec(name)?.[0].toLowerCase() ?? "";
}

function digest(content: Buffer | string, length: number): string {
  return createHash("sha256")
    .update(content)
    .digest("base64url")
    .replaceAll("-", "x")
    .replaceAll("_", "y")
    .slice(0, length);
}

function titled(kind: Kind): string {
  return kind === "photo" ? "Photo" : "Document";
}
