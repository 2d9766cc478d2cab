import { afterEach, describe, expect, test } from "vitest";
import type { NewVersion } from "../../../src/features/knowledge/library.ts";
import { findLivePublication, listDocuments, publish } from "../../../src/features/knowledge/library.ts";
import { DATABASES, type TestDatabase } from "../../support/stores.ts";

const NOW = "2026-11-22T08:00:00.000Z";
const EDITOR = { name: "test", role: "editor" as const };

function version(id: string, checksum = id): NewVersion {
  const meta = {
    id,
    title: id,
    issuer: null,
    jurisdiction: null,
    lang: "en",
    topics: [],
    official: false,
    published: null,
    from: null,
    until: null,
    reviewBy: null,
    supersedes: [],
    translationOf: null,
    sourceUrl: null,
    sources: [],
  };
  return { meta, checksum, source: `${id}.md`, passages: [{ ordinal: 0, heading: null, text: id }] };
}

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("the library", () => {
    let database: TestDatabase;
    afterEach(() => database.drop());

    test("publications at the same time, from several processes, all show", async () => {
      database = await make();
      const stores = await Promise.all([1, 2, 3, 4].map(() => database.open()));
      await Promise.all(
        stores.map((store, n) =>
          publish(
            store,
            [1, 2, 3].map((m) => version(`doc-${n}-${m}`)),
            EDITOR,
            "test",
            NOW,
          ),
        ),
      );
      const [store] = stores;
      if (store === undefined) throw new Error("no store");
      expect(await listDocuments(store.read, await findLivePublication(store.read))).toHaveLength(12);
      await Promise.all(stores.map((one) => one.close()));
    });

    test("the same again changes nothing, other bytes make a version, and who may not publish does not", async () => {
      database = await make();
      const store = await database.open();
      const change = async (checksum: string) =>
        (await publish(store, [version("a", checksum)], EDITOR, "test", NOW))[0];
      expect(await change("x")).toMatchObject({ id: "a", version: 1, change: "new" });
      expect(await change("x")).toMatchObject({ id: "a", version: 1, change: "unchanged" });
      expect(await change("y")).toMatchObject({ id: "a", version: 2, change: "updated" });
      const refused = publish(store, [version("b")], { name: "s", role: "support" }, "test", NOW);
      await expect(refused).rejects.toMatchObject({ code: "input.notAllowed" });
      const audit = await store.read.selectFrom("audit").select("action").execute();
      expect(audit).toHaveLength(2);
      await store.close();
    });
  });
});
