/** The passages of one shard that hold a term: a stretch of its field. */
export type Run = {
  /** Passages by their number in the shard, ascending. */
  readonly ids: Uint16Array;
  /** How often the term stands in each, in quarters. */
  readonly counts: Uint8Array;
  /** Where the stretch begins and ends in both. */
  readonly from: number;
  readonly to: number;
  /** The length of every passage of the shard, as a place in the norms. */
  readonly codes: Uint8Array;
  /** The number of the shard's first passage in the whole index. */
  readonly offset: number;
};

/** A term of a question as it is scored. */
export type ScoredTerm = {
  /** What BM25 multiplies the saturated count by. */
  readonly gain: number;
  /** By code of the length: what is added to a count below the line. */
  readonly norms: Float64Array;
  /** It adds at most so much to a passage. */
  readonly most: number;
  /** How many passages hold it. */
  readonly frequency: number;
  /** By shard, in the order of the passages. */
  readonly runs: readonly Run[];
};

/**
 * Adds what a term counts to all passages that hold it.
 *
 * @param marks gets a bit for each of them.
 */
export function addToAll({ gain, norms, runs }: ScoredTerm, scores: Float32Array, marks: Int32Array): void {
  for (const { ids, counts, codes, from, to, offset } of runs)
    for (let at = from; at < to; at++) {
      const id = ids[at] as number;
      const count = counts[at] as number;
      const place = offset + id;
      scores[place] = (scores[place] as number) + (gain * count) / (count + (norms[codes[id] as number] as number));
      marks[place >> 5] = (marks[place >> 5] as number) | (1 << (place & 31));
    }
}

/** The same for the given passages alone, in ascending order: what lies between them is not read. */
export function addToSome({ gain, norms, runs }: ScoredTerm, scores: Float32Array, passages: Int32Array): void {
  let next = 0;
  for (const { ids, counts, codes, from, to, offset } of runs) {
    while (next < passages.length && (passages[next] as number) < offset) next++;
    const end = offset + codes.length;
    const density = (to - from) / codes.length;
    let at = from;
    for (; next < passages.length && (passages[next] as number) < end; next++) {
      const id = (passages[next] as number) - offset;
      at = seek(ids, at, to, id, from + Math.floor(id * density));
      if (at >= to || ids[at] !== id) continue;
      const count = counts[at] as number;
      const score = scores[offset + id] as number;
      scores[offset + id] = score + (gain * count) / (count + (norms[codes[id] as number] as number));
    }
  }
}

/**
 * The first place between `from` and `to` that holds `id` or more: from where it would stand if the passages were spread
 * evenly, by steps that double, then by halves. Of a run that lies in no cache this reads one or two lines.
 */
function seek(ids: Uint16Array, from: number, to: number, id: number, guess: number): number {
  let low = from - 1;
  let high = to;
  let step = 4;
  if (guess > low && guess < high) {
    if ((ids[guess] as number) < id) {
      low = guess;
      while (low + step < to && (ids[low + step] as number) < id) {
        low += step;
        step *= 2;
      }
      high = Math.min(low + step, to);
    } else {
      high = guess;
      while (high - step >= from && (ids[high - step] as number) >= id) {
        high -= step;
        step *= 2;
      }
      low = Math.max(high - step, from - 1);
    }
  }
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] as number) < id) low = middle;
    else high = middle;
  }
  return high;
}
