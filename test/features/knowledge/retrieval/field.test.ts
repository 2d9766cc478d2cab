import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { idfOf } from "../../../../src/features/knowledge/retrieval/bm25.ts";
import { type Field, findTerm, mergeFields } from "../../../../src/features/knowledge/retrieval/field.ts";
import { createFieldBuilder } from "../../../../src/features/knowledge/retrieval/field-builder.ts";
import { fingerprint } from "../../../../src/features/knowledge/retrieval/fingerprint.ts";
import { IMPACTS } from "../../../../src/features/knowledge/retrieval/impacts.ts";
import { type OpenField, openField } from "../../../../src/features/knowledge/retrieval/open-field.ts";
import { impactIn, wholeGains } from "../../../../src/features/knowledge/retrieval/scored-term.ts";
import { scoreAll } from "../../../support/score-all.ts";

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

/** The documents as one field, or as several that follow each other. */
const shardsOf = (documents: readonly Document[], cut: number): Field[] =>
  cut === 0 ? [build(documents)] : [build(documents.slice(0, cut)), build(documents.slice(cut))];

/** The scores of all documents for a question. */
const search = (fields: readonly Field[], query: Document): readonly number[] =>
  scoreAll(openField(fields).score(query, 1), sizesOf(fields));

const sizesOf = (fields: readonly Field[]): number[] => fields.map(({ lengths }) => lengths.length);

/** What a score may be off, since what a term counts is kept in a byte: half a part of the most that it can count. */
function roundedBy(documents: readonly Document[], query: Document): number {
  const most = openField([build(documents)])
    .score(query, 1)
    .reduce((sum, { gain }) => sum + gain, 0);
  return (0.501 * most) / IMPACTS + 1e-6;
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

test("scores are those of a plain BM25, in one shard or two", () => {
  fc.assert(
    fc.property(corpus, query, fc.nat(3), (documents, terms, cut) => {
      const scores = search(shardsOf(documents, cut), terms);
      documents.forEach((one, id) => {
        expect(Math.abs((scores[id] ?? 0) - bm25(documents, terms, one))).toBeLessThan(roundedBy(documents, terms));
      });
    }),
    { numRuns: 300 },
  );
});

test("no term adds more to a passage than it says, and it counts the same in one as among all", () => {
  fc.assert(
    fc.property(corpus, query, fc.nat(3), (documents, terms, cut) => {
      const fields = shardsOf(documents, cut);
      for (const scored of openField(fields).score(terms, 1)) {
        const all = scoreAll([scored], sizesOf(fields));
        for (const score of all) expect(score).toBeLessThanOrEqual((scored.gain * scored.top * (1 + 1e-6)) / IMPACTS);
        const single = fields.flatMap(({ lengths }, shard) =>
          Array.from(lengths, (_length, id) => impactIn(scored.runs[shard] ?? expect.fail(), id)),
        );
        const { gains, unit } = wholeGains([scored]);
        expect(all).toEqual(single.map((impact) => (impact * (gains[0] ?? 0)) / unit));
      }
    }),
    { numRuns: 300 },
  );
});

describe("a term", () => {
  test("is found among many, and none of the words that stand nowhere is", () => {
    const words = Array.from({ length: 5_000 }, (_, index) => `w${index}`);
    const field = build([new Map(words.map((word) => [word, 1]))]);
    const found = words.map((word) => findTerm(field, fingerprint(word)));
    expect(new Set(found).size).toBe(5_000);
    expect(Math.min(...found)).toBe(0);
    for (let index = 0; index < 5_000; index++) expect(findTerm(field, fingerprint(`x${index}`))).toBe(-1);
  });

  test("is found where fingerprints are not spread at all", () => {
    const keys = Uint32Array.from([0, 0, 7, 1, 7, 2, 7, 9, 8, 0, 0xffffffff, 0xffffffff]);
    const field = { ...build([]), keys };
    const found = [0, 1, 2, 3, 4, 5].map((place) =>
      findTerm(field, { high: keys[2 * place] ?? 0, low: keys[2 * place + 1] ?? 0 }),
    );
    expect(found).toEqual([0, 1, 2, 3, 4, 5]);
    expect(findTerm(field, { high: 7, low: 3 })).toBe(-1);
    expect(findTerm(field, { high: 6, low: 3 })).toBe(-1);
  });
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
  const frequenciesIn = ({ find }: OpenField) => ["silk", "tea", "jade"].map((word) => find(word).frequency);

  test("knows in how many passages its words stand", () => {
    expect(frequenciesIn(openField([field]))).toEqual([2, 1, 0]);
  });

  test("knows as much after more words than it holds ready", () => {
    const opened = openField([field]);
    for (let index = 0; index < 20_000; index++) opened.find(`w${index}`);
    expect(frequenciesIn(opened)).toEqual([2, 1, 0]);
  });

  test("writes from the place on where its passages begin", () => {
    const scores = search([build([new Map([["jade", 1]]), new Map([["jade", 1]])]), field], new Map([["silk", 1]]));
    expect(scores.map((score) => score > 0)).toEqual([false, false, true, true]);
  });

  test("of empty passages, or of none, scores nothing", () => {
    expect([...search([build([new Map()])], new Map([["tea", 1]]))]).toEqual([0]);
    expect([...search([build([])], new Map([["tea", 1]]))]).toEqual([]);
    expect([...search([], new Map([["tea", 1]]))]).toEqual([]);
  });
});

test("a rare word tells more than a common one, and an unknown one most", () => {
  const telling = [0, 1, 2, 50, 99, 100].map((frequency) => idfOf(frequency, 100));
  expect(telling).toEqual([...telling].sort((one, other) => other - one));
  expect(Math.min(...telling)).toBeGreaterThan(0);
});
