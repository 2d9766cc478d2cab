import { findRecipient } from "../store/outbox.ts";
import type { Tx } from "../store/store.ts";
import { queueReply } from "./queue-reply.ts";
import type { Reply } from "./reply.ts";

/**
 * Queues a message to a person who did not just write, under a key that names it for ever. False where they can't be
 * reached: what they have with the desk tells them when they come back.
 */
export async function tellPerson(tx: Tx, key: string, person: string, said: Reply, now: string): Promise<boolean> {
  const to = await findRecipient(tx, person);
  if (to === null) return false;
  const lane = said.lane === "interactive" ? "transactional" : said.lane;
  await queueReply(tx, key, to, { ...said, lane }, now);
  return true;
}
