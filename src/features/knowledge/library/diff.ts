import { diffArrays } from "diff";
import type { Reading } from "../../../store/store.ts";
import type { DocumentMeta, Passage } from "../document.ts";
import { getVersion } from "./history.ts";
import { listPassagesOf } from "./live.ts";

/** A stretch of words: in both versions, or in one of them. Joined, they are the text. */
export type WordChange = { readonly change: "same" | "added" | "removed"; readonly text: string };

/** A paragraph or heading that differs, or neighbours whose bounds differ, under the headings above it. */
export type ParagraphChange = {
  readonly change: "added" | "removed" | "changed";
  readonly heading: string | null;
  readonly words: readonly WordChange[];
};

/** What differs in what is known about a document. */
export type MetaChange = {
  readonly key: keyof DocumentMeta;
  readonly before: DocumentMeta[keyof DocumentMeta];
  readonly after: DocumentMeta[keyof DocumentMeta];
};

export type VersionDiff = {
  readonly id: string;
  readonly before: number;
  readonly after: number;
  readonly meta: readonly MetaChange[];
  readonly paragraphs: readonly ParagraphChange[];
};

/**
 * What differs between two versions of a document: what is known about it, and its words, by paragraph and then by word.
 * An ISO day is needed only to name the versions.
 *
 * @throws AppError `input.notFound` where there is no such document or version.
 */
export async function diffVersions(
  db: Reading,
  id: string,
  numbers: { readonly before: number; readonly after: number },
  day: string,
): Promise<VersionDiff> {
  const load = async (number: number) => {
    const { meta, version } = await getVersion(db, id, number, day);
    return { meta, passages: await listPassagesOf(db, { document: id, version }) };
  };
  const before = await load(numbers.before);
  const after = await load(numbers.after);
  return {
    id,
    ...numbers,
    meta: diffMeta(before.meta, after.meta),
    paragraphs: diffPassages(before.passages, after.passages, after.meta.lang),
  };
}

function diffMeta(before: DocumentMeta, after: DocumentMeta): MetaChange[] {
  const keys = Object.keys(before) as (keyof DocumentMeta)[];
  return keys
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => ({ key, before: before[key], after: after[key] }));
}

/** What differs in the words of two versions, in the order of the text. */
export function diffPassages(
  before: readonly Passage[],
  after: readonly Passage[],
  lang: string,
): readonly ParagraphChange[] {
  const blocks: { removed: Line[]; added: Line[] }[] = [];
  let open = false;
  for (const { kind, items } of diffLists(linesOf(before), linesOf(after), (one, other) => one.text === other.text)) {
    if (kind === "same") {
      open = false;
      continue;
    }
    if (!open) blocks.push({ removed: [], added: [] });
    open = true;
    blocks.at(-1)?.[kind].push(...items);
  }
  return blocks.flatMap(({ removed, added }) => pair(removed, added, lang));
}

/** A paragraph, or the headings above those that follow. */
type Line = { readonly text: string; readonly heading: string | null };

function linesOf(passages: readonly Passage[]): Line[] {
  return passages.flatMap(({ heading, text }, index) => {
    const paragraphs = text.split("\n").map((paragraph) => ({ text: paragraph, heading }));
    const isNew = heading !== null && heading !== passages[index - 1]?.heading;
    return isNew ? [{ text: heading, heading: null }, ...paragraphs] : paragraphs;
  });
}

/** More lines than this, one after another, were written anew: their words are not compared across paragraphs. */
const MANY = 400;

/** One by one where as many went as came; else together, as also where a long paragraph is cut elsewhere now. */
function pair(removed: readonly Line[], added: readonly Line[], lang: string): readonly ParagraphChange[] {
  const isEven = removed.length === added.length;
  const single = isEven ? removed.flatMap((line, n) => compare([line], added.slice(n, n + 1), lang)) : [];
  if (removed.length === 1 && isEven) return single;
  if (removed.length + added.length > MANY) return isEven ? single : apart(removed, added);
  const together = compare(removed, added, lang);
  return isEven && countChanged(single) <= countChanged(together) ? single : together;
}

function countChanged(changes: readonly ParagraphChange[]): number {
  const words = changes.flatMap((change) => change.words).filter(({ change }) => change !== "same");
  return words.reduce((sum, { text }) => sum + text.trim().length, 0);
}

function apart(removed: readonly Line[], added: readonly Line[]): ParagraphChange[] {
  return [
    ...removed.map(({ text, heading }) => whole("removed", text, heading)),
    ...added.map(({ text, heading }) => whole("added", text, heading)),
  ];
}

/** Below this share of words in common, one text is shown after the other. */
const ALIKE = 0.3;

function compare(removed: readonly Line[], added: readonly Line[], lang: string): ParagraphChange[] {
  if (removed.length === 0 || added.length === 0) return apart(removed, added);
  const [before, after] = [removed, added].map((lines) => lines.map(({ text }) => text).join("\n"));
  const words = diffWords(before ?? "", after ?? "", lang);
  const same = words.filter(({ change }) => change === "same").reduce((sum, { text }) => sum + text.trim().length, 0);
  if (same < ALIKE * Math.min(before?.length ?? 0, after?.length ?? 0)) return apart(removed, added);
  return [{ change: "changed", heading: added[0]?.heading ?? null, words }];
}

function whole(change: "added" | "removed", text: string, heading: string | null): ParagraphChange {
  return { change, heading, words: [{ change, text }] };
}

function diffWords(before: string, after: string, lang: string): WordChange[] {
  const segmenter = new Intl.Segmenter(lang === "und" ? "en" : lang, { granularity: "word" });
  const [one = [], other = []] = [before, after].map((text) =>
    [...segmenter.segment(text)].map((part) => part.segment),
  );
  return diffLists(one, other, (a, b) => a === b).map(({ kind, items }) => ({ change: kind, text: items.join("") }));
}

/** Texts that have little in common may take long to compare; after this they count as different altogether. */
const PATIENCE_MS = 2_000;

function diffLists<T>(
  before: readonly T[],
  after: readonly T[],
  comparator: (one: T, other: T) => boolean,
): { readonly kind: WordChange["change"]; readonly items: readonly T[] }[] {
  const changes = diffArrays([...before], [...after], { comparator, timeout: PATIENCE_MS });
  if (changes === undefined)
    return [
      { kind: "removed", items: before },
      { kind: "added", items: after },
    ];
  return changes.map(({ added, removed, value }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    items: value,
  }));
}
