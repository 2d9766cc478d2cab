import { z } from "zod";
import { firstDay, lastDay } from "./days.ts";

/** Where a document's facts come from, as its front matter says. */
const sourceSchema = z.object({
  title: z.string(),
  publisher: z.string().nullable().optional(),
  date: z.string().nullable().optional(),
  url: z.string().optional(),
  file: z.string().optional(),
});

const day = z
  .union([z.string(), z.null()])
  .transform((value) => (value === null || value.trim() === "" ? null : value.trim()))
  .refine((value) => value === null || isDay(value), {
    message: "must be a date such as 2026-03-31",
  });

/** What is known about a document beside its words. Dates are ISO days; `from` and `until` bound its validity. */
export const documentMetaSchema = z
  .object({
    id: z
      .string()
      .regex(/^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,199}$/u, "must be letters, digits, dots, dashes or spaces, at most 200"),
    title: z.string().min(1).max(500),
    issuer: z.string().nullable(),
    jurisdiction: z.string().nullable(),
    lang: z.string().min(2).max(35),
    topics: z.array(z.string()),
    official: z.boolean(),
    published: day,
    from: day,
    until: day,
    reviewBy: day,
    supersedes: z.array(z.string()),
    translationOf: z.string().nullable(),
    sourceUrl: z.url({ protocol: /^https?$/ }).nullable(),
    sources: z.array(sourceSchema),
  })
  .refine(({ from, until }) => from === null || until === null || isInOrder(from, until), {
    path: ["until"],
    message: "must not be before from",
  });

export type DocumentMeta = z.infer<typeof documentMetaSchema>;

/** A stretch of a document as its format's parser sees it. */
export type DocumentBlock =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string };

/** A file, read: its blocks in order, and what it says about itself. */
export type ParsedDocument = {
  readonly blocks: readonly DocumentBlock[];
  readonly title: string | null;
  readonly lang: string | null;
  /** Front matter, not checked yet; empty where the format has none. */
  readonly frontMatter: { readonly [key: string]: unknown };
  /** ISO days that the document itself proposes: they give way to front matter and to what staff say. */
  readonly published?: string | null | undefined;
  readonly from?: string | null | undefined;
  readonly until?: string | null | undefined;
};

/** A piece of a document that is found and quoted: a paragraph or a few, with the headings above them. */
export type Passage = {
  readonly ordinal: number;
  /** The headings above it, outermost first, joined by " > "; null where there are none. */
  readonly heading: string | null;
  readonly text: string;
};

/** A year, a month or a day that the calendar has. */
function isDay(value: string): boolean {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/u.test(value)) return false;
  const instant = new Date(value);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value);
}

/** True also where one is no date: that is said already. */
function isInOrder(from: string, until: string): boolean {
  return !isDay(from) || !isDay(until) || firstDay(from) <= lastDay(until);
}
