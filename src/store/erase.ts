import { DAY, later } from "../shared/clock.ts";
import { meetPerson } from "./people.ts";
import { type AccountName, accountHash, type PrivacyBook, type Subject, subjectOf } from "./privacy.ts";
import { CORE_RETENTION } from "./retention.ts";
import type { Reading, Tx } from "./store.ts";

/** An erasure as it is remembered. */
export type Erasure = { readonly account: string; readonly at: string };

/**
 * Erases all that is held of a person, in one transaction, by the rule of each table. What they wrote since is handled as
 * from someone new. `remembered` erasures are repeated after a restore.
 */
export async function erasePerson(
  tx: Tx,
  book: PrivacyBook,
  person: string,
  now: string,
  { remembered }: { readonly remembered: boolean } = { remembered: true },
): Promise<void> {
  const subject = await subjectOf(tx, person);
  await eraseTables(tx, book, subject, now);
  if (remembered) for (const account of subject.accounts) await remember(tx, account, now);
  await meetAgain(tx, person, now);
}

async function eraseTables(tx: Tx, book: PrivacyBook, subject: Subject, now: string): Promise<void> {
  for (const rule of book.values()) if (rule.holds === "people") await rule.erase(tx, subject, now);
}

async function remember(tx: Tx, account: AccountName, now: string): Promise<void> {
  await tx
    .insertInto("erasures")
    .values({ account_hash: accountHash(account), at: now })
    .onConflict((conflict) => conflict.columns(["account_hash", "at"]).doNothing())
    .execute();
}

/** Events that still wait were sent by the same hand, after the wish to be forgotten: they are a new acquaintance. */
async function meetAgain(tx: Tx, person: string, now: string): Promise<void> {
  const { language } = await tx
    .selectFrom("people")
    .select("language")
    .where("id", "=", person)
    .executeTakeFirstOrThrow();
  const waiting = await tx
    .selectFrom("inbox")
    .selectAll()
    .where("person", "=", person)
    .where("state", "=", "pending")
    .orderBy("id")
    .execute();
  for (const event of waiting) {
    const someone = await meetPerson(tx, event, { tag: language, source: "hint" }, now);
    await tx.updateTable("inbox").set({ person: someone }).where("id", "=", event.id).execute();
  }
}

/** The erasures that are remembered. */
export async function listErasures(db: Reading): Promise<Erasure[]> {
  const rows = await db.selectFrom("erasures").selectAll().orderBy("at").execute();
  return rows.map(({ account_hash, at }) => ({ account: account_hash, at }));
}

/**
 * Repeats erasures on a database that may be older than they are. Whoever came back after theirs stays. Returns how many
 * people were erased again.
 */
export async function replayErasures(
  tx: Tx,
  book: PrivacyBook,
  erasures: readonly Erasure[],
  now: string,
): Promise<number> {
  const erasedAt = new Map<string, string>();
  for (const { account, at } of erasures) if (at > (erasedAt.get(account) ?? "")) erasedAt.set(account, at);
  const people = new Set<string>();
  for (const row of await tx.selectFrom("accounts").select(["platform", "account", "person", "created_at"]).execute())
    if (row.created_at <= (erasedAt.get(accountHash(row)) ?? "")) people.add(row.person);
  for (const person of people) await erasePerson(tx, book, person, now, { remembered: false });
  for (const [account, at] of erasedAt)
    await tx
      .insertInto("erasures")
      .values({ account_hash: account, at })
      .onConflict((conflict) => conflict.columns(["account_hash", "at"]).doNothing())
      .execute();
  return people.size;
}

/** How many people are forgotten at a time. */
const BATCH = 50;

/** Forgets people who were not seen for long, and the last trace of those who asked to be. */
export async function retainPeople(tx: Tx, book: PrivacyBook, now: string): Promise<void> {
  const unseen = await tx
    .selectFrom("people")
    .select("id")
    .where("seen_on", "<", later(now, -CORE_RETENTION.unseenMonths * 30.4375 * DAY).slice(0, 10))
    .where("erased_at", "is", null)
    .limit(BATCH)
    .execute();
  for (const { id } of unseen) await erasePerson(tx, book, id, now, { remembered: false });
  await dropErased(tx, book, now);
}

/** The row of an erased person goes when the farewell is a day old. Whatever came in between goes with it. */
async function dropErased(tx: Tx, book: PrivacyBook, now: string): Promise<void> {
  const ids = later(now, -CORE_RETENTION.idDays * DAY);
  const old = await tx
    .selectFrom("people")
    .select("id")
    .where("erased_at", "<", later(now, -DAY))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("outbox")
            .select("outbox.id")
            .whereRef("outbox.person", "=", "people.id")
            .where("outbox.state", "in", ["queued", "sending"]),
        ),
      ),
    )
    .limit(BATCH)
    .execute();
  for (const { id } of old) {
    await eraseTables(tx, book, { person: id, accounts: [] }, now);
    // Event ids stay as long as anyone's, so that a repeat is still recognised.
    await tx
      .deleteFrom("people")
      .where("id", "=", id)
      .where("erased_at", "<", ids)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom("inbox").select("inbox.id").whereRef("inbox.person", "=", "people.id"))),
      )
      .execute();
  }
}
