import type { Reading } from "../../../store/store.ts";
import type { GlossaryTerm } from "../retrieval/glossary.ts";
import { wordTablesOf } from "./tables.ts";
import { listWords } from "./words.ts";

/** Learns the words that staff added or removed since the last call, by whichever process. One small query where none. */
export type WordWatch = () => Promise<void>;

/**
 * Watches the words of staff by their count and greatest number. That misses nothing: a word never changes, numbers are
 * never given twice, and changes become visible in the order of their numbers.
 */
export function createWordWatch(db: Reading, learn: (terms: readonly GlossaryTerm[]) => void): WordWatch {
  let learnt = markOf(0, null);
  return async () => {
    const { count, newest } = await wordTablesOf(db)
      .selectFrom("lexicon_terms")
      .select(({ fn }) => [fn.countAll<number>().as("count"), fn.max<number | null>("id").as("newest")])
      .executeTakeFirstOrThrow();
    if (markOf(count, newest) === learnt) return;
    const words = await listWords(db);
    learn(words.map(({ term }) => term));
    // Of what was learnt, not of what was counted before: the words may have changed in between.
    learnt = markOf(words.length, words.at(-1)?.id ?? null);
  };
}

function markOf(count: number, newest: number | null): string {
  return `${count}:${newest ?? 0}`;
}
