import { z } from "zod";
import type { Reading, Tx } from "../../store/store.ts";
import type { Citation } from "./answer/answer.ts";
import type { KnowledgeTables } from "./tables.ts";

/** An answer as it was given: what was asked, and the words and versions it stood on. */
export type KeptAnswer = {
  readonly id: string;
  readonly person: string;
  readonly language: string;
  readonly question: string;
  readonly outcome: string;
  readonly citations: readonly Citation[];
};

const citationSchema: z.ZodType<Citation> = z.object({
  n: z.number(),
  document: z.string(),
  version: z.number(),
  title: z.string(),
  issuer: z.string().nullable(),
  source: z.string(),
  basis: z.string().nullable(),
  url: z.string().nullable(),
  published: z.string().nullable(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  heading: z.string().nullable(),
  quote: z.string(),
  lang: z.string(),
});

/** The longest question that is kept whole: what is longer was refused anyway. */
const KEPT_CHARACTERS = 2_000;

/** A question as it is kept: not longer than can be asked, and storable everywhere. */
export function asKept(question: string): string {
  return question.slice(0, KEPT_CHARACTERS).toWellFormed().replaceAll("\u0000", "");
}

export async function keepAnswer(tx: Tx, answer: KeptAnswer, now: string): Promise<void> {
  await tx
    .withTables<KnowledgeTables>()
    .insertInto("answers")
    .values({
      ...answer,
      question: asKept(answer.question),
      citations: JSON.stringify(answer.citations),
      created_at: now,
      verdict: null,
    })
    .execute();
}

/** An answer that was given; null where there is none with this id, or it was forgotten. */
export async function findAnswer(db: Reading, id: string): Promise<KeptAnswer | null> {
  const row = await db
    .withTables<KnowledgeTables>()
    .selectFrom("answers")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, citations: z.array(citationSchema).parse(JSON.parse(row.citations)) };
}

/** What a person asked last, since an instant. */
export async function latestQuestion(db: Reading, person: string, since: string): Promise<string | null> {
  const row = await db
    .withTables<KnowledgeTables>()
    .selectFrom("answers")
    .select("question")
    .where("person", "=", person)
    .where("created_at", ">", since)
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.question ?? null;
}

export async function setVerdict(tx: Tx, id: string, verdict: "right" | "wrong"): Promise<void> {
  await tx.withTables<KnowledgeTables>().updateTable("answers").set({ verdict }).where("id", "=", id).execute();
}
