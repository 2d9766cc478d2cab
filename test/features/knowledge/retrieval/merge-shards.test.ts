import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeShards } from "../../../../src/features/knowledge/retrieval/merge-shards.ts";
import type { Shard } from "../../../../src/features/knowledge/retrieval/shard.ts";
import { findIn, indexed, shardsOf } from "../../../support/index-of.ts";

const word = fc.constantFrom("silk", "tea", "booth", "fee", "overseas", "warehouse", "Hangzhou", "2017", "tax", "May");
const sentence = fc.array(word, { minLength: 1, maxLength: 7 }).map((words) => `The ${words.join(" ")}.`);
const texts = fc.array(
  fc.array(sentence, { minLength: 1, maxLength: 3 }).map((some) => some.join(" ")),
  { minLength: 1, maxLength: 4 },
);
/** A library: groups of documents that were indexed together, and whether each is kept. */
const library = fc.array(fc.array(fc.tuple(texts, fc.boolean()), { minLength: 1, maxLength: 4 }), { maxLength: 5 });
const questions = ["booth fee 2017", "overseas warehouse", "silk tea tax", "What is in Hangzhou in May?"];

const search = (shards: readonly Shard[], question: string) =>
  findIn(shards, question).map(({ score, ...place }) => ({ ...place, score: Number(score.toFixed(4)) }));

test("what is left answers as if it had been indexed anew, whatever came and went", () => {
  fc.assert(
    fc.property(library, (groups) => {
      const named = groups.map((group, g) =>
        group.map(([own, isKept], n) => ({ document: indexed(`${g}-${n}`, own, { title: "Silk" }), isKept })),
      );
      const kept = new Set(named.flat().flatMap(({ document, isKept }) => (isKept ? [document.document] : [])));
      const merged = mergeShards(
        named.flatMap((group) => shardsOf(...group.map(({ document }) => document))),
        ({ document }) => kept.has(document),
      );
      const anew = shardsOf(...named.flat().flatMap(({ document, isKept }) => (isKept ? [document] : [])));
      for (const question of questions) expect(search(merged, question)).toEqual(search(anew, question));
    }),
    { numRuns: 30 },
  );
});

describe("merging", () => {
  const one = shardsOf(indexed("a", ["Silk."]), indexed("b", ["Tea."]));
  const other = shardsOf(indexed("c", ["Jade."], { version: 2 }));
  const namesOf = (shards: readonly Shard[]) =>
    shards.map(({ documents }) => documents.map(({ document }) => document));

  test("joins small neighbours", () => {
    expect(namesOf(mergeShards([...one, ...other], () => true))).toEqual([["a", "b", "c"]]);
  });

  test("leaves as it is what stands alone and loses nothing", () => {
    expect(mergeShards(one, () => true)[0]).toBe(one[0]);
  });

  test("leaves nothing of what is dropped, by document and version", () => {
    const left = mergeShards([...one, ...other], ({ document, version }) => document !== "b" && version === 1);
    expect(namesOf(left)).toEqual([["a"]]);
    expect([search(left, "tea"), search(left, "jade")]).toEqual([[], []]);
    expect(search(left, "silk")).toHaveLength(1);
  });

  test("drops a shard of which nothing is left", () => {
    expect(mergeShards([...one, ...other], () => false)).toEqual([]);
  });
});
