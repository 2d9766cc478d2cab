import { createHash } from "node:crypto";
import { type Attachment, compact } from "./shapes.ts";

const LIVE_MS = 24 * 60 * 60 * 1_000;

/** Discord tells the type by the name of a file. */
const MIME_OF: Readonly<Record<string, string>> = {
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".svg": "image/svg+xml",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

type NewFile = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly mime?: string | undefined;
  readonly description?: string | undefined;
  readonly isEphemeral?: boolean;
};

export type Files = {
  /** Keeps a file, and describes it as an attachment of a channel. */
  readonly add: (channel: string, file: NewFile) => Attachment;
  /** The bytes behind a path and query of the CDN; null where there is none, the link is not signed or has expired. */
  readonly find: (path: string, query: URLSearchParams) => { readonly bytes: Buffer; readonly mime: string } | null;
  readonly bytesOf: (id: string) => Buffer | undefined;
};

/** Discord's CDN. Its links are signed and live for a day, so that a bot must not keep them. */
export function createFiles(deps: {
  readonly root: () => string;
  readonly now: () => number;
  readonly makeId: () => string;
}): Files {
  const { root, now, makeId } = deps;
  const byId = new Map<string, { readonly path: string; readonly bytes: Buffer; readonly mime: string }>();
  const sign = (path: string, until: string) => createHash("sha256").update(`${path} ${until}`).digest("hex");

  return {
    add: (channel, { name, bytes, mime, description, isEphemeral = false }) => {
      const id = makeId();
      // Discord keeps letters, digits, dots, dashes and underscores of a name.
      const filename = name.replace(/\s+/gu, "_").replace(/[^\p{L}\p{N}._-]/gu, "") || "unknown";
      const path = `/${isEphemeral ? "ephemeral-attachments" : "attachments"}/${channel}/${id}/${encodeURIComponent(filename)}`;
      const until = Math.floor(now() + LIVE_MS).toString(16);
      const type = MIME_OF[/\.[a-z0-9]{1,8}$/iu.exec(filename)?.[0].toLowerCase() ?? ""] ?? mime;
      byId.set(id, { path, bytes, mime: type ?? "application/octet-stream" });
      const url = `${root()}${path}?ex=${until}&is=${Math.floor(now()).toString(16)}&hm=${sign(path, until)}`;
      return compact<Attachment>({
        id,
        filename,
        description,
        content_type: type,
        size: bytes.length,
        url,
        proxy_url: url,
        ephemeral: isEphemeral ? true : undefined,
      });
    },
    find: (path, query) => {
      const file = byId.get(path.split("/")[3] ?? "");
      const until = query.get("ex") ?? "";
      const isSigned = query.get("hm") === sign(path, until) && Number.parseInt(until, 16) > now();
      return file !== undefined && file.path === path && isSigned ? file : null;
    },
    bytesOf: (id) => byId.get(id)?.bytes,
  };
}
