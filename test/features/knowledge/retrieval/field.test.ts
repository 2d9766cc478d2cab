import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildFieldIndex } from "../../../src/features/knowledge/retrieval/field-index.ts";

const K1 = 1;
const B = 0.6;

type Document = ReadonlyMap<string, number>;

/** BM25 as the textbook writes it. */
function bm25(documents: readonly Document[], query: Document, document: Document): number {
  const lengthOf = (one: Document) => [...one.values()].reduce((sum, count) => sum + count, 0);
  const average = documents.reduce((sum, one) => sum + lengthOf(one), 0) / documents.length;
  let score = 0;
  for (const [term, weight] of query) {
    const frequency = document.get(term) ?? 0;
    const holding = documents.filter((one) => one.has(term)).length;
    const idf = Math.log(1 + (documents.length - holding + 0.5) / (holding + 0.5));
    score +=
      (weight * idf * frequency * (K1 + 1)) / (frequency + K1 * (1 - B + (B * lengthOf(document)) / average) || 1);
  }
  return score;
}

const term = fc.constantFrom(..."abcdefghij");
const document = fc
  .array(fc.tuple(term, fc.constantFrom(0.25, 0.5, 1, 2, 3)), { maxLength: 12 })
  .map((pairs): Document => new Map(pairs));
const corpus = fc.array(document, { minLength: 1, maxLength: 12 });
const query = fc
  .array(fc.tuple(fc.oneof(term, fc.constant("unknown")), fc.double({ min: 0.1, max: 2, noNaN: true })), {
    maxLength: 6,
  })
  .map((pairs): Document => new Map(pairs));

test("scores are those of a plain BM25", () => {
  fc.assert(
    fc.property(corpus, query, fc.constantFrom(0.2, 1), (documents, terms, weight) => {
      const scores = new Float64Array(documents.length);
      buildFieldIndex(documents).addScores(terms, weight, scores);
      documents.forEach((one, id) => {
        expect(scores[id]).toBeCloseTo(weight * bm25(documents, terms, one), 4);
      });
    }),
    { numRuns: 300 },
  );
});

describe("an index", () => {
  const index = buildFieldIndex([
    new Map([["silk", 1]]),
    new Map([
      ["silk", 1],
      ["tea", 1],
    ]),
  ]);

  test("adds to the scores that are there", () => {
    const scores = new Float64Array([10, 20]);
    index.addScores(new Map([["tea", 1]]), 1, scores);
    expect(scores[0]).toBe(10);
    expect(scores[1]).toBeGreaterThan(20);
  });

  test("holds a rare word to tell more than a common one, and an unknown one most", () => {
    expect(index.idf("tea")).toBeGreaterThan(index.idf("silk"));
    expect(index.idf("jade")).toBeGreaterThan(index.idf("tea"));
  });

  test("knows its words", () => {
    expect(index.has("tea")).toBe(true);
    expect(index.has("jade")).toBe(false);
  });

  test("of nothing scores nothing", () => {
    const scores = new Float64Array(0);
    expect(() => buildFieldIndex([]).addScores(new Map([["tea", 1]]), 1, scores)).not.toThrow();
    const empty = new Float64Array(1);
    buildFieldIndex([new Map()]).addScores(new Map([["tea", 1]]), 1, empty);
    expect([...empty]).toEqual([0]);
  });
});
