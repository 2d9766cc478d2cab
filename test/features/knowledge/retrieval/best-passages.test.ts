import { describe, expect, test } from "vitest";
import { createBestPassages, type PassageWeights } from "../../../../src/features/knowledge/retrieval/best-passages.ts";
import { createFieldBuilder } from "../../../../src/features/knowledge/retrieval/field-builder.ts";
import { openField } from "../../../../src/features/knowledge/retrieval/open-field.ts";
import type { ScoredTerm } from "../../../../src/features/knowledge/retrieval/scored-term.ts";
import { createRandom } from "../../../../src/shared/random.ts";
import { scoreAll } from "../../../support/score-all.ts";

const SHARD = 4_000;
const SHARDS = 3;
const SIZE = SHARD * SHARDS;
const SIZES = Array.from({ length: SHARDS }, () => SHARD);

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
  if (kind === "even") return { of: () => 1, most: 1 };
  return { of: (id) => (id % 400 < 50 ? 0 : id % 3 === 0 ? 0.95 : 1), most: 1 };
}

/** What scoring everything gives: the scores, and the best by weighed score and number. */
function scoreEverything(terms: readonly ScoredTerm[], weights: PassageWeights, count: number) {
  const scores = scoreAll(terms, SIZES);
  const weighed = scores.map((score, id) => score * weights.of(id));
  const best = weighed
    .flatMap((score, id) => (score > 0 ? [id] : []))
    .sort((one, other) => (weighed[other] ?? 0) - (weighed[one] ?? 0) || one - other)
    .slice(0, count)
    .sort((one, other) => one - other);
  return { scores, best: best.map((id) => ({ id, score: scores[id] })) };
}

/** The same terms, with a count of the entries that are read of them. */
function watch(terms: readonly ScoredTerm[]): { readonly terms: readonly ScoredTerm[]; readonly read: () => number } {
  let read = 0;
  const watched = (ids: Uint16Array): Uint16Array =>
    new Proxy(ids, {
      get: (target, key) => {
        read += 1;
        return Reflect.get(target, key, target);
      },
    });
  return {
    terms: terms.map((term) => ({ ...term, runs: term.runs.map((run) => ({ ...run, ids: watched(run.ids) })) })),
    read: () => read,
  };
}

describe.each(["even", "uneven"] as const)("with %s weights", (kind) => {
  const field = openField(shardsOf(7));
  const finder = createBestPassages(SIZES);
  const weights = weightsOf(kind);

  test("what is found is what scoring everything finds, with the same scores", () => {
    const random = createRandom(11);
    for (let turn = 0; turn < 150; turn++) {
      const terms = field.score(questionOf(random), 1);
      const count = [1, 10, 24, 60][turn % 4] ?? 1;
      expect(finder.find(terms, weights, count)).toMatchObject(scoreEverything(terms, weights, count).best);
    }
  });

  test("much of what common words hold is not read", () => {
    const words = ["w299", "w280", "w270", "w1", "w2", "w3"];
    const { terms, read } = watch(field.score(new Map(words.map((word) => [word, 1])), 1));
    const found = finder.find(terms, weights, 10);
    const readToFind = read();
    expect(found).toMatchObject(scoreEverything(terms, weights, 10).best);
    expect(readToFind).toBeLessThan(0.75 * (read() - readToFind));
  });

  test("any passage has its whole score when it is asked for", () => {
    const random = createRandom(13);
    for (let turn = 0; turn < 30; turn++) {
      const terms = field.score(questionOf(random), 1);
      const { scores } = scoreEverything(terms, weights, 10);
      finder.find(terms, weights, 10);
      for (const id of [3, 4, 399, SHARD - 1, SHARD, 5_000, SIZE - 1]) expect(finder.scoreOf(id)).toBe(scores[id]);
    }
  });
});

test("more than there are gives all, and nothing is found where nothing is left", () => {
  const field = openField(shardsOf(3));
  const finder = createBestPassages(SIZES);
  const terms = field.score(new Map([["w299", 1]]), 1);
  const [{ frequency } = { frequency: 0 }] = terms;
  expect(frequency).toBeGreaterThan(0);
  expect(finder.find(terms, weightsOf("even"), SIZE)).toHaveLength(frequency);
  expect(finder.find(terms, { of: () => 0, most: 0 }, 10)).toEqual([]);
  expect(finder.find([], weightsOf("even"), 10)).toEqual([]);
});
