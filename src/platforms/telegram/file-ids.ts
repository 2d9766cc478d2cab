import { z } from "zod";
import type { PlatformPort } from "../../message/platform.ts";
import { sha256 } from "../../shared/ids.ts";

/** Telegram's ids of files that were sent before: the same bytes are not uploaded twice. */
export type FileIds = {
  readonly find: (file: SentFile) => Promise<string | null>;
  readonly keep: (file: SentFile, id: string) => Promise<void>;
};

type SentFile = { readonly name: string; readonly bytes: Buffer; readonly shownAs: string };

const KEY = "telegram.fileIds";
/** The latest so many are remembered: a floor plan is sent again and again, an answer hardly ever. */
const MOST = 200;
const keptSchema = z.array(z.tuple([z.string(), z.string()]));

/** @param port what the platform was started with; null while it is not, as in a process that only sends. */
export function createFileIds(port: () => Pick<PlatformPort, "keep" | "recall"> | null): FileIds {
  let known: Map<string, string> | null = null;
  const load = async (): Promise<Map<string, string>> => {
    known ??= new Map(keptSchema.safeParse(await port()?.recall(KEY)).data ?? []);
    return known;
  };
  return {
    find: async (file) => (await load()).get(nameOf(file)) ?? null,
    keep: async (file, id) => {
      const all = await load();
      all.delete(nameOf(file));
      all.set(nameOf(file), id);
      for (const oldest of [...all.keys()].slice(0, Math.max(0, all.size - MOST))) all.delete(oldest);
      // What is not remembered is uploaded again: not worth failing a message that was sent.
      await port()
        ?.keep(KEY, [...all])
        .catch(() => undefined);
    },
  };
}

/** Telegram keeps a photo and a document apart, so their ids can't stand for each other. */
function nameOf({ name, bytes, shownAs }: SentFile): string {
  return sha256(Buffer.concat([Buffer.from(`${shownAs}\0${name}\0`), bytes]));
}
