import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addScores,
  createFieldBuilder,
  type Field,
  findTerm,
  frequencyOf,
  idfOf,
  mergeFields,
} from "../../../../src/features/knowledge/retrieval/field.ts";
import { fingerprint } from "../../../../src/features/knowledge/retrieval/fingerprint.ts";

const K1 = 1;
const B = 0.7;

type Document = ReadonlyMap<string, number>;

const lengthOf = (document: Document) => [...document.values()].reduce((sum, count) => sum + count, 0);
/** How often a term stands in a document, as far as the index keeps it. */
const countOf = (document: Document, term: string) => {
  const count = document.get(term);
  return count === undefined ? 0 : Math.max(1, Math.round(count * 4)) / 4;
};

/** BM25 as the textbook writes it. */
function bm25(documents: readonly Document[], query: Document, document: Document): number {
  const average = documents.reduce((sum, one) => sum + lengthOf(one), 0) / documents.length;
  let score = 0;
  for (const [term, weight] of query) {
    const frequency = countOf(document, term);
    const holding = documents.filter((one) => one.has(term)).length;
    const idf = Math.log(1 + (documents.length - holding + 0.5) / (holding + 0.5));
    score +=
      (weight * idf * frequency * (K1 + 1)) / (frequency + K1 * (1 - B + (B * lengthOf(document)) / average) || 1);
  }
  return score;
}

function build(documents: readonly Document[]): Field {
  const builder = createFieldBuilder();
  for (const document of documents) builder.add(document);
  return builder.build();
}

/** The scores of all documents for a question. */
function search(field: Field, documents: readonly Document[], query: Document, before = 0): Float32Array {
  const scores = new Float32Array(documents.length).fill(before);
  const terms = [...query].flatMap(([term, weight]) => {
    const found = findTerm(field, fingerprint(term));
    return found < 0 ? [] : [{ term: found, weight: weight * idfOf(frequencyOf(field, found), documents.length) }];
  });
  const average = documents.reduce((sum, one) => sum + lengthOf(one), 0) / documents.length || 1;
  addScores(field, terms, average, scores, 0);
  return scores;
}

const term = fc.constantFrom(..."abcdefghij");
const document = fc
  .array(fc.tuple(term, fc.constantFrom(0.25, 0.4, 0.5, 1, 2, 3, 7.3)), { maxLength: 12 })
  .map((pairs): Document => new Map(pairs));
const corpus = fc.array(document, { minLength: 1, maxLength: 12 });
const query = fc
  .array(fc.tuple(fc.oneof(term, fc.constant("unknown")), fc.double({ min: 0.1, max: 2, noNaN: true })), {
    maxLength: 6,
  })
  .map((pairs): Document => new Map(pairs));

test("scores are those of a plain BM25", () => {
  fc.assert(
    fc.property(corpus, query, (documents, terms) => {
      const scores = search(build(documents), documents, terms);
      documents.forEach((one, id) => {
        expect(scores[id]).toBeCloseTo(bm25(documents, terms, one), 4);
      });
    }),
    { numRuns: 300 },
  );
});

describe("fields that are merged", () => {
  test("are the field of the documents that are left, as if built anew", () => {
    const parts = fc.array(fc.array(fc.tuple(document, fc.boolean()), { maxLength: 8 }), { maxLength: 5 });
    fc.assert(
      fc.property(parts, (shards) => {
        const left = shards.flat().flatMap(([one, isKept]) => (isKept ? [one] : []));
        let next = 0;
        const merged = mergeFields(
          shards.map((shard) => ({
            field: build(shard.map(([one]) => one)),
            places: Int32Array.from(shard, ([, isKept]) => (isKept ? next++ : -1)),
          })),
          left.length,
        );
        expect(merged).toEqual(build(left));
      }),
      { numRuns: 200 },
    );
  });

  test("of nothing hold nothing", () => {
    expect(mergeFields([], 0)).toEqual(build([]));
  });
});

describe("a field", () => {
  const documents = [
    new Map([["silk", 1]]),
    new Map([
      ["silk", 1],
      ["tea", 1],
    ]),
  ];
  const field = build(documents);
  const frequency = (word: string) => frequencyOf(field, findTerm(field, fingerprint(word)));

  test("knows in how many passages its words stand", () => {
    expect([frequency("silk"), frequency("tea"), frequency("jade")]).toEqual([2, 1, 0]);
  });

  test("adds to the scores that are there", () => {
    const scores = search(field, documents, new Map([["tea", 1]]), 10);
    expect(scores[0]).toBe(10);
    expect(scores[1]).toBeGreaterThan(10);
  });

  test("writes from the place on where its passages begin", () => {
    const scores = new Float32Array(4);
    addScores(field, [{ term: findTerm(field, fingerprint("silk")), weight: 1 }], 1.5, scores, 2);
    expect([...scores].map((score) => score > 0)).toEqual([false, false, true, true]);
  });

  test("of empty passages, or of none, scores nothing", () => {
    expect([...search(build([new Map()]), [new Map()], new Map([["tea", 1]]))]).toEqual([0]);
    expect([...search(build([]), [], new Map([["tea", 1]]))]).toEqual([]);
  });
});

test("a rare word tells more than a common one, and an unknown one most", () => {
  const telling = [0, 1, 2, 50, 99, 100].map((frequency) => idfOf(frequency, 100));
  expect(telling).toEqual([...telling].sort((one, other) => other - one));
  expect(Math.min(...telling)).toBeGreaterThan(0);
});
