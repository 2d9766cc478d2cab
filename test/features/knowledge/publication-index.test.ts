import { expect, test } from "vitest";
import { type IndexTables, loadIndex, saveIndex } from "../../../src/features/knowledge/index-store.ts";
import type { PublicationIndexer } from "../../../src/features/knowledge/library/indexer.ts";
import { findLivePublication, listDocuments } from "../../../src/features/knowledge/library/live.ts";
import { publish } from "../../../src/features/knowledge/library/publish.ts";
import { retire } from "../../../src/features/knowledge/library/retire.ts";
import { restorePublication } from "../../../src/features/knowledge/library/rollback.ts";
import type { NewVersion } from "../../../src/features/knowledge/library/versions.ts";
import { createPublicationIndexer, loadOrBuildIndex } from "../../../src/features/knowledge/publication-index.ts";
import { type Analyser, createAnalyser } from "../../../src/features/knowledge/retrieval/analyse.ts";
import { encodeShard } from "../../../src/features/knowledge/retrieval/encode-shard.ts";
import type { Shard } from "../../../src/features/knowledge/retrieval/shard.ts";
import { fileOf, metaOf } from "../../support/documents.ts";
import { findIn, indexed, placesOf, shardsOf } from "../../support/index-of.ts";
import { analyser } from "../../support/knowledge.ts";
import { changeOf, describeLibrary, EDITOR, NOW } from "../../support/library.ts";

const QUESTIONS = ["green tea tax", "overseas warehouse", "Where is silk inspected?", "nine percent", "jade"];

/** An analyser of another make. */
const OTHER = { ...createAnalyser(), make: "another" };

describeLibrary("the stored index", (library) => {
  const store = () => library().store;
  const indexer = (): PublicationIndexer => createPublicationIndexer(store(), analyser);
  const add = (...files: readonly NewVersion[]) => publish(store(), files, EDITOR, "a test", NOW, indexer());
  const live = async () => (await findLivePublication(store().read)) ?? 0;
  const stored = async () => loadIndex(store().read, await live(), analyser.make);
  const load = async (by: Analyser = analyser) => {
    const publication = await live();
    return loadOrBuildIndex(store().read, publication, await listDocuments(store().read, publication), by);
  };
  /** What is found with the stored index; fails where there is none. */
  const found = async (question: string): Promise<string[]> => {
    const shards = await stored();
    if (shards === null) throw new Error("no index is stored");
    return placesOf(findIn(shards, question));
  };
  const rows = () => store().read.withTables<IndexTables>().selectFrom("index_chunks").selectAll().execute();
  const forget = () =>
    store().transaction(async (tx) => {
      await tx.withTables<IndexTables>().deleteFrom("index_chunks").execute();
    });
  /** What each question finds, with scores: in the order of the scores, then of the places. */
  const answers = (shards: readonly Shard[]) =>
    QUESTIONS.map((question) =>
      findIn(shards, question)
        .map((hit) => `${hit.score.toFixed(3)} ${placesOf([hit])}`)
        .sort(),
    );

  test("answers as one that is built anew, after whatever came and went", async () => {
    await add(fileOf("tea", "Green tea is taxed at nine percent."), fileOf("jade", "Jade is not sold."));
    await add(fileOf("silk", "Silk scarves are inspected in Hangzhou."), fileOf("tea", "Green tea is free of tax."));
    await add(fileOf("store", "An overseas warehouse holds tea.", { title: "Warehouses" }));
    await retire(store(), changeOf({ indexer: indexer() }), ["jade"]);
    await add(fileOf("store", "The overseas warehouse was sold.", { from: "2026-01-01", title: "Warehouses" }));
    const kept = await stored();
    expect(kept).not.toBeNull();
    await forget();
    expect(await stored()).toBeNull();
    expect(answers(kept ?? [])).toEqual(answers(await load()));
    expect(answers(kept ?? []).flat().length).toBeGreaterThan(3);
  });

  test("holds what was published before, and what is new, and nothing twice", async () => {
    await add(fileOf("tea", "Green tea is taxed."));
    await add(fileOf("silk", "Silk is taxed."));
    await add(fileOf("silk", "Silk is taxed."));
    expect((await found("taxed")).sort()).toEqual(["silk@1#0", "tea@1#0"]);
  });

  test("does not find what was retired or corrected", async () => {
    await add(fileOf("tea", "Green tea is taxed."), fileOf("jade", "Jade is not sold."));
    await add(fileOf("tea", "Black coffee is free."));
    expect(await found("green")).toEqual([]);
    expect(await found("coffee")).toEqual(["tea@2#0"]);
    await retire(store(), changeOf({ indexer: indexer() }), ["jade"]);
    expect(await found("jade")).toEqual([]);
  });

  test("finds both texts of a document that has two times", async () => {
    await add(fileOf("fee", "The fee is ten euros."));
    await add(fileOf("fee", "The fee is twelve euros.", { from: "2027-01-01" }));
    expect((await found("fee")).sort()).toEqual(["fee@1#0", "fee@2#0"]);
  });

  test("finds again what a restored publication shows", async () => {
    await add(fileOf("jade", "Jade is not sold."));
    const before = await live();
    await retire(store(), changeOf({ indexer: indexer() }), ["jade"]);
    await restorePublication(store(), changeOf({ indexer: indexer() }), before);
    expect(await found("jade")).toEqual(["jade@1#0"]);
  });

  test("is that of the live publication only", async () => {
    await add(fileOf("a", "one"));
    await add(fileOf("b", "two"));
    expect(new Set((await rows()).map(({ publication }) => publication))).toEqual(new Set([await live()]));
  });

  test("is not kept where the publication fails", async () => {
    await add(fileOf("tea", "Green tea."));
    const failing: PublicationIndexer = {
      prepare: async (change) => {
        const write = await indexer().prepare(change);
        return async (tx, publication) => {
          await write(tx, publication);
          throw new Error("the disk is full");
        };
      },
    };
    await expect(publish(store(), [fileOf("jade", "Jade.")], EDITOR, "a test", NOW, failing)).rejects.toThrow();
    expect([await found("tea"), await found("jade")]).toEqual([["tea@1#0"], []]);
  });

  test("of another make is built anew", async () => {
    await add(fileOf("tea", "Green tea is taxed."));
    expect(await loadIndex(store().read, await live(), OTHER.make)).toBeNull();
    expect(placesOf(findIn(await load(OTHER), "green tea"))).toEqual(["tea@1#0"]);
    const other = createPublicationIndexer(store(), OTHER);
    await publish(store(), [fileOf("silk", "Silk is taxed.")], EDITOR, "a test", NOW, other);
    expect(await stored()).toBeNull();
    const kept = await loadIndex(store().read, await live(), OTHER.make);
    expect(placesOf(findIn(kept ?? [], "taxed")).sort()).toEqual(["silk@1#0", "tea@1#0"]);
  });

  test("that was lost or damaged is built anew", async () => {
    await add(fileOf("tea", "Green tea is taxed."));
    const [row] = await rows();
    await store().transaction(async (tx) => {
      const bytes = Buffer.from(row?.bytes ?? []).subarray(0, 40);
      await tx.withTables<IndexTables>().updateTable("index_chunks").set({ bytes }).execute();
    });
    expect(await stored()).toBeNull();
    expect(placesOf(findIn(await load(), "green tea"))).toEqual(["tea@1#0"]);
    await forget();
    await add(fileOf("silk", "Silk is taxed."));
    expect((await found("taxed")).sort()).toEqual(["silk@1#0", "tea@1#0"]);
  });

  test("of many megabytes comes back from its chunks", async () => {
    const words = Array.from({ length: 9_000 }, (_, index) => `w${index}x${(index * 7919) % 9_973}`);
    const texts = Array.from({ length: 900 }, (_, n) => words.slice(n * 10, n * 10 + 10).join(" "));
    const [shard] = shardsOf(indexed("big", texts));
    if (shard === undefined) throw new Error("there is one shard");
    const padded = { ...shard, sequences: { ...shard.sequences, tokens: new Uint16Array(3 * 1024 * 1024) } };
    await store().transaction((tx) => saveIndex(tx, 7, [encodeShard(padded, "m"), encodeShard(shard, "m")]));
    expect((await rows()).length).toBe(3);
    const back = await loadIndex(store().read, 7, "m");
    expect(back?.map(({ documents }) => documents)).toEqual([shard.documents, shard.documents]);
    expect(back?.[1]?.words.keys).toEqual(shard.words.keys);
    await store().transaction(async (tx) => {
      await tx.withTables<IndexTables>().deleteFrom("index_chunks").where("ordinal", "=", 1).execute();
    });
    expect(await loadIndex(store().read, 7, "m")).toBeNull();
  });

  test("is none before anything was published", async () => {
    expect(await loadOrBuildIndex(store().read, null, [], analyser)).toEqual([]);
    expect(await loadIndex(store().read, 1, analyser.make)).toBeNull();
  });

  test("keeps the passages of a document apart, with their headings", async () => {
    const passages = [
      { ordinal: 0, heading: "Tea", text: "Nine percent." },
      { ordinal: 1, heading: "Silk", text: "Six percent." },
    ];
    await add({ meta: metaOf("taxes"), checksum: "c", source: "taxes.md", passages });
    expect((await found("silk"))[0]).toBe("taxes@1#1");
  });
});
