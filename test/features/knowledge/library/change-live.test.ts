import { expect, test } from "vitest";
import { saveDrafts } from "../../../../src/features/knowledge/library/drafts.ts";
import type { PublicationChange, PublicationIndexer } from "../../../../src/features/knowledge/library/indexer.ts";
import { findLivePublication } from "../../../../src/features/knowledge/library/live.ts";
import { publish } from "../../../../src/features/knowledge/library/publish.ts";
import { retire } from "../../../../src/features/knowledge/library/retire.ts";
import { rollback } from "../../../../src/features/knowledge/library/rollback.ts";
import { fileOf } from "../../../support/documents.ts";
import { changeOf, describeLibrary, EDITOR, NOW, type TestLibrary } from "../../../support/library.ts";

/** An index that notes what it was asked for, and does something else while it is built. */
function noting(meanwhile: (attempt: number) => Promise<unknown> = async () => undefined) {
  const prepared: PublicationChange[] = [];
  const saved: number[] = [];
  const indexer: PublicationIndexer = {
    prepare: async (change) => {
      prepared.push(change);
      await meanwhile(prepared.length);
      return async (_tx, publication) => void saved.push(publication);
    },
  };
  return { prepared, saved, indexer };
}

describeLibrary("a change of what is live", (library) => {
  const countOf = async ({ store }: TestLibrary) => {
    const rows = await store.read.selectFrom("audit").select("id").execute();
    return [rows.length, await findLivePublication(store.read)];
  };

  test("hands the index what is shown, and the words of what is new to it", async () => {
    const { store } = library();
    await library().publish(fileOf("a", "one"), fileOf("b", "other"));
    const index = noting();
    await publish(store, [fileOf("a", "two")], EDITOR, "r", NOW, index.indexer);
    const names = index.prepared[0]?.shown.map(({ document, version }) => `${document}@${version}`);
    expect([index.prepared[0]?.base, names, index.saved]).toEqual([1, ["a@2", "b@1"], [2]]);
    expect(
      index.prepared[0]?.fresh.map(({ meta, version, passages }) => [meta.id, version, passages[0]?.text]),
    ).toEqual([["a", 2, "two"]]);
    await retire(store, changeOf({ indexer: index.indexer }), ["b"]);
    expect(index.prepared[1]?.fresh).toEqual([]);
    await rollback(store, changeOf({ indexer: index.indexer }), [{ document: "a", version: 1 }]);
    expect(index.prepared[2]?.fresh.map(({ passages }) => passages[0]?.text)).toEqual(["one"]);
  });

  test("builds no index where nothing changes", async () => {
    await library().publish(fileOf("a", "one"));
    const index = noting();
    await publish(library().store, [fileOf("a", "one")], EDITOR, "r", NOW, index.indexer);
    expect(index.prepared).toEqual([]);
  });

  test("does not hold up others while the index is built, and begins again on what they published", async () => {
    const other = await library().database.open();
    const index = noting(async (attempt) => {
      if (attempt === 1) await publish(other, [fileOf("b", "quick")], EDITOR, "r", NOW);
    });
    await publish(library().store, [fileOf("a", "slow")], EDITOR, "r", NOW, index.indexer);
    expect(index.prepared.map(({ base, shown }) => [base, shown.length])).toEqual([
      [null, 1],
      [1, 2],
    ]);
    expect([index.saved, await library().shown()]).toEqual([[2], ["a@1", "b@1"]]);
    await other.close();
  });

  test("begins again where a draft took its number", async () => {
    const other = await library().database.open();
    const index = noting(async (attempt) => {
      if (attempt === 1) await saveDrafts(other, [fileOf("a", "draft")], EDITOR, "r", NOW);
    });
    const published = await publish(library().store, [fileOf("a", "words")], EDITOR, "r", NOW, index.indexer);
    expect(published).toMatchObject([{ version: 2, change: "new" }]);
    expect(await library().shown()).toEqual(["a@2"]);
    await other.close();
  });

  test("gives up where others always come first, and has saved nothing", async () => {
    const other = await library().database.open();
    const index = noting((attempt) => publish(other, [fileOf("b", `words ${attempt}`)], EDITOR, "r", NOW));
    const slow = publish(library().store, [fileOf("a", "slow")], EDITOR, "r", NOW, index.indexer);
    await expect(slow).rejects.toMatchObject({ code: "store.busy" });
    expect((await library().shown()).filter((name) => name.startsWith("a"))).toEqual([]);
    await other.close();
  });

  test("saves nothing where the index can't be built or saved", async () => {
    await library().publish(fileOf("a", "one"));
    const before = await countOf(library());
    const full = new Error("no room for the index");
    const failing: PublicationIndexer[] = [
      { prepare: () => Promise.reject(full) },
      { prepare: async () => () => Promise.reject(full) },
    ];
    for (const indexer of failing)
      await expect(publish(library().store, [fileOf("a", "two")], EDITOR, "r", NOW, indexer)).rejects.toBe(full);
    expect([await countOf(library()), await library().shown()]).toEqual([before, ["a@1"]]);
    expect(await library().publish(fileOf("a", "three"))).toMatchObject([{ version: 2 }]);
  });
});
