import type { Localizable } from "../../message/text.ts";
import { queueMessage, type Recipient } from "../../store/outbox.ts";
import type { Tx } from "../../store/store.ts";
import type { SupportTables } from "./tables.ts";

/**
 * Tells everyone of a group who still waits, once each, where they asked last. `cause` names what happened: the same is
 * told once.
 *
 * @param say gets the number of the reader's own question.
 * @param only the question of the one who is told, where it is not everyone.
 * @returns the questions whose askers were told.
 */
export async function tellWaiting(
  tx: Tx,
  group: number,
  cause: string,
  say: (number: number) => Localizable,
  now: string,
  only?: number,
): Promise<readonly number[]> {
  const waiting = (await listWaiting(tx, group)).filter(({ id }) => only === undefined || id === only);
  for (const { id, to } of waiting)
    await queueMessage(
      tx,
      `case-news/${cause}:${id}`,
      to,
      { parts: [{ kind: "text", text: say(id) }], mode: { kind: "new" }, lane: "transactional", expiresAt: null },
      now,
    );
  return waiting.map(({ id }) => id);
}

async function listWaiting(tx: Tx, group: number): Promise<{ readonly id: number; readonly to: Recipient }[]> {
  const rows = await tx
    .withTables<SupportTables>()
    .selectFrom("cases")
    .innerJoin("accounts", (join) =>
      join
        .onRef("accounts.platform", "=", "cases.platform")
        .onRef("accounts.account", "=", "cases.account")
        .onRef("accounts.person", "=", "cases.person"),
    )
    .selectAll("cases")
    .where("case_group", "=", group)
    .where("state", "=", "open")
    .where("unreachable_at", "is", null)
    .orderBy("last_asked_at")
    .orderBy("cases.id")
    .execute();
  const latest = new Map(rows.map((row) => [row.person, row]));
  return [...latest.values()].map(({ id, platform, bot, conversation, account, scope, person }) => ({
    id,
    to: { platform, bot, conversation, account, scope, person },
  }));
}
