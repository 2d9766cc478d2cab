import { z } from "zod";
import { AppError, messageOf } from "../../shared/errors.ts";
import type { Answer } from "./answer/answer.ts";

/** A question with what is known of its answer. Unknown keys are passed over. */
const questionSchema = z
  .object({
    id: z.union([z.string(), z.number()]).transform(String),
    lang: z.string(),
    question: z.string(),
    answerable: z.boolean(),
    previous_turn: z.string().nullish(),
    as_of: z.string().nullish(),
    gold_evidence: z.string().nullish(),
    source: z.string().nullish(),
    seed_file: z.string().nullish(),
    gold_answer: z.string().nullish(),
    answers: z.array(z.string()).nullish(),
    kind: z.string().nullish(),
  })
  .transform(({ seed_file, source, ...rest }) => ({ ...rest, source: source ?? seed_file ?? null }));

export type EvalQuestion = z.infer<typeof questionSchema>;

/** Reads a questions file: one JSON object a line. @throws AppError `input.invalid` that names the line. */
export function parseQuestions(text: string): EvalQuestion[] {
  const questions = text
    .replace(/^\ufeff/u, "")
    .split("\n")
    .flatMap((line, index) => {
      if (line.trim() === "") return [];
      try {
        return [questionSchema.parse(JSON.parse(line))];
      } catch (error) {
        const reason =
          error instanceof z.ZodError
            ? error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ")
            : messageOf(error);
        throw new AppError("input.invalid", `Line ${index + 1} is not a question: ${reason}`);
      }
    });
  if (questions.length === 0) throw new AppError("input.invalid", "There are no questions in the file.");
  return questions;
}

/** How one question went. Ranks count from 1; null where nothing was found. */
export type Judged = {
  readonly question: EvalQuestion;
  readonly answered: boolean;
  readonly sourceRank: number | null;
  readonly evidenceRank: number | null;
  readonly evidenceWithin: boolean;
  readonly cited: boolean;
  readonly inAnswer: boolean | null;
  readonly ms: number;
};

/** Passages in rank order are read up to this many characters. */
const WINDOW = 2_500;

/** Compares an answer with what is known. `text` is the answer as the person reads it. */
export function judge(question: EvalQuestion, answer: Answer, text: string, ms: number): Judged {
  const evidence = question.gold_evidence ? normalise(question.gold_evidence) : null;
  const texts = answer.passages.map((passage) => normalise(passage.text));
  const rank = (index: number): number | null => (index < 0 ? null : index + 1);
  const citations = answer.parts.flatMap((part) => part.citations);
  return {
    question,
    answered: answer.outcome === "answered",
    sourceRank:
      question.source === null ? null : rank(answer.passages.findIndex(({ source }) => source === question.source)),
    evidenceRank: evidence === null ? null : rank(texts.findIndex((passage) => passage.includes(evidence))),
    evidenceWithin: evidence !== null && isWithin(texts, evidence),
    cited: evidence !== null && citations.some(({ quote }) => normalise(quote).includes(evidence)),
    inAnswer: isInAnswer(question, normalise(text)),
    ms,
  };
}

function isWithin(passages: readonly string[], evidence: string): boolean {
  let left = WINDOW;
  for (const passage of passages) {
    if (passage.slice(0, left).includes(evidence)) return true;
    left -= passage.length;
    if (left <= 0) return false;
  }
  return false;
}

/** Null where nothing short is known to look for. */
function isInAnswer({ answers, gold_answer }: EvalQuestion, text: string): boolean | null {
  if (answers && answers.length > 0) return answers.some((answer) => text.includes(normalise(answer)));
  const figures = figuresOf(normalise(gold_answer ?? ""));
  if (figures.length === 0) return null;
  const said = new Set(figuresOf(text));
  return figures.some((figure) => said.has(figure));
}

/** Figures in any grouping: `15,000`, `15 000` and `15000` are one. */
function figuresOf(text: string): string[] {
  return (text.match(/\d[\d.,\u00a0 ]*\d|\d/gu) ?? []).map((figure) =>
    figure.replace(/[,\u00a0 ](?=\d{3}(?!\d))/gu, "").replace(",", "."),
  );
}

/** Unicode NFKC, and white space, quotes and case folded. */
export function normalise(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[“”„«»″]/gu, '"')
    .replace(/[‘’‚′`]/gu, "'")
    .replace(/\s+/gu, " ")
    .trim()
    .toLowerCase();
}

/** The figures of one language, or of all: shares are percentages of their own base; null where that is empty. */
export type EvalRow = {
  readonly lang: string;
  readonly questions: number;
  readonly answered: number;
  readonly falseRefusals: number;
  readonly refused: number;
  readonly sourceMrr10: number | null;
  readonly source1: number | null;
  readonly source5: number | null;
  readonly evidence1: number | null;
  readonly evidence5: number | null;
  readonly evidence10: number | null;
  readonly evidence2500: number | null;
  readonly cited: number | null;
  readonly inAnswer: number | null;
  readonly medianMs: number;
  readonly p95Ms: number;
};

/** One row per language, and `all` last. */
export function summarise(judged: readonly Judged[]): EvalRow[] {
  const langs = [...new Set(judged.map(({ question }) => question.lang))];
  return [
    ...langs.map((lang) =>
      rowOf(
        lang,
        judged.filter(({ question }) => question.lang === lang),
      ),
    ),
    rowOf("all", judged),
  ];
}

function rowOf(lang: string, rows: readonly Judged[]): EvalRow {
  const answerable = rows.filter(({ question }) => question.answerable);
  const sourced = answerable.filter(({ question }) => question.source !== null);
  const evident = answerable.filter(({ question }) => question.gold_evidence);
  const known = answerable.filter(({ inAnswer }) => inAnswer !== null);
  const upTo = (rank: number | null, limit: number): boolean => rank !== null && rank <= limit;
  const times = rows.map(({ ms }) => ms).sort((one, other) => one - other);
  return {
    lang,
    questions: rows.length,
    answered: rows.filter(({ answered }) => answered).length,
    falseRefusals: answerable.filter(({ answered }) => !answered).length,
    refused: rows.filter(({ question, answered }) => !question.answerable && !answered).length,
    sourceMrr10: mean(sourced.map(({ sourceRank }) => (upTo(sourceRank, 10) ? 1 / (sourceRank ?? 1) : 0))),
    source1: share(sourced, ({ sourceRank }) => upTo(sourceRank, 1)),
    source5: share(sourced, ({ sourceRank }) => upTo(sourceRank, 5)),
    evidence1: share(evident, ({ evidenceRank }) => upTo(evidenceRank, 1)),
    evidence5: share(evident, ({ evidenceRank }) => upTo(evidenceRank, 5)),
    evidence10: share(evident, ({ evidenceRank }) => upTo(evidenceRank, 10)),
    evidence2500: share(evident, ({ evidenceWithin }) => evidenceWithin),
    cited: share(answerable, ({ cited }) => cited),
    inAnswer: share(known, ({ inAnswer }) => inAnswer === true),
    medianMs: times[Math.floor(times.length / 2)] ?? 0,
    p95Ms: times[Math.min(times.length - 1, Math.floor(times.length * 0.95))] ?? 0,
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : (100 * values.reduce((sum, value) => sum + value, 0)) / values.length;
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number | null {
  return mean(items.map((item) => (holds(item) ? 1 : 0)));
}
