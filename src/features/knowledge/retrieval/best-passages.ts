import { addToAll, addToSome, type ScoredTerm } from "./scored-term.ts";

/** What the scores of passages are multiplied by. Made once for many searches. */
export type PassageWeights = {
  readonly of: (passage: number) => number;
  /** The highest of them. */
  readonly most: number;
  /** The stretches of passages that are left out, since they weigh nothing. */
  readonly without: readonly (readonly [from: number, to: number])[];
};

/** A search for the passages with the highest sums of scores. It works in its own memory, one question at a time. */
export type BestPassages = {
  /** The numbers of the `count` passages that score highest, above zero, ascending; among equals the first ones. */
  readonly find: (terms: readonly ScoredTerm[], weights: PassageWeights, count: number) => readonly number[];
  /** Works out the scores of more passages over the terms of the last search. They are given in ascending order. */
  readonly complete: (passages: Int32Array) => void;
  /** The scores of the last search, not weighed: whole for what was found or completed, in part for others. */
  readonly scores: Float32Array;
};

/** So many entries are read before a score is foreseen that the best ones reach, and again after ten times as many. */
const FIRST_ENTRIES = 4_000;
/** What part of the rest may be left out of such a score: common words add little. */
const FORESEEN = 0.15;
/** To look for one passage in a run takes about as long as to read so many entries of it. */
const SEEK = 16;
/** Sums in single precision may be off by such a part. */
const ROUNDING = 1e-5;

/**
 * Finds exactly what scoring everything would find, and reads a part of it: term by term, those that can add most first.
 * As soon as the rest can lift no new passage among the best, only those already reached go on, and of them those that
 * can still come in (max score, term at a time: Turtle and Flood, 1995).
 *
 * @param size of the index, in passages.
 */
export function createBestPassages(size: number): BestPassages {
  const scores = new Float32Array(size);
  /** A bit for each passage that holds any of the terms read so far. */
  const marks = new Int32Array(Math.ceil(size / 32));
  const running = new Int32Array(size);
  let ordered: readonly ScoredTerm[] = [];

  const begin = (terms: readonly ScoredTerm[], { without }: PassageWeights): void => {
    ordered = [...terms].sort((one, other) => other.most - one.most);
    scores.fill(0);
    for (const [from, to] of without) scores.fill(Number.NEGATIVE_INFINITY, from, to);
    marks.fill(0);
  };

  const addTo = (passages: Int32Array, from: number, to: number): void => {
    for (let at = from; at < to; at++) addToSome(ordered[at] as ScoredTerm, scores, passages);
  };

  /** A score that `count` passages reach: those that are best so far get most of what is still to come. */
  const foresee = (from: number, rests: Float64Array, weights: PassageWeights, count: number): number => {
    const reached = running.subarray(0, collect(marks, scores, 0, running));
    const best = highest(reached, scores, () => 1, count);
    if (best.length < count) return 0;
    const before = best.map((id) => scores[id] ?? 0);
    addTo(
      Int32Array.from(best),
      from,
      rests.findIndex((rest) => rest < FORESEEN * (rests[from] ?? 0)),
    );
    const least = best.reduce((lowest, id) => Math.min(lowest, weights.of(id) * (scores[id] ?? 0)), Number.MAX_VALUE);
    best.forEach((id, index) => {
      scores[id] = before[index] ?? 0;
    });
    return least;
  };

  return {
    scores,
    find: (terms, weights, count) => {
      begin(terms, weights);
      const rests = restsOf(ordered);
      let least = 0;
      let at = 0;
      let due = FIRST_ENTRIES;
      for (let read = 0; at < ordered.length; at++) {
        const term = ordered[at] as ScoredTerm;
        if (read + term.frequency > due && read > 0) {
          least = Math.max(least, foresee(at, rests, weights, count));
          due = 10 * read;
        }
        if (least > (rests[at] as number) * weights.most) break;
        addToAll(term, scores, marks);
        read += term.frequency;
      }
      const lowest = (least * (1 - ROUNDING)) / weights.most;
      let left = running.subarray(0, collect(marks, scores, lowest - (rests[at] as number), running));
      for (; at < ordered.length; at++) {
        const term = ordered[at] as ScoredTerm;
        if (term.frequency < left.length * SEEK) addToAll(term, scores, marks);
        else addToSome(term, scores, left);
        left = left.subarray(0, keep(left, scores, lowest - (rests[at + 1] as number)));
      }
      return highest(left, scores, weights.of, count);
    },
    complete: (passages) => {
      if (passages.length === 0) return;
      for (const id of passages) scores[id] = 0;
      addTo(passages, 0, ordered.length);
    },
  };
}

/** Lists the marked passages that score above zero and no less than `least`, and returns how many there are. */
function collect(marks: Int32Array, scores: Float32Array, least: number, into: Int32Array): number {
  let end = 0;
  for (let word = 0; word < marks.length; word++) {
    for (let bits = marks[word] as number; bits !== 0; bits &= bits - 1) {
      const id = word * 32 + 31 - Math.clz32(bits & -bits);
      const score = scores[id] as number;
      if (score > 0 && score >= least) into[end++] = id;
    }
  }
  return end;
}

/** Moves the passages that score no less than `least` to the front, and returns how many there are. */
function keep(passages: Int32Array, scores: Float32Array, least: number): number {
  let end = 0;
  for (let at = 0; at < passages.length; at++) {
    const id = passages[at] as number;
    if ((scores[id] as number) >= least) passages[end++] = id;
  }
  return end;
}

/** What the terms from each on can add together; after the last, nothing. */
function restsOf(terms: readonly ScoredTerm[]): Float64Array {
  const rests = new Float64Array(terms.length + 1);
  let rest = 0;
  for (let at = terms.length - 1; at >= 0; at--) {
    rest += (terms[at]?.most ?? 0) * (1 + ROUNDING);
    rests[at] = rest;
  }
  return rests;
}

/** The `count` passages of the highest scores above zero, of equals the first, in the order given. */
function highest(passages: Int32Array, scores: Float32Array, weightOf: PassageWeights["of"], count: number): number[] {
  const values = new Float64Array(passages.length);
  const heap = new Float64Array(count);
  for (let at = 0; at < passages.length; at++) {
    const id = passages[at] as number;
    const value = (scores[id] as number) * weightOf(id);
    values[at] = value;
    if (value > (heap[0] as number)) replaceLeast(heap, value);
  }
  const least = heap[0] ?? 0;
  let equals = heap.filter((value) => value === least && value > 0).length;
  const found: number[] = [];
  for (let at = 0; at < passages.length; at++) {
    const value = values[at] as number;
    if (value > least || (value === least && equals-- > 0)) found.push(passages[at] as number);
  }
  return found;
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
