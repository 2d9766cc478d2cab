import { expect, test } from "vitest";
import { knowledgeInvariants } from "../../../src/features/knowledge/invariants.ts";
import { saveDrafts } from "../../../src/features/knowledge/library/drafts.ts";
import { retire } from "../../../src/features/knowledge/library/retire.ts";
import { rollback } from "../../../src/features/knowledge/library/rollback.ts";
import type { KnowledgeTables } from "../../../src/features/knowledge/tables.ts";
import { findBroken } from "../../../src/store/invariants.ts";
import { fileOf } from "../../support/documents.ts";
import { changeOf, describeLibrary, EDITOR, NOW } from "../../support/library.ts";

describeLibrary("what must be true of the library", (library) => {
  const broken = async () =>
    (await findBroken(library().store.read, knowledgeInvariants)).flatMap(({ invariant, faults }) =>
      faults.map((fault) => `${invariant}: ${fault}`),
    );
  /** Shows a version behind the library's back. */
  const smuggle = (document: string, version: number) =>
    library().store.transaction(async (tx) => {
      const row = { publication: 2, document, version };
      await tx.withTables<KnowledgeTables>().insertInto("published_versions").values(row).execute();
    });

  test("is true whatever its own functions do", async () => {
    await library().publish(fileOf("a", "one"), fileOf("b", "one"));
    await library().publish(fileOf("a", "two", { from: "2026-01-01" }), fileOf("b", "two"));
    await library().publish(fileOf("c", "one", { supersedes: ["a", "c"] }));
    await saveDrafts(library().store, [fileOf("a", "three")], EDITOR, "r", NOW);
    await retire(library().store, changeOf(), ["c"]);
    await rollback(library().store, changeOf(), [{ document: "b", version: 1 }]);
    expect(await broken()).toEqual([]);
  });

  test("is broken by a draft that is shown", async () => {
    await library().publish(fileOf("b", "one"));
    await library().publish(fileOf("c", "one"));
    await saveDrafts(library().store, [fileOf("a", "one")], EDITOR, "r", NOW);
    await smuggle("a", 1);
    expect(await broken()).toEqual(["A draft is not shown: a@1 is a draft, but publication 2 shows it"]);
  });

  test("is broken by two versions for the same days", async () => {
    await library().publish(fileOf("a", "one"));
    await library().publish(fileOf("a", "two"));
    await smuggle("a", 1);
    expect(await broken()).toEqual([
      "At most one version of a document is in force on a day: a@1 is shown, but was corrected",
    ]);
  });

  test("is broken by a live version without words", async () => {
    await library().publish(fileOf("a", "one"));
    await library().store.transaction(async (tx) => {
      await tx.withTables<KnowledgeTables>().deleteFrom("passages").execute();
    });
    expect(await broken()).toEqual(["Every published version has passages: a version 1 is live but has no passages"]);
  });

  test("has no version in a publication, and no live publication, that does not exist: the database refuses it", async () => {
    await library().publish(fileOf("a", "one"));
    await library().publish(fileOf("a", "two"));
    await expect(smuggle("nobody", 7)).rejects.toThrow(/foreign key/iu);
    const point = library().store.transaction(async (tx) => {
      await tx.withTables<KnowledgeTables>().updateTable("live_publication").set({ publication: 99 }).execute();
    });
    await expect(point).rejects.toThrow(/foreign key/iu);
  });
});
