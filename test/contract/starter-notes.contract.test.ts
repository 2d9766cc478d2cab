import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readVersions } from "../../src/features/knowledge/ingest.ts";
import { splitSentences } from "../../src/features/knowledge/sentences.ts";

const FOLDER = new URL("../../data/knowledge", import.meta.url).pathname;
const LANGUAGES = ["en", "zh-Hans"];
/** A longer sentence can't be quoted whole in a chat. Chinese characters count half a word. */
const MOST_WORDS = 60;

const day = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
  .nullable();

/** The keys of a policy note, as the contract names them: all of them, and no others. */
const noteSchema = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  issuer: z.string().min(1).nullable(),
  jurisdiction: z.string().regex(/^[A-Z]{2,3}(-[A-Za-z]+)?$/),
  lang: z.enum(LANGUAGES),
  topics: z.array(z.string().regex(/^[a-z][a-z-]*$/)).min(1),
  official: z.boolean(),
  published: day,
  from: day,
  until: day,
  "review-by": day,
  supersedes: z.array(z.string()),
  "translation-of": z.string().nullable(),
  sources: z
    .array(
      z
        .strictObject({
          title: z.string().min(1),
          publisher: z.string().min(1),
          date: day,
          url: z.url({ protocol: /^https?$/ }).optional(),
          file: z.string().min(1).optional(),
        })
        .refine(({ url, file }) => (url === undefined) !== (file === undefined), "a source is an address or a file"),
    )
    .min(1),
});

type Note = { readonly file: string; readonly meta: z.infer<typeof noteSchema>; readonly body: string };

const files = readdirSync(FOLDER).sort();
const raw = files.map((file) => {
  const text = readFileSync(join(FOLDER, file), "utf8");
  const [, yaml = "", ...body] = text.split(/^---$/mu);
  return { file, meta: parse(yaml, { schema: "core" }) as unknown, yaml, body: body.join("---") };
});
const notes: Note[] = raw.flatMap(({ file, meta, body }) => {
  const parsed = noteSchema.safeParse(meta);
  return parsed.success ? [{ file, meta: parsed.data, body }] : [];
});

test("there are notes", () => {
  expect(files.length).toBeGreaterThan(20);
});

describe.each(raw)("$file", ({ file, meta, yaml, body }) => {
  test("has the keys of the contract, each on a line of its own", () => {
    expect(noteSchema.safeParse(meta).error?.issues ?? []).toEqual([]);
    for (const line of yaml.trim().split("\n")) expect(line).toMatch(/^[a-z-]+:/u);
  });

  test("is named after its id and its language", () => {
    const note = notes.find((one) => one.file === file);
    const original = note?.meta["translation-of"] ?? note?.meta.id;
    expect(file).toBe(`${original}.${note?.meta.lang}.md`);
  });

  test("has no address in its body", () => {
    expect(body).not.toMatch(/https?:|www\.|\b[\w-]+\.(?:com|org|net|gov|cn)\//u);
  });

  test("has no sentence that is too long to quote", () => {
    const lang = notes.find((one) => one.file === file)?.meta.lang ?? "en";
    const long = splitSentences(body, lang).filter((sentence) => countWords(sentence) > MOST_WORDS);
    expect(long).toEqual([]);
  });

  test("begins with its title, and asks under it what its readers ask", () => {
    const headings = [...body.matchAll(/^(#+) (.+)$/gmu)].map(([, marks, text]) => ({ level: marks?.length, text }));
    expect(headings[0]).toEqual({ level: 1, text: notes.find((one) => one.file === file)?.meta.title });
    expect(headings.slice(1).every(({ level }) => level === 2)).toBe(true);
    expect(headings.length).toBeGreaterThan(1);
  });

  test("is valid in the order of its dates", () => {
    const note = notes.find((one) => one.file === file)?.meta;
    if (note?.from && note.until) expect(note.from <= note.until).toBe(true);
  });
});

test("ids are unique", () => {
  const ids = notes.map(({ meta }) => meta.id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("every note exists in English and in Chinese, and its translations point to it", () => {
  const originals = notes.filter(({ meta }) => meta["translation-of"] === null);
  const gaps = originals.flatMap(({ meta }) => {
    const versions = [meta, ...notes.map((one) => one.meta).filter((one) => one["translation-of"] === meta.id)];
    return LANGUAGES.filter((lang) => versions.filter((one) => one.lang === lang).length !== 1).map(
      (lang) => `${meta.id} ${lang}`,
    );
  });
  expect(gaps).toEqual([]);
});

test("translation-of and supersedes name notes that exist", () => {
  const ids = new Set(notes.map(({ meta }) => meta.id));
  const named = notes.flatMap(({ meta }) => [
    ...meta.supersedes,
    ...(meta["translation-of"] === null ? [] : [meta["translation-of"]]),
  ]);
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
});

test("a translation has the facts of its original: jurisdiction, dates, sources, and as many sections", () => {
  const differing = notes.flatMap(({ meta, body, file }) => {
    const original = notes.find((one) => one.meta.id === meta["translation-of"]);
    if (original === undefined) return [];
    const factsOf = (one: Note) => [
      one.meta.jurisdiction,
      one.meta.official,
      one.meta.published,
      one.meta.from,
      one.meta.until,
      one.meta.topics,
      one.meta.sources,
      one.body.match(/^## /gmu)?.length,
    ];
    return JSON.stringify(factsOf({ meta, body, file })) === JSON.stringify(factsOf(original)) ? [] : [file];
  });
  expect(differing).toEqual([]);
});

test("all of them can be published", async () => {
  const { versions, refused } = await readVersions(
    files.map((file) => join(FOLDER, file)),
    {},
  );
  expect(refused).toEqual([]);
  expect(versions).toHaveLength(files.length);
});

function countWords(sentence: string): number {
  const han = sentence.match(/\p{sc=Han}/gu)?.length ?? 0;
  const others = sentence.replace(/\p{sc=Han}/gu, " ").match(/[\p{L}\p{N}][\p{L}\p{N}.,'’%$-]*/gu)?.length ?? 0;
  return others + han / 2;
}
