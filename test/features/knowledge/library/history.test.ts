import { describe, expect, test } from "vitest";
import { saveDrafts } from "../../../../src/features/knowledge/library/drafts.ts";
import {
  getVersion,
  listAllVersions,
  listHistory,
  listPublications,
} from "../../../../src/features/knowledge/library/history.ts";
import { retire } from "../../../../src/features/knowledge/library/retire.ts";
import { rollback } from "../../../../src/features/knowledge/library/rollback.ts";
import { listStale } from "../../../../src/features/knowledge/library/stale.ts";
import type { KnowledgeTables } from "../../../../src/features/knowledge/tables.ts";
import { fileOf } from "../../../support/documents.ts";
import { changeOf, describeLibrary, EDITOR, NOW, TODAY } from "../../../support/library.ts";

describeLibrary("what is remembered", (library) => {
  const statesOf = async (id: string, day = TODAY) =>
    (await listHistory(library().store.read, id, day)).map(({ state }) => state);

  describe("the history of a document", () => {
    test("tells where each version stands", async () => {
      await library().publish(fileOf("a", "a slip"));
      await library().publish(fileOf("a", "first"));
      await library().publish(fileOf("a", "second", { from: "2026-01-01" }));
      await library().publish(fileOf("a", "third", { from: "2027-01-01" }));
      await saveDrafts(library().store, [fileOf("a", "fourth")], EDITOR, "r", NOW);
      expect(await statesOf("a")).toEqual(["replaced", "past", "live", "scheduled", "draft"]);
      expect(await statesOf("a", "2028-01-01")).toEqual(["replaced", "past", "past", "live", "draft"]);
    });

    test("tells what was rolled back, retired and superseded", async () => {
      await library().publish(fileOf("a", "first"), fileOf("b", "first"), fileOf("c", "first"));
      await library().publish(fileOf("a", "second"));
      await rollback(library().store, changeOf(), [{ document: "a", version: 1 }]);
      await retire(library().store, changeOf(), ["b"]);
      await library().publish(fileOf("d", "first", { from: "2026-01-01", supersedes: ["c"] }));
      expect(await statesOf("a")).toEqual(["live", "retired"]);
      expect(await statesOf("b")).toEqual(["retired"]);
      expect(await statesOf("c")).toEqual(["replaced"]);
      const [c] = await listHistory(library().store.read, "c", TODAY);
      expect(c?.validity?.replacedBy).toEqual({ document: "d", version: 1, title: "d", since: "2026-01-01" });
    });

    test("says who saved a version, when it was published, and which publications showed it", async () => {
      await library().publish(fileOf("a", "first"));
      await library().publish(fileOf("a", "second"));
      await library().publish(fileOf("b", "other"));
      await rollback(library().store, changeOf(), [{ document: "a", version: 1 }]);
      const history = await listHistory(library().store.read, "a", TODAY);
      expect(history.map(({ createdBy, publishedAt, publications }) => [createdBy, publishedAt, publications])).toEqual(
        [
          [
            "edda",
            NOW,
            [
              { first: 1, last: 1 },
              { first: 4, last: 4 },
            ],
          ],
          ["edda", NOW, [{ first: 2, last: 3 }]],
        ],
      );
    });

    test("of a document that does not exist names those that come near", async () => {
      await library().publish(fileOf("eu-vat-and-ioss", "x"), fileOf("silk", "x"));
      await expect(listHistory(library().store.read, "vat", TODAY)).rejects.toThrow(
        'There is no document "vat". Did you mean "eu-vat-and-ioss"? See: silkdesk kb list --all',
      );
    });
  });

  test("every version of every document is listed, drafts too", async () => {
    await library().publish(fileOf("b", "one"), fileOf("a", "one"));
    await saveDrafts(library().store, [fileOf("b", "two")], EDITOR, "r", NOW);
    const all = await listAllVersions(library().store.read, TODAY);
    expect(all.map(({ meta, version, state }) => [meta.id, version, state])).toEqual([
      ["a", 1, "live"],
      ["b", 1, "live"],
      ["b", 2, "draft"],
    ]);
  });

  test("a version is found by its number, else the one in force is", async () => {
    await library().publish(fileOf("a", "one"));
    await library().publish(fileOf("a", "two", { from: "2026-01-01" }));
    const versionOn = async (number: number | null, day = TODAY) =>
      (await getVersion(library().store.read, "a", number, day)).version;
    expect([await versionOn(null), await versionOn(null, "2025-01-01"), await versionOn(1)]).toEqual([2, 1, 1]);
    await expect(versionOn(3)).rejects.toThrow('"a" has no version 3. It has versions 1, 2.');
    await retire(library().store, changeOf(), ["a"]);
    await expect(versionOn(null)).rejects.toThrow(
      '"a" is not live. It has versions 1, 2: silkdesk kb show a --version N',
    );
  });

  test("publications are listed, newest first, and the live one is marked", async () => {
    await library().publish(fileOf("a", "one"));
    await library().publish(fileOf("b", "one"));
    const publications = await listPublications(library().store.read, 10);
    expect(publications.map(({ id, actor, versions, live }) => [id, actor, versions, live])).toEqual([
      [2, "edda", 2, true],
      [1, "edda", 1, false],
    ]);
  });

  describe("what should have been reviewed", () => {
    /** Keeps answers that rest on documents. */
    const answer = async (...cited: readonly string[][]) =>
      library().store.transaction(async (tx) => {
        const person = { id: "p", language: "en", language_source: "chosen" as const, created_at: NOW };
        await tx.insertInto("people").values(person).execute();
        for (const [index, documents] of cited.entries())
          await tx
            .withTables<KnowledgeTables>()
            .insertInto("answers")
            .values({
              id: `answer-${index}`,
              person: "p",
              language: "en",
              question: "?",
              outcome: "answered",
              citations: JSON.stringify(documents.map((document) => ({ document, version: 1, quote: "x" }))),
              created_at: NOW,
              verdict: null,
            })
            .execute();
      });

    test("is listed by how many kept answers rest on it", async () => {
      await library().publish(
        fileOf("little", "x", { reviewBy: "2026-11-21" }),
        fileOf("much", "x", { reviewBy: "2025" }),
        fileOf("never", "x", { reviewBy: "2026-10" }),
      );
      await answer(["much", "much"], ["much", "little"]);
      const stale = await listStale(library().store.read, TODAY);
      expect(stale.map(({ meta, answers }) => [meta.id, answers])).toEqual([
        ["much", 2],
        ["little", 1],
        ["never", 0],
      ]);
    });

    test("is not what is due today or this year, has ended, or is a draft", async () => {
      await library().publish(
        fileOf("today", "x", { reviewBy: TODAY }),
        fileOf("this-year", "x", { reviewBy: "2026" }),
        fileOf("ended", "x", { reviewBy: "2025", until: "2025-12-31" }),
        fileOf("no-date", "x"),
      );
      await saveDrafts(library().store, [fileOf("draft", "x", { reviewBy: "2025" })], EDITOR, "r", NOW);
      expect(await listStale(library().store.read, TODAY)).toEqual([]);
    });
  });
});
