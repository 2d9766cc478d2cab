import { type Analyser, primaryOf } from "../retrieval/analyse.ts";
import type { Concept } from "../retrieval/expand.ts";
import { likeness } from "../retrieval/same-word.ts";
import { nameSkeletons } from "../retrieval/skeleton.ts";

/** The words that a text holds, to be asked what ideas it meets. */
export type Held = {
  readonly lang: string;
  readonly forms: ReadonlySet<string>;
  /** As they are written, for words that are misspelt in a question. */
  readonly words: readonly string[];
};

export function holdText(text: string, lang: string, analyser: Analyser): Held {
  const tokens = analyser.tokens(text, lang);
  return {
    lang,
    forms: new Set([...tokens.map(({ form }) => form), ...nameSkeletons(text)]),
    words: [...new Set(tokens.map(({ word }) => word))],
  };
}

export function joinHeld(lang: string, parts: readonly Held[]): Held {
  return {
    lang,
    forms: new Set(parts.flatMap(({ forms }) => [...forms])),
    words: [...new Set(parts.flatMap(({ words }) => words))],
  };
}

/** A word as a question may misspell it must be this long, and a likeness this high, to pass for it. */
const LONG = 5;
const ALIKE = 0.75;

/** How far a text meets an idea, 0 to 1: the share of the words of its best alternative, by what they tell. */
export function degreeOf(concept: Concept, held: Held, idf: (form: string) => number): number {
  let best = 0;
  for (const forms of concept.alternatives) {
    let total = 0;
    let met = 0;
    for (const form of forms) {
      const telling = idf(form);
      total += telling;
      if (held.forms.has(form)) met += telling;
    }
    if (total > 0) best = Math.max(best, met / total);
  }
  if (best < 1 && concept.parts.length > 0) {
    const met = concept.parts.map((part) => degreeOf(part, held, idf));
    best = Math.max(best, Math.min(...met) === 1 ? IN_PARTS : 0);
  }
  if (best < ALIKE && concept.kind === "word") best = Math.max(best, misspeltDegree(concept.name, held));
  // Half of a name of two words is a weak sign: `overseas` is no overseas warehouse.
  return best >= IN_PARTS ? best : best * 0.6;
}

/** What it counts that a text holds the parts of a name, each by itself. */
const IN_PARTS = 0.9;

function misspeltDegree(form: string, { words, lang }: Held): number {
  if (form.length < LONG) return 0;
  const primary = primaryOf(lang);
  for (const word of words)
    if (
      word.length >= LONG &&
      (likeness(form, word, primary) >= ALIKE || isOneOff(form, word.slice(0, form.length + 1)))
    )
      return 1;
  return 0;
}

/** One letter added, left out, changed, or two swapped. */
function isOneOff(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (
    end < Math.min(one.length, other.length) - start &&
    one[one.length - 1 - end] === other[other.length - 1 - end]
  )
    end += 1;
  const left = one.slice(start, one.length - end);
  const right = other.slice(start, other.length - end);
  return left.length + right.length <= 2 || (left.length === 2 && left === [...right].reverse().join(""));
}
