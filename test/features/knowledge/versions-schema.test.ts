import { afterEach, describe, expect, test } from "vitest";
import { SCHEMA } from "../../../src/app.ts";
import { knowledgeInvariants } from "../../../src/features/knowledge/invariants.ts";
import { listHistory } from "../../../src/features/knowledge/library/history.ts";
import { findLivePublication, listPassages } from "../../../src/features/knowledge/library/live.ts";
import { publish } from "../../../src/features/knowledge/library/publish.ts";
import { rollback } from "../../../src/features/knowledge/library/rollback.ts";
import { findBroken } from "../../../src/store/invariants.ts";
import type { Store } from "../../../src/store/store.ts";
import { fileOf, metaOf } from "../../support/documents.ts";
import { changeOf, EDITOR, NOW, TODAY } from "../../support/library.ts";
import { DATABASES, type TestDatabase } from "../../support/stores.ts";

/** The schema before versions had their times. */
const BEFORE = SCHEMA.filter(({ name }) => name < "0004");

type OldTables = {
  document_versions: {
    document: string;
    version: number;
    checksum: string;
    source: string;
    meta: string;
    created_at: string;
  };
  passages: { document: string; version: number; ordinal: number; heading: null; text: string };
  publications: { id?: number; at: string; actor: string; reason: string };
  published_versions: { publication: number; document: string; version: number };
  live_publication: { one: number; publication: number };
};

/** Two publications as the program made them then: the second shows a newer version of `a`. */
async function fill(store: Store): Promise<void> {
  await store.transaction(async (tx) => {
    const db = tx.withTables<OldTables>();
    const versions = [
      ["a", 1],
      ["b", 1],
      ["a", 2],
    ] as const;
    for (const [document, version] of versions) {
      const row = {
        checksum: `${document}${version}`,
        source: `${document}.md`,
        meta: JSON.stringify(metaOf(document)),
      };
      await db
        .insertInto("document_versions")
        .values({ document, version, ...row, created_at: NOW })
        .execute();
      const words = { ordinal: 0, heading: null, text: `words of ${document}@${version}` };
      await db
        .insertInto("passages")
        .values({ document, version, ...words })
        .execute();
    }
    await db.insertInto("publications").values({ at: "2026-01-01T00:00:00.000Z", actor: "ada", reason: "" }).execute();
    await db.insertInto("publications").values({ at: "2026-02-01T00:00:00.000Z", actor: "bo", reason: "" }).execute();
    const shown = [
      { publication: 1, document: "a", version: 1 },
      { publication: 1, document: "b", version: 1 },
      { publication: 2, document: "a", version: 2 },
      { publication: 2, document: "b", version: 1 },
    ];
    await db.insertInto("published_versions").values(shown).execute();
    await db.insertInto("live_publication").values({ one: 1, publication: 2 }).execute();
  });
}

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("a library of the version before", () => {
    let database: TestDatabase;
    afterEach(() => database.drop());

    test("is taken over whole: what was live is, what was shown before can be brought back", async () => {
      database = await make({ empty: true });
      const old = await database.open(BEFORE);
      await fill(old);
      await old.close();

      const store = await database.open();
      const words = async () =>
        (await listPassages(store.read, await findLivePublication(store.read))).map(({ text }) => text);
      expect(await words()).toEqual(["words of a@2", "words of b@1"]);
      const history = await listHistory(store.read, "a", TODAY);
      expect(history.map(({ state, createdBy, publishedAt }) => [state, createdBy, publishedAt])).toEqual([
        ["replaced", "ada", "2026-01-01T00:00:00.000Z"],
        ["live", "bo", "2026-02-01T00:00:00.000Z"],
      ]);
      await rollback(store, changeOf(), [{ document: "a", version: 1 }]);
      expect(await words()).toEqual(["words of a@1", "words of b@1"]);
      await publish(store, [fileOf("a", "next year", { from: "2027-01-01" })], EDITOR, "r", NOW);
      expect(await words()).toEqual(["words of a@1", "next year", "words of b@1"]);
      expect(await findBroken(store.read, knowledgeInvariants)).toEqual([]);
      expect(await store.integrityFaults()).toEqual([]);
      await store.close();
    });
  });
});
