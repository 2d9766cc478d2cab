import { expect } from "vitest";
import { z } from "zod";
import type { Ran } from "./run-inside.ts";

const text = z.string();
const maybe = text.nullable();
const day = text.regex(/^\d{4}-\d{2}-\d{2}$/u).nullable();
const figure = z.number().min(0);
const share = z.number().min(0).max(100).nullable();

const replacedBySchema = z.strictObject({ document: text, version: z.int(), title: text, since: text });
const validitySchema = z.strictObject({ from: day, until: day, replacedBy: replacedBySchema.nullable() });
const stateSchema = z.enum(["draft", "live", "scheduled", "past", "replaced", "retired"]);

export const addedSchema = z.strictObject({
  documents: z.array(
    z.strictObject({
      id: text,
      version: z.int().min(1),
      change: z.enum(["new", "updated", "unchanged"]),
      state: stateSchema,
      validity: validitySchema,
      replaces: z.array(z.int()),
      ends: z.array(text),
      misses: z.array(text),
    }),
  ),
  refused: z.array(z.strictObject({ file: text, reason: text })),
});

const documentShape = {
  id: text,
  title: text,
  issuer: maybe,
  jurisdiction: maybe,
  lang: text,
  topics: z.array(text),
  official: z.boolean(),
  published: day,
  from: day,
  until: day,
  reviewBy: day,
  supersedes: z.array(text),
  translationOf: maybe,
  sourceUrl: maybe,
  sources: z.array(z.looseObject({ title: text })),
  version: z.int(),
  source: text,
  createdAt: z.iso.datetime(),
  state: stateSchema,
  validity: validitySchema.nullable(),
};
export const listSchema = z.array(
  z.strictObject({
    ...documentShape,
    reviewOverdue: z.boolean(),
    scheduled: z.array(z.strictObject({ version: z.int(), from: day })),
  }),
);
export const shownSchema = z.strictObject({
  ...documentShape,
  createdBy: maybe,
  passages: z.array(z.strictObject({ ordinal: z.int(), heading: maybe, text })),
});

export const searchSchema = z.strictObject({
  query: text,
  passages: z
    .array(
      z.strictObject({
        document: text,
        version: z.int(),
        source: text,
        heading: maybe,
        lang: text,
        score: figure,
        text,
      }),
    )
    .min(1),
  tookMs: figure,
});

/** The contract's keys; `basis`, `lang` and `url` of a citation and `heading` of a passage are ours. */
const askShape = {
  question: text,
  language: text,
  outcome: text.regex(/^(answered|(unanswerable|refused|failed)\.\w+)$/u),
  mode: z.enum(["extractive", "generated"]),
  answer: text.min(1),
  confidence: z.number().min(0).max(1),
  citations: z.array(
    z.strictObject({
      n: z.int().min(1),
      document: text,
      version: z.int(),
      title: text,
      issuer: maybe,
      source: text,
      published: day,
      from: day,
      until: day,
      heading: maybe,
      quote: text.min(1),
      basis: maybe,
      lang: text,
      url: maybe,
    }),
  ),
  passages: z.array(z.strictObject({ document: text, source: text, score: figure, heading: maybe, text })),
  tookMs: figure,
};
export const askSchema = z.strictObject(askShape);

const rank = z.int().min(1).nullable();
export const outSchema = z.strictObject({
  id: text,
  ...askShape,
  sourceRank: rank,
  evidenceRank: rank,
  evidenceWithin: z.boolean(),
  cited: z.boolean(),
  inAnswer: z.boolean().nullable(),
});
export const evalSchema = z.strictObject({
  file: text,
  rows: z.array(
    z.strictObject({
      lang: text,
      questions: z.int(),
      answered: z.int(),
      falseRefusals: z.int(),
      refused: z.int(),
      sourceMrr10: share,
      source1: share,
      source5: share,
      evidence1: share,
      evidence5: share,
      evidence10: share,
      evidence2500: share,
      cited: share,
      inAnswer: share,
      medianMs: figure,
      p95Ms: figure,
    }),
  ),
});

export const verifySchema = z.strictObject({
  checked: z.int().min(5),
  broken: z.array(z.strictObject({ invariant: text, faults: z.array(text) })),
});
export const doctorSchema = z.strictObject({
  findings: z.array(z.strictObject({ name: text, state: z.enum(["ok", "warning", "fault"]), says: text.min(1) })),
});

/** Stdout as one JSON document of this shape; a run that failed shows what it said. */
export async function json<T>(schema: z.ZodType<T>, run: Promise<Ran>): Promise<T> {
  const { code, out, err } = await run;
  expect([code, err]).toEqual([0, ""]);
  return schema.parse(JSON.parse(out));
}
