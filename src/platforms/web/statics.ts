import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { Context } from "hono";
import { sha256 } from "../../shared/ids.ts";

/** The files of the page, read once: its scripts, its style and its icon. */
export type Statics = { answer(context: Context, name: string): Response };

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/**
 * Serves the files of one folder by their bare names; nothing else can be reached. Browsers keep them, but ask each time
 * whether they changed, so a page never runs with the script of another version.
 */
export function createStatics(folder: string): Statics {
  const files = new Map(listFiles(folder).map((name) => [name, readStatic(folder, name)] as const));
  return {
    answer: (context, name) => {
      const file = files.get(name);
      if (file === undefined) return context.text("404", 404);
      context.header("ETag", file.etag);
      context.header("Cache-Control", "no-cache");
      if (context.req.header("if-none-match")?.includes(file.etag)) return context.body(null, 304);
      return context.body(file.body, 200, { "Content-Type": file.type });
    },
  };
}

function listFiles(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => extname(name) in TYPES) : [];
}

function readStatic(folder: string, name: string) {
  const body = readFileSync(join(folder, name), "utf8");
  return { body, type: TYPES[extname(name)] ?? "", etag: `"${sha256(body).slice(0, 24)}"` };
}
