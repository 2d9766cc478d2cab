import { queueReply } from "../../conversation/queue-reply.ts";
import { buttons, type Reply, reply, show, text } from "../../conversation/reply.ts";
import { localized, written } from "../../message/text.ts";
import type { Recipient } from "../../store/outbox.ts";
import type { Tx } from "../../store/store.ts";

/** The action that shows a person their company, and takes them back to what they came from. */
export const GO_ON = "company.goOn";

/** Tells a person what staff decided on their request. */
export async function tellDecision(
  tx: Tx,
  decided: { readonly request: number; readonly person: string; readonly company: string; readonly approved: boolean },
  now: string,
): Promise<void> {
  const { request, person, company, approved } = decided;
  const said = approved
    ? reply(
        text(localized("company.approved", { company: written(company) })),
        buttons(show(localized("company.resume"), GO_ON)),
      )
    : reply(text(localized("company.rejected")));
  await tell(tx, `company-request/${request}`, person, said, now);
}

/** Tells a person that a colleague ended their membership. `cause` is the event that did. */
export async function tellRemoved(tx: Tx, cause: string, person: string, company: string, now: string): Promise<void> {
  const said = reply(text(localized("company.youWereRemoved", { company: written(company) })));
  await tell(tx, `company-removed/${cause}`, person, said, now);
}

/** Tells a member that the colleague whom they invited is there. */
export async function tellJoined(tx: Tx, cause: string, person: string, name: string, now: string): Promise<void> {
  const said = reply(text(localized("company.colleagueJoined", { name: written(name) })));
  await tell(tx, `company-joined/${cause}`, person, said, now);
}

/** Where someone can't be reached there is no message: `/company` tells them when they come back. */
async function tell(tx: Tx, key: string, person: string, said: Reply, now: string): Promise<void> {
  const to = await findRecipient(tx, person);
  if (to !== null) await queueReply(tx, key, to, { ...said, lane: "transactional" }, now);
}

async function findRecipient(tx: Tx, person: string): Promise<Recipient | null> {
  const row = await tx
    .selectFrom("accounts")
    .select(["platform", "bot", "account", "conversation"])
    .where("person", "=", person)
    .where("conversation", "is not", null)
    .where("unreachable_at", "is", null)
    .orderBy("created_at", "desc")
    .executeTakeFirst();
  if (row === undefined || row.conversation === null) return null;
  return { ...row, conversation: row.conversation, person, scope: "direct" };
}
