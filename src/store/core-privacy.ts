import { heldPieceSchema } from "../message/stored.ts";
import { plainText } from "../message/text.ts";
import type { JsonObject } from "../shared/json.ts";
import { stepBack } from "./broadcasts.ts";
import type { PrivacyRules, Subject } from "./privacy.ts";
import { CORE_RETENTION } from "./retention.ts";
import { findMember, unbind } from "./staff.ts";
import type { Reading, Tx } from "./store.ts";
import type { CoreTables } from "./tables.ts";

const { payloadDays, idDays, auditYears, unseenMonths, erasureMonths } = CORE_RETENTION;

/** What stands where an account or a conversation stood. */
const ERASED = "erased";

/** What the core's own tables hold of people. Rows that others point to come last. */
export const corePrivacy: PrivacyRules<CoreTables & { schema_steps: unknown; schema_steps_lock: unknown }> = {
  buttons: {
    kept: "until a day after the button expires, at most 31 days",
    holds: "people",
    export: async (db, { person }) => {
      const rows = await db.selectFrom("buttons").selectAll().where("person", "=", person).execute();
      return rows.map(({ action, params, created_at, expires_at, used_at }) => ({
        ...{ action, params: JSON.parse(params), createdAt: created_at, expiresAt: expires_at, usedAt: used_at },
      }));
    },
    erase: async (tx, { person }) => void (await tx.deleteFrom("buttons").where("person", "=", person).execute()),
  },
  conversations: {
    kept: `a half-done dialogue 7 days, that there was one ${idDays} days`,
    holds: "people",
    export: async (db, { person }) => {
      const rows = await db.selectFrom("conversations").selectAll().where("person", "=", person).execute();
      return rows.map(({ conversation, state, updated_at }) => ({
        ...{ conversation, dialogue: state === null ? null : JSON.parse(state), updatedAt: updated_at },
      }));
    },
    erase: async (tx, { person }) => void (await tx.deleteFrom("conversations").where("person", "=", person).execute()),
  },
  timers: {
    kept: `until due, then ${idDays} days`,
    holds: "people",
    export: async (db, subject) => {
      const rows = await Promise.all(subject.accounts.map((account) => timersOf(db, account).execute()));
      return rows.flat().map(({ name, params, due_at, state }) => ({
        ...{ name, params: JSON.parse(params), dueAt: due_at, state },
      }));
    },
    erase: async (tx, { accounts }) => {
      for (const { platform, account } of accounts)
        await tx.deleteFrom("timers").where("platform", "=", platform).where("account", "=", account).execute();
    },
  },
  pieces: { kept: `words ${payloadDays} days, ids ${idDays} days`, holds: "part", with: "outbox" },
  picture_uses: { kept: `as long as the words, ${payloadDays} days`, holds: "part", with: "outbox" },
  pictures: {
    kept: "until 2 days after they were last used, and until no message shows them",
    holds: "nothing",
    why: "pictures of ours, such as floor plans, that name no person; who was shown one stands in picture_uses",
  },
  outbox: {
    kept: `words ${payloadDays} days after they were sent, ids ${idDays} days`,
    holds: "people",
    export: exportMessages,
    erase: eraseMessages,
  },
  inbox: {
    kept: `words ${payloadDays} days after they were handled, ids ${idDays} days`,
    holds: "people",
    export: exportEvents,
    // The ids stay, so that a repeat of an event is still recognised.
    erase: async (tx, { person }) =>
      void (await tx
        .updateTable("inbox")
        .set({ account: ERASED, conversation: ERASED, said: null, payload: "" })
        .where("person", "=", person)
        .where("state", "!=", "pending")
        .execute()),
  },
  staff_accounts: {
    kept: "until it is unbound",
    holds: "people",
    export: async (db, { accounts }) => {
      const rows = await Promise.all(accounts.map((account) => findMember(db, account)));
      return rows.flatMap((row) =>
        row === null ? [] : [{ email: row.email, role: row.role, boundAt: row.bound_at, account: row.account }],
      );
    },
    erase: async (tx, { accounts }, now) => {
      for (const account of accounts) await unbind(tx, account, now);
    },
  },
  staff_rooms: {
    kept: "until another group is named, or nothing was sent to it for as long as to a person",
    holds: "people",
    export: async (db, { person }) => {
      const rows = await db.selectFrom("staff_rooms").selectAll().where("person", "=", person).execute();
      return rows.map(({ conversation, named_at }) => ({ conversation, namedAt: named_at }));
    },
    erase: async (tx, { person }) => void (await tx.deleteFrom("staff_rooms").where("person", "=", person).execute()),
  },
  staff_invites: {
    kept: `${idDays} days after they expired`,
    holds: "nothing",
    why: "hashes of tokens, with the work addresses they were made for",
  },
  staff_members: {
    kept: `until they are revoked, then ${auditYears} years beside the audit log`,
    holds: "nothing",
    why: "who works at the desk, by their work addresses",
  },
  accounts: {
    kept: "as long as the person",
    holds: "people",
    export: async (db, { person }) => {
      const rows = await db.selectFrom("accounts").selectAll().where("person", "=", person).execute();
      return rows.map(({ platform, account, conversation, created_at, unreachable_at }) => ({
        ...{ platform, account, conversation, createdAt: created_at, unreachableAt: unreachable_at },
      }));
    },
    erase: async (tx, { person }) => void (await tx.deleteFrom("accounts").where("person", "=", person).execute()),
  },
  broadcasts: {
    kept: `${idDays} days after the last message`,
    holds: "people",
    // One text for many: whom it reached stands in the outbox. The cursor of a running one names the account it is at.
    export: async () => [],
    erase: async (tx, { accounts }) => {
      for (const account of accounts) await stepBack(tx, account);
    },
  },
  people: {
    kept: `until they were not seen for ${unseenMonths} months`,
    holds: "people",
    export: async (db, { person }) => {
      const rows = await db.selectFrom("people").selectAll().where("id", "=", person).execute();
      return rows.map(({ id, language, language_source, created_at, seen_on, stopped_at }) => ({
        ...{ id, language, languageSource: language_source },
        ...{ createdAt: created_at, seenOn: seen_on, stoppedAt: stopped_at },
      }));
    },
    // The language stays for the farewell; the row itself goes after it.
    erase: async (tx, { person }, now) =>
      void (await tx
        .updateTable("people")
        .set({
          language_source: "default",
          stopped_at: null,
          erased_at: now,
          created_at: now,
          seen_on: now.slice(0, 10),
        })
        .where("id", "=", person)
        .where("erased_at", "is", null)
        .execute()),
  },
  erasures: {
    kept: `${erasureMonths} months: longer than a backup should be`,
    holds: "nothing",
    why: "a hash of the account alone, to erase it again after a restore",
  },
  audit: {
    kept: `${auditYears} years`,
    holds: "nothing",
    why: "what staff did at work; it names others by random ids that lead nowhere once they are erased",
  },
  kept: {
    kept: "as long as the bot; what answers one event, 15 minutes",
    holds: "nothing",
    why: "where a bot stands in its network's events, and by which key it may answer them",
  },
  leases: { kept: `${idDays} days after they ran out`, holds: "nothing", why: "names of processes" },
  schema_steps: { kept: "for ever", holds: "nothing", why: "which steps of the schema ran" },
  schema_steps_lock: { kept: "for ever", holds: "nothing", why: "one row that migrations lock" },
};

function timersOf(db: Reading, { platform, account }: Subject["accounts"][number]) {
  return db.selectFrom("timers").selectAll().where("platform", "=", platform).where("account", "=", account);
}

async function exportEvents(db: Reading, { person }: Subject): Promise<JsonObject[]> {
  const rows = await db.selectFrom("inbox").selectAll().where("person", "=", person).orderBy("id").execute();
  return rows.map(({ kind, platform, conversation, received_at, said, payload, reference }) => ({
    ...{ at: received_at, kind, platform, conversation, said, reference },
    event: payload === "" ? null : JSON.parse(payload),
  }));
}

/** Files are named, not repeated: an earlier export would grow into each later one. */
async function exportMessages(db: Reading, { person }: Subject): Promise<JsonObject[]> {
  const rows = await db.selectFrom("outbox").selectAll().where("person", "=", person).orderBy("id").execute();
  const exported: JsonObject[] = [];
  for (const { id, conversation, created_at, done_at, state } of rows) {
    const pieces = await db.selectFrom("pieces").select("body").where("outbox", "=", id).orderBy("id").execute();
    const sent = pieces.flatMap(({ body }) => (body === "" ? [] : [heldPieceSchema.parse(JSON.parse(body))]));
    exported.push({
      ...{ at: created_at, endedAt: done_at, state, conversation },
      text: sent.map((piece) => plainText(piece.text)),
      files: sent.flatMap(({ file }) => (file === null ? [] : [file.name])),
    });
  }
  return exported;
}

async function eraseMessages(tx: Tx, { person }: Subject): Promise<void> {
  const theirs = tx.selectFrom("outbox").select("id").where("person", "=", person);
  await tx.deleteFrom("pieces").where("outbox", "in", theirs).execute();
  await tx.deleteFrom("picture_uses").where("outbox", "in", theirs).execute();
  await tx.deleteFrom("outbox").where("person", "=", person).execute();
}
