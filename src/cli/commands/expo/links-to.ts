import { z } from "zod";
import { DEEP_LINK_KEY } from "../../../message/platform.ts";
import { listKept } from "../../../store/kept.ts";
import type { Reading } from "../../../store/store.ts";

/** The ways to open a deep link: its address for each bot that has such, and the command that does the same anywhere. */
export type Links = { readonly addresses: readonly string[]; readonly command: string };

export async function linksTo(db: Reading, payload: string): Promise<Links> {
  const bots = await listKept(db, DEEP_LINK_KEY);
  return {
    addresses: bots.map(({ value }) => `${z.string().parse(value)}${payload}`),
    command: `/start ${payload}`,
  };
}
