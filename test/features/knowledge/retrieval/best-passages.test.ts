import { describe, expect, test } from "vitest";
import { createBestPassages, type PassageWeights } from "../../../../src/features/knowledge/retrieval/best-passages.ts";
import { createFieldBuilder } from "../../../../src/features/knowledge/retrieval/field-builder.ts";
import { openField } from "../../../../src/features/knowledge/retrieval/open-field.ts";
import { addToAll, type ScoredTerm } from "../../../../src/features/knowledge/retrieval/scored-term.ts";
import { createRandom } from "../../../../src/shared/random.ts";

const SHARD = 4_000;
const SHARDS = 3;
const SIZE = SHARD * SHARDS;

/** Passages of common and rare words, shard by shard of another mean length. */
function shardsOf(seed: number) {
  const random = createRandom(seed);
  return Array.from({ length: SHARDS }, (_, shard) => {
    const builder = createFieldBuilder();
    for (let passage = 0; passage < SHARD; passage++) {
      const words = new Map<string, number>();
      const length = 1 + Math.floor(random() * 30 * (shard + 1));
      for (let at = 0; at < length; at++) {
        const word = `w${Math.floor(300 * random() ** 3)}`;
        words.set(word, (words.get(word) ?? 0) + 1);
      }
      builder.add(words);
    }
    return builder.build();
  });
}

function questionOf(random: () => number): Map<string, number> {
  const words = Array.from({ length: 2 + Math.floor(random() * 14) }, () => `w${Math.floor(310 * random())}`);
  return new Map(words.map((word) => [word, random() < 0.5 ? 1 : 0.4]));
}

/** All of weight 1, or some of less, and stretches that are left out. */
function weightsOf(kind: "even" | "uneven"): PassageWeights {
  if (kind === "even") return { of: () => 1, most: 1, without: [] };
  const without = Array.from({ length: SIZE / 400 }, (_, at): [number, number] => [at * 400, at * 400 + 50]);
  return { of: (id) => (id % 400 < 50 ? 0 : id % 3 === 0 ? 0.95 : 1), most: 1, without };
}

/** What scoring everything gives: the scores, and the best by score and number. */
function scoreAll(terms: readonly ScoredTerm[], weights: PassageWeights, count: number) {
  const scores = new Float32Array(SIZE);
  const marks = new Int32Array(SIZE / 32);
  for (const term of [...terms].sort((one, other) => other.most - one.most)) addToAll(term, scores, marks);
  const weighed = Array.from(scores, (score, id) => score * weights.of(id));
  const best = weighed
    .flatMap((score, id) => (score > 0 ? [id] : []))
    .sort((one, other) => (weighed[other] ?? 0) - (weighed[one] ?? 0) || one - other)
    .slice(0, count)
    .sort((one, other) => one - other);
  return { scores, best };
}

describe.each(["even", "uneven"] as const)("with %s weights", (kind) => {
  const field = openField(shardsOf(7));
  const finder = createBestPassages(SIZE);
  const weights = weightsOf(kind);

  test("what is found is what scoring everything finds, with the same scores, while passages are skipped", () => {
    const random = createRandom(11);
    let skipping = 0;
    for (let turn = 0; turn < 150; turn++) {
      const terms = field.score(questionOf(random), 1);
      const count = [1, 10, 24, 60][turn % 4] ?? 1;
      const { scores, best } = scoreAll(terms, weights, count);
      const found = finder.find(terms, weights, count);
      expect(found).toEqual(best);
      for (const id of found) expect(finder.scores[id]).toBe(scores[id]);
      if (scores.some((score, id) => weights.of(id) > 0 && score !== finder.scores[id])) skipping += 1;
    }
    expect(skipping).toBeGreaterThan(20);
  });

  test("passages that were skipped get their whole score when they are asked for", () => {
    const random = createRandom(13);
    for (let turn = 0; turn < 30; turn++) {
      const terms = field.score(questionOf(random), 1);
      const { scores } = scoreAll(terms, weights, 10);
      const found = finder.find(terms, weights, 10);
      const more = Int32Array.from(new Set([...found, 3, 4, 399, 5_000, SIZE - 1])).sort();
      finder.complete(more);
      for (const id of more) expect(finder.scores[id]).toBe(scores[id]);
    }
  });
});

test("more than there are gives all, and nothing is found where nothing is left", () => {
  const field = openField(shardsOf(3));
  const finder = createBestPassages(SIZE);
  const terms = field.score(new Map([["w299", 1]]), 1);
  const [{ frequency } = { frequency: 0 }] = terms;
  expect(frequency).toBeGreaterThan(0);
  expect(finder.find(terms, weightsOf("even"), SIZE)).toHaveLength(frequency);
  expect(finder.find(terms, { of: () => 0, most: 0, without: [[0, SIZE]] }, 10)).toEqual([]);
  expect(finder.find([], weightsOf("even"), 10)).toEqual([]);
});
