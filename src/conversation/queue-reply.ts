import { mapOutgoing } from "../message/outgoing.ts";
import { later, MINUTE } from "../shared/clock.ts";
import { createToken } from "../shared/ids.ts";
import { addButtons, type StoredButton } from "../store/buttons.ts";
import { queueMessage, type Recipient } from "../store/outbox.ts";
import { getPerson } from "../store/people.ts";
import type { Tx } from "../store/store.ts";
import type { Intent, Reply } from "./reply.ts";

/**
 * Queues a reply under a key that names it for ever, its presses turned into tokens in the store. What nobody asked for is
 * not queued for those who want nothing of the kind.
 */
export async function queueReply(
  tx: Tx,
  key: string,
  to: Recipient,
  { to: _to, name: _name, ...outgoing }: Reply,
  now: string,
): Promise<void> {
  if (outgoing.lane === "broadcast" && (await getPerson(tx, to.person)).stopped) return;
  const minted: StoredButton[] = [];
  const mint = ({ action, params, use, lifetimeMs, anyone }: Intent): string => {
    const token = createToken();
    const expiresAt = later(now, Math.max(lifetimeMs, MINUTE));
    minted.push({ token, action, params, person: anyone ? null : to.person, use, expiresAt });
    return token;
  };
  const stored = mapOutgoing(outgoing, (body) => body, mint);
  await addButtons(tx, minted, now);
  await queueMessage(tx, key, to, stored, now);
}
