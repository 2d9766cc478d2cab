import { createId } from "../shared/ids.ts";
import type { Reading, Tx } from "./store.ts";

/** Where a person's language came from: a choice is never overridden by a guess. */
export type LanguageSource = "default" | "hint" | "detected" | "chosen";

export type Person = {
  readonly id: string;
  readonly language: string;
  readonly languageSource: LanguageSource;
  /** Whether they want nothing that they did not ask for. */
  readonly stopped: boolean;
};

/** How a person was met: the account, and the conversation it happened in. */
export type AccountRef = {
  readonly platform: string;
  readonly bot: string;
  readonly account: string;
  readonly conversation: string;
  readonly scope: "direct" | "group";
  /** Of an account that was met in a group: where the bot can write to it alone. */
  readonly alone?: string | undefined;
};

/** The person behind an account, made on first sight with the language that the platform hints at. */
export async function meetPerson(
  tx: Tx,
  { platform, bot, account, conversation: where, scope, alone = undefined }: AccountRef,
  language: { readonly tag: string; readonly source: LanguageSource },
  now: string,
): Promise<string> {
  // Messages that nobody asked for go where the person is alone with the bot, never into a group.
  const conversation = scope === "direct" ? where : (alone ?? null);
  const known = await findPersonId(tx, platform, account);
  if (known !== null) {
    if (conversation !== null) await moveAccount(tx, platform, account, conversation);
    return known;
  }
  const id = createId();
  await tx
    .insertInto("people")
    .values({
      id,
      language: language.tag,
      language_source: language.source,
      created_at: now,
      seen_on: now.slice(0, 10),
    })
    .execute();
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("accounts")
    .values({ platform, bot, account, conversation, person: id, created_at: now, unreachable_at: null })
    .onConflict((conflict) => conflict.columns(["platform", "account"]).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 1n) return id;
  // Another process met the same account a moment ago.
  await tx.deleteFrom("people").where("id", "=", id).execute();
  return (await findPersonId(tx, platform, account)) ?? id;
}

async function moveAccount(tx: Tx, platform: string, account: string, conversation: string): Promise<void> {
  await tx
    .updateTable("accounts")
    .set({ conversation })
    .where("platform", "=", platform)
    .where("account", "=", account)
    .where((eb) => eb.or([eb("conversation", "is", null), eb("conversation", "!=", conversation)]))
    .execute();
}

/** The id of the person behind an account; null for someone who was never met. */
export async function findPersonId(db: Reading, platform: string, account: string): Promise<string | null> {
  const row = await db
    .selectFrom("accounts")
    .select("person")
    .where("platform", "=", platform)
    .where("account", "=", account)
    .executeTakeFirst();
  return row?.person ?? null;
}

/** Where an account was last alone with the bot and can be written to; null where it never was, or has left. */
export async function findDirectConversation(db: Reading, platform: string, account: string): Promise<string | null> {
  const row = await db
    .selectFrom("accounts")
    .select("conversation")
    .where("platform", "=", platform)
    .where("account", "=", account)
    .where("unreachable_at", "is", null)
    .executeTakeFirst();
  return row?.conversation ?? null;
}

/** @throws Error where there is no such person: ids come from our own rows. */
export async function getPerson(db: Reading, id: string): Promise<Person> {
  const row = await db
    .selectFrom("people")
    .select(["id", "language", "language_source", "stopped_at"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    language: row.language,
    languageSource: row.language_source,
    stopped: row.stopped_at !== null,
  };
}

/** Notes that a person wrote or pressed something today. */
export async function noteSeen(tx: Tx, id: string, now: string): Promise<void> {
  const today = now.slice(0, 10);
  await tx.updateTable("people").set({ seen_on: today }).where("id", "=", id).where("seen_on", "<", today).execute();
}

/** Notes that a person wants nothing that they did not ask for, or (with null) that they do again. */
export async function setStopped(tx: Tx, id: string, stoppedAt: string | null): Promise<void> {
  await tx
    .updateTable("people")
    .set({ stopped_at: stoppedAt })
    .where("id", "=", id)
    .where("stopped_at", stoppedAt === null ? "is not" : "is", null)
    .execute();
}

/** Remembers the language a person reads. */
export async function setLanguage(tx: Tx, id: string, language: string, source: LanguageSource): Promise<void> {
  await tx.updateTable("people").set({ language, language_source: source }).where("id", "=", id).execute();
}

/** Notes the language that a person writes, unless they have chosen one themselves. */
export async function noteLanguage(tx: Tx, id: string, language: string): Promise<void> {
  await tx
    .updateTable("people")
    .set({ language, language_source: "detected" })
    .where("id", "=", id)
    .where("language_source", "!=", "chosen")
    .execute();
}

/** Notes that an account can't be written to, or (with null) that it can again. */
export async function setReachable(
  tx: Tx,
  platform: string,
  account: string,
  unreachableAt: string | null,
): Promise<void> {
  await tx
    .updateTable("accounts")
    .set({ unreachable_at: unreachableAt })
    .where("platform", "=", platform)
    .where("account", "=", account)
    .where("unreachable_at", unreachableAt === null ? "is not" : "is", null)
    .execute();
}
