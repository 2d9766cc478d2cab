import { z } from "zod";
import { AppError } from "../../shared/errors.ts";
import type { Reading } from "../../store/store.ts";
import { findAnswer } from "../knowledge/index.ts";
import { caseNumber } from "./cases.ts";
import { listStaffAnswers, type StaffAnswer } from "./staff-answer.ts";
import type { SupportTables } from "./tables.ts";

/** Who may look after questions. */
export const SUPPORT_ROLES = ["support"] as const;

/** Questions that mean the same, as staff see them in the list. */
export type QuestionGroup = {
  /** The number of the question that the group is named after: the first one, unless it was split off. */
  readonly id: number;
  /** Open while anyone waits for an answer. */
  readonly state: "open" | "answered";
  readonly askers: number;
  readonly waiting: number;
  /** What the questions are written in. */
  readonly languages: readonly string[];
  /** Whether anyone pressed the button for a person; the others were told that it goes to staff. */
  readonly wanted: boolean;
  readonly firstAsked: string;
  readonly lastAsked: string;
  /** As first written; empty where it is no longer kept. */
  readonly question: string;
  readonly language: string;
};

/** One wording of a group, with all that is known about it. */
export type AskedQuestion = {
  readonly id: number;
  readonly question: string;
  readonly after: string | null;
  readonly language: string;
  readonly platform: string;
  readonly state: "open" | "answered";
  readonly wanted: boolean;
  readonly topic: string | null;
  readonly details: string | null;
  readonly firstAsked: string;
  readonly lastAsked: string;
  /** What the desk answered, which did not help: how it ended, and what it quoted. Null where it is no longer kept. */
  readonly desk: { readonly outcome: string; readonly quotes: readonly DeskQuote[] } | null;
  /** The nearest that the documents had. */
  readonly nearest: Nearest | null;
  /** The outbox key of the message that told the person, or why there is none; null while they wait. */
  readonly told: string | null;
};

type DeskQuote = { readonly document: string; readonly quote: string };

const nearestSchema = z.object({ title: z.string(), heading: z.string().nullable(), lang: z.string() });
type Nearest = z.infer<typeof nearestSchema>;

/** The groups of questions: open ones first, then those that most people asked, then the latest. */
export async function listGroups(db: Reading): Promise<QuestionGroup[]> {
  const tables = db.withTables<SupportTables>();
  const counted = await tables
    .selectFrom("cases")
    .select((eb) => [
      "case_group",
      eb.fn.count<number>("person").distinct().as("askers"),
      eb.fn
        .count<number>(eb.case().when("state", "=", "open").then(eb.ref("person")).end())
        .distinct()
        .as("waiting"),
      eb.fn.max("wanted").as("wanted"),
      eb.fn.min("created_at").as("first"),
      eb.fn.max("last_asked_at").as("last"),
    ])
    .groupBy("case_group")
    .execute();
  const written = await tables.selectFrom("cases").select(["case_group", "written_in"]).distinct().execute();
  const heads = await tables
    .selectFrom("cases")
    .select(["id", "question", "written_in"])
    .whereRef("id", "=", "case_group")
    .execute();
  const languages = new Map<number, string[]>();
  for (const { case_group, written_in } of written)
    languages.set(case_group, [...(languages.get(case_group) ?? []), written_in].sort());
  const byId = new Map(heads.map((head) => [head.id, head]));
  return counted
    .map((row): QuestionGroup => {
      const head = byId.get(row.case_group);
      return {
        id: row.case_group,
        state: Number(row.waiting) > 0 ? "open" : "answered",
        askers: Number(row.askers),
        waiting: Number(row.waiting),
        languages: languages.get(row.case_group) ?? [],
        wanted: row.wanted === 1,
        firstAsked: row.first,
        lastAsked: row.last,
        question: head?.question ?? "",
        language: head?.written_in ?? "und",
      };
    })
    .sort(
      (one, other) =>
        Number(other.state === "open") - Number(one.state === "open") ||
        other.askers - one.askers ||
        (one.lastAsked < other.lastAsked ? 1 : -1),
    );
}

/**
 * A group by the number of any of its questions: every wording, oldest first, and what staff answered, latest first.
 *
 * @throws AppError `input.notFound` where no question has that number.
 */
export async function getGroup(
  db: Reading,
  number: number,
): Promise<{
  readonly id: number;
  readonly questions: readonly AskedQuestion[];
  readonly answers: readonly StaffAnswer[];
}> {
  const id = await groupOf(db, number);
  const rows = await db
    .withTables<SupportTables>()
    .selectFrom("cases")
    .selectAll()
    .where("case_group", "=", id)
    .orderBy("id")
    .execute();
  const questions: AskedQuestion[] = [];
  for (const row of rows) {
    questions.push({
      id: row.id,
      question: row.question,
      after: row.after,
      language: row.written_in,
      platform: row.platform,
      state: row.state,
      wanted: row.wanted === 1,
      topic: row.topic,
      details: row.details,
      firstAsked: row.created_at,
      lastAsked: row.last_asked_at,
      desk: row.answer === null ? null : await deskAnswer(db, row.answer),
      nearest: row.nearest === null ? null : nearestSchema.parse(JSON.parse(row.nearest)),
      told: row.notice ?? row.not_told,
    });
  }
  return { id, questions, answers: await listStaffAnswers(db, [id]) };
}

async function deskAnswer(db: Reading, id: string): Promise<AskedQuestion["desk"]> {
  const answer = await findAnswer(db, id);
  return answer === null
    ? null
    : { outcome: answer.outcome, quotes: answer.citations.map(({ document, quote }) => ({ document, quote })) };
}

/**
 * The group that a question is in, by its number.
 *
 * @throws AppError `input.notFound` where no question has that number.
 */
export async function groupOf(db: Reading, number: number): Promise<number> {
  const group = await findGroupOf(db, number);
  if (group === null)
    throw new AppError(
      "input.notFound",
      `There is no question ${caseNumber(number)}. Nothing was changed. See: silkdesk cases list`,
    );
  return group;
}

/** The group that a question is in; null where there is no such question. */
export async function findGroupOf(db: Reading, number: number): Promise<number | null> {
  const row = await db
    .withTables<SupportTables>()
    .selectFrom("cases")
    .select("case_group")
    .where("id", "=", number)
    .executeTakeFirst();
  return row?.case_group ?? null;
}
