import type { AlterTableBuilder, AlterTableColumnAlteringBuilder, Generated } from "kysely";
import type { SchemaStep } from "../../store/migrations.ts";

/** Questions for staff, grouped by meaning, and what staff answered. */
export type SupportTables = {
  /** A question as one person asked it. */
  cases: {
    id: Generated<number>;
    /** The number of the question that its group is named after. */
    case_group: number;
    person: string;
    platform: string;
    bot: string;
    conversation: string;
    account: string;
    scope: "direct" | "group";
    /** What the person reads, and what the question is written in. */
    language: string;
    written_in: string;
    question: string;
    /** The question before it, where this one leans on it. */
    after: string | null;
    /** Its letters and digits alone, and its QuestionSignature as JSON; blank once its retention is over. */
    exact: string;
    signature: string;
    /** The desk's answer that did not help, and which question of that message this was; null where none was given. */
    answer: string | null;
    part: number;
    /** The nearest that the documents have, as JSON. */
    nearest: string | null;
    /** 1 where the person asked for a person by a button. */
    wanted: number;
    topic: string | null;
    details: string | null;
    state: "open" | "answered";
    /** The staff answer that reached the person last, the outbox key of its message, or why there is no message. */
    told_answer: number | null;
    told_at: string | null;
    notice: string | null;
    not_told: string | null;
    /** The instant of the claim that the asker was told of last. */
    told_claim: string | null;
    created_at: string;
    last_asked_at: string;
  };
  /** What a question is found by. */
  case_terms: { term: string; case_id: number };
  /** What staff answered to a group; a later one corrects the ones before. */
  case_answers: {
    id: Generated<number>;
    case_group: number;
    words: string;
    lang: string;
    actor: string;
    at: string;
  };
  /** Messages in the room of staff that are about a question: a reply to one of them answers it. */
  case_posts: {
    /** The outbox key. */
    key: string;
    case_id: number;
    /** 1 for the message that shows the question and where it stands. */
    card: number;
    /** Where it stands under which id of the platform, noted before the outbox forgets it. */
    conversation: string | null;
    message: string | null;
    at: string;
  };
  /** Groups that a member of staff has taken on. */
  case_claims: { case_group: number; holder: string; claimed_at: string; promised_at: string };
};

/** What staff see of questions in their room, and who has taken them on. */
export const casePostsSchema: SchemaStep = {
  name: "0011_case_posts",
  up: async ({ schema }, { serialType }) => {
    await schema.alterTable("cases").addColumn("told_claim", "text").execute();
    await schema
      .createTable("case_posts")
      .addColumn("key", "text", (c) => c.primaryKey())
      .addColumn("case_id", serialType, (c) => c.notNull().references("cases.id"))
      .addColumn("card", "integer", (c) => c.notNull())
      .addColumn("conversation", "text")
      .addColumn("message", "text")
      .addColumn("at", "text", (c) => c.notNull())
      .execute();
    await schema.createIndex("case_posts_by_case").on("case_posts").column("case_id").execute();
    await schema.createIndex("case_posts_by_message").on("case_posts").columns(["conversation", "message"]).execute();
    await schema
      .createTable("case_claims")
      .addColumn("case_group", serialType, (c) => c.primaryKey())
      .addColumn("holder", "text", (c) => c.notNull())
      .addColumn("claimed_at", "text", (c) => c.notNull())
      .addColumn("promised_at", "text", (c) => c.notNull())
      .execute();
  },
};

export const supportSchema: SchemaStep = {
  name: "0003_support",
  up: async ({ schema }, { serial, serialType }) => {
    await schema
      .createTable("cases")
      .addColumn("id", serialType, serial)
      .addColumn("person", "text", (c) => c.notNull().references("people.id"))
      .addColumn("platform", "text", (c) => c.notNull())
      .addColumn("bot", "text", (c) => c.notNull())
      .addColumn("conversation", "text", (c) => c.notNull())
      .addColumn("account", "text", (c) => c.notNull())
      .addColumn("language", "text", (c) => c.notNull())
      .addColumn("question", "text", (c) => c.notNull())
      .addColumn("answer", "text")
      .addColumn("topic", "text")
      .addColumn("details", "text")
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("created_at", "text", (c) => c.notNull())
      .execute();
    await schema.createIndex("cases_by_person").on("cases").column("person").execute();
    // The same answer is taken to a person once, however often the button is pressed.
    await schema.createIndex("cases_of_answer").unique().on("cases").column("answer").execute();
  },
};

/** Groups of questions that mean the same, what staff answer, and whom it reached. */
export const groupsSchema: SchemaStep = {
  name: "0006_cases",
  up: async (db, { serial, serialType }) => {
    const { schema } = db;
    const add = (build: (table: AlterTableBuilder) => AlterTableColumnAlteringBuilder) =>
      build(schema.alterTable("cases")).execute();
    await add((table) => table.addColumn("case_group", serialType, (c) => c.notNull().defaultTo(0)));
    await add((table) => table.addColumn("scope", "text", (c) => c.notNull().defaultTo("direct")));
    await add((table) => table.addColumn("written_in", "text", (c) => c.notNull().defaultTo("und")));
    await add((table) => table.addColumn("after", "text"));
    await add((table) => table.addColumn("exact", "text", (c) => c.notNull().defaultTo("")));
    await add((table) => table.addColumn("signature", "text", (c) => c.notNull().defaultTo("")));
    await add((table) => table.addColumn("part", "integer", (c) => c.notNull().defaultTo(0)));
    await add((table) => table.addColumn("nearest", "text"));
    await add((table) => table.addColumn("wanted", "integer", (c) => c.notNull().defaultTo(0)));
    await add((table) => table.addColumn("told_answer", serialType));
    await add((table) => table.addColumn("told_at", "text"));
    await add((table) => table.addColumn("notice", "text"));
    await add((table) => table.addColumn("not_told", "text"));
    await add((table) => table.addColumn("last_asked_at", "text", (c) => c.notNull().defaultTo("")));
    // Until now every case was one that a person pressed a button for, and a group of its own.
    await db
      .updateTable("cases")
      .set((eb) => ({
        case_group: eb.ref("id"),
        written_in: eb.ref("language"),
        last_asked_at: eb.ref("created_at"),
        wanted: 1,
      }))
      .execute();
    await schema.dropIndex("cases_of_answer").execute();
    await schema.createIndex("cases_of_answer_part").unique().on("cases").columns(["answer", "part"]).execute();
    await schema.createIndex("cases_by_group").on("cases").column("case_group").execute();
    await schema.createIndex("cases_by_exact").on("cases").column("exact").execute();
    await schema
      .createTable("case_terms")
      .addColumn("term", "text", (c) => c.notNull())
      .addColumn("case_id", serialType, (c) => c.notNull().references("cases.id"))
      .addPrimaryKeyConstraint("case_terms_key", ["term", "case_id"])
      .execute();
    await schema.createIndex("case_terms_by_case").on("case_terms").column("case_id").execute();
    await schema
      .createTable("case_answers")
      .addColumn("id", serialType, serial)
      .addColumn("case_group", serialType, (c) => c.notNull())
      .addColumn("words", "text", (c) => c.notNull())
      .addColumn("lang", "text", (c) => c.notNull())
      .addColumn("actor", "text", (c) => c.notNull())
      .addColumn("at", "text", (c) => c.notNull())
      .execute();
    await schema.createIndex("case_answers_by_group").on("case_answers").column("case_group").execute();
  },
};
