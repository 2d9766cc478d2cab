import type { Analyser } from "./analyse.ts";
import { createExpander, type Expander } from "./expand.ts";
import type { GlossaryTerm } from "./glossary.ts";
import { createTermNames } from "./term-names.ts";

/** An expander that can take more terms while it is in use. */
export type GrowingExpander = Expander & {
  /** Takes these terms beside those it began with, in place of any learnt before. The same again costs nothing. */
  readonly learn: (terms: readonly GlossaryTerm[]) => void;
};

/**
 * Expands as `createQueryExpander` over all terms would. What was prepared of the terms it began with is kept (up to
 * 0.2 s a language), so that the first question after a new word waits for that word alone.
 *
 * Learnt terms bridge languages only. The words that are kept whole in Chinese (`phrases.ts`) stay those of the shipped
 * glossary: the index is cut by them and would have to be built anew.
 */
export function createGrowingExpander(terms: readonly GlossaryTerm[], analyser: Analyser): GrowingExpander {
  const own = createTermNames(terms, analyser);
  let learnt = keyOf([]);
  let current = createExpander([own], analyser);
  return {
    expand: (question, lang, targets) => current.expand(question, lang, targets),
    placesIn: (text, lang) => current.placesIn(text, lang),
    learn: (more) => {
      const key = keyOf(more);
      if (key === learnt) return;
      learnt = key;
      current = createExpander([own, createTermNames(more, analyser)], analyser);
    },
  };
}

function keyOf(terms: readonly GlossaryTerm[]): string {
  return JSON.stringify(terms.map(({ group, names }) => [group, [...names]]));
}
