import { createBlock, moveBlock } from "../../src/features/knowledge/retrieval/block.ts";
import { addStretch, type ScoredTerm, wholeGains } from "../../src/features/knowledge/retrieval/scored-term.ts";

/**
 * The scores of all passages over terms, in their order: every entry is read.
 *
 * @param sizes of the shards, in passages.
 */
export function scoreAll(terms: readonly ScoredTerm[], sizes: readonly number[]): readonly number[] {
  const { gains, unit } = wholeGains(terms);
  return sizes.flatMap((size, shard) => {
    const block = createBlock(size);
    moveBlock(block, 0, size);
    terms.forEach(({ runs }, index) => {
      const run = runs[shard];
      if (run !== undefined) addStretch(gains[index] ?? 0, run, run.from, block);
    });
    return Array.from(block.sums, (sum) => sum / unit);
  });
}
