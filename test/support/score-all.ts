import { createBlock, moveBlock } from "../../src/features/knowledge/retrieval/block.ts";
import { addStretch, type ScoredTerm } from "../../src/features/knowledge/retrieval/scored-term.ts";

/**
 * The scores of all passages over terms, in their order: every entry is read.
 *
 * @param sizes of the shards, in passages.
 */
export function scoreAll(terms: readonly ScoredTerm[], sizes: readonly number[]): Float32Array {
  const scores = sizes.map((size, shard) => {
    const block = createBlock(size);
    moveBlock(block, 0, size);
    for (const term of terms) {
      const run = term.runs[shard];
      if (run !== undefined) addStretch(term, run, run.from, block, Number.POSITIVE_INFINITY);
    }
    return [...block.sums];
  });
  return Float32Array.from(scores.flat());
}
