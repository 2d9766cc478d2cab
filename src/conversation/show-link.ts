import { z } from "zod";
import { DEEP_LINK_KEY } from "../message/platform.ts";
import { type Localizable, written } from "../message/text.ts";
import { listKept } from "../store/kept.ts";
import type { Reading } from "../store/store.ts";
import type { Turn } from "./turn.ts";

/** The ways in which somebody else can open a deep link: its address on the network of the turn, and the command that does the same. */
export type ShownLink = { readonly address: Localizable | null; readonly command: Localizable };

/** A deep link (`<prefix>_<rest>`) as it can be passed on. */
export async function showLink(db: Reading, turn: Turn, payload: string): Promise<ShownLink> {
  const bots = await listKept(db, DEEP_LINK_KEY);
  const begin = bots.find(({ platform }) => platform === turn.incoming.platform)?.value;
  return {
    address: begin === undefined ? null : written(`${z.string().parse(begin)}${payload}`),
    command: written(`/start ${payload}`),
  };
}
