/** A passage by its number in the index, with its score over all terms, not weighed. */
export type ScoredPassage = { readonly id: number; readonly score: number };

/** The best passages so far, of those that are added in the order of their numbers. */
export type TopScores = {
  /** @param weighed the score that it is compared by. */
  readonly add: (id: number, score: number, weighed: number) => void;
  /** What must be passed to come among the best; 0 while there are fewer than asked for. */
  readonly least: () => number;
  /** The best, by their number; of equals the first. */
  readonly take: () => readonly ScoredPassage[];
};

/** Keeps the `count` passages of the highest weighed scores above zero. */
export function createTopScores(count: number): TopScores {
  const heap = new Float64Array(count);
  const added: (ScoredPassage & { readonly weighed: number })[] = [];
  return {
    add: (id, score, weighed) => {
      // One that only equals the least comes after it.
      if (!(weighed > (heap[0] as number))) return;
      replaceLeast(heap, weighed);
      added.push({ id, score, weighed });
    },
    least: () => heap[0] as number,
    take: () => {
      const least = heap[0] as number;
      let equals = heap.filter((value) => value === least).length;
      return added.filter(({ weighed }) => weighed > least || (weighed === least && equals-- > 0));
    },
  };
}

/** Puts a value in place of the least of a heap. */
function replaceLeast(heap: Float64Array, value: number): void {
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) child += 1;
    if ((heap[child] as number) >= value) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = value;
}
