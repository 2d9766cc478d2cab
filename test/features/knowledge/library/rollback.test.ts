import { describe, expect, test } from "vitest";
import { saveDrafts } from "../../../../src/features/knowledge/library/drafts.ts";
import { findLivePublication, listPassages } from "../../../../src/features/knowledge/library/live.ts";
import { retire } from "../../../../src/features/knowledge/library/retire.ts";
import { restorePublication, rollback } from "../../../../src/features/knowledge/library/rollback.ts";
import { fileOf } from "../../../support/documents.ts";
import { changeOf, describeLibrary, EDITOR, NOW } from "../../../support/library.ts";

describeLibrary("taking back", (library) => {
  const back = (document: string, version: number) => rollback(library().store, changeOf(), [{ document, version }]);
  const words = async () => {
    const { read } = library().store;
    return (await listPassages(read, await findLivePublication(read))).map(({ text }) => text);
  };

  describe("a rollback", () => {
    test("shows an earlier version again and hides later ones; forward it goes as well", async () => {
      for (const text of ["one", "two", "three"]) await library().publish(fileOf("a", text));
      await library().publish(fileOf("b", "other"));
      expect(await back("a", 1)).toEqual([{ id: "a", version: 1, changed: true, hides: [3] }]);
      expect([await library().shown(), await words()]).toEqual([
        ["a@1", "b@1"],
        ["one", "other"],
      ]);
      await back("a", 3);
      expect(await words()).toEqual(["three", "other"]);
    });

    test("brings back what was shown beside that version", async () => {
      await library().publish(fileOf("a", "one"));
      await library().publish(fileOf("a", "two", { from: "2026-01-01" }));
      await library().publish(fileOf("a", "three"));
      expect(await library().shown()).toEqual(["a@3"]);
      await back("a", 2);
      expect(await library().shown()).toEqual(["a@1", "a@2"]);
      await back("a", 1);
      expect(await library().shown()).toEqual(["a@1"]);
    });

    test("does not bring back what was rolled back before", async () => {
      await library().publish(fileOf("a", "one"));
      await library().publish(fileOf("a", "wrong", { from: "2026-01-01" }));
      await back("a", 1);
      await library().publish(fileOf("a", "right", { from: "2026-02-01" }));
      await library().publish(fileOf("a", "other"));
      await back("a", 3);
      expect(await library().shown()).toEqual(["a@1", "a@3"]);
    });

    test("to what is shown already changes nothing", async () => {
      await library().publish(fileOf("a", "one"));
      expect(await back("a", 1)).toEqual([{ id: "a", version: 1, changed: false, hides: [] }]);
      expect(await findLivePublication(library().store.read)).toBe(1);
    });

    test("of a draft, a missing version or a missing document says what to do", async () => {
      await library().publish(fileOf("fees", "one"));
      await saveDrafts(library().store, [fileOf("fees", "two")], EDITOR, "r", NOW);
      await expect(back("fees", 2)).rejects.toThrow('Version 2 of "fees" was never published. Nothing was changed.');
      await expect(back("fees", 9)).rejects.toThrow('"fees" has no version 9. Nothing was changed.');
      await expect(back("feez", 1)).rejects.toThrow('There is no document "feez". Did you mean "fees"?');
    });

    test("is a publication of its own, in the audit", async () => {
      await library().publish(fileOf("a", "one"));
      await library().publish(fileOf("a", "two"));
      await back("a", 1);
      const last = await library().store.read.selectFrom("audit").selectAll().orderBy("id", "desc").executeTakeFirst();
      expect([last?.action, JSON.parse(last?.details ?? "")]).toEqual([
        "knowledge.rolledBack",
        { documents: ["a@1"], publication: 3 },
      ]);
    });

    test("of several documents happens at once", async () => {
      await library().publish(fileOf("a", "one"), fileOf("b", "one"));
      await library().publish(fileOf("a", "two"), fileOf("b", "two"));
      const targets = ["a", "b"].map((document) => ({ document, version: 1 }));
      await rollback(library().store, changeOf(), targets);
      expect([await words(), await findLivePublication(library().store.read)]).toEqual([["one", "one"], 3]);
    });
  });

  describe("retiring", () => {
    test("takes every version out, and keeps them for a rollback", async () => {
      await library().publish(fileOf("a", "one"));
      await library().publish(fileOf("a", "two", { from: "2027-01-01" }), fileOf("b", "other"));
      expect(await retire(library().store, changeOf(), ["a"])).toEqual([{ id: "a", versions: [1, 2], revives: [] }]);
      expect(await library().shown()).toEqual(["b@1"]);
      await back("a", 2);
      expect(await library().shown()).toEqual(["a@1", "a@2", "b@1"]);
    });

    test("is undone by adding the same file, without a new version", async () => {
      await library().publish(fileOf("a", "one"));
      await retire(library().store, changeOf(), ["a"]);
      expect(await library().publish(fileOf("a", "one"))).toMatchObject([{ version: 1, change: "new" }]);
    });

    test("brings what it superseded back into force, and says so", async () => {
      await library().publish(fileOf("old", "x"));
      await library().publish(fileOf("new", "y", { from: "2026-01-01", supersedes: ["old"] }));
      expect(await retire(library().store, changeOf(), ["new"])).toMatchObject([{ revives: ["old"] }]);
    });

    test("of what is not live changes nothing, for all that were named", async () => {
      await library().publish(fileOf("a", "one"), fileOf("b", "one"));
      await retire(library().store, changeOf(), ["b"]);
      await expect(retire(library().store, changeOf(), ["a", "b"])).rejects.toThrow(
        '"b" is not live. Nothing was changed.',
      );
      await expect(retire(library().store, changeOf(), ["a", "zebra"])).rejects.toThrow(
        'There is no document "zebra".',
      );
      expect(await library().shown()).toEqual(["a@1"]);
    });
  });

  describe("a whole publication", () => {
    test("is shown again as it was", async () => {
      await library().publish(fileOf("a", "one"), fileOf("b", "one"));
      const before = await words();
      await library().publish(fileOf("a", "two"), fileOf("c", "new"));
      await retire(library().store, changeOf(), ["b"]);
      expect(await restorePublication(library().store, changeOf(), 1)).toEqual({ documents: 2, changed: true });
      expect(await words()).toEqual(before);
      expect(await findLivePublication(library().store.read)).toBe(4);
      expect(await restorePublication(library().store, changeOf(), 1)).toEqual({ documents: 2, changed: false });
      await expect(restorePublication(library().store, changeOf(), 77)).rejects.toThrow("There is no publication 77.");
    });
  });
});
