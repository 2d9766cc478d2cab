import { expect, test } from "vitest";
import { findLivePublication, listDocuments, listPassages, publish } from "../../../src/features/knowledge/library.ts";
import { isInForce } from "../../../src/features/knowledge/validity.ts";
import { fileOf, metaOf } from "../../support/documents.ts";
import { describeLibrary, EDITOR, NOW } from "../../support/library.ts";

describeLibrary("the library", (library) => {
  test("publications at the same time, from several processes, all show", async () => {
    const stores = await Promise.all([1, 2, 3, 4].map(() => library().database.open()));
    await Promise.all(
      stores.map((store, n) => {
        const files = [1, 2, 3].map((m) => fileOf(`doc-${n}-${m}`, "words"));
        return publish(store, files, EDITOR, "test", NOW);
      }),
    );
    expect(await library().shown()).toHaveLength(12);
    await Promise.all(stores.map((store) => store.close()));
  });

  test("versions of one document, published at the same time, each get a number", async () => {
    const stores = await Promise.all([1, 2, 3].map(() => library().database.open()));
    const published = await Promise.all(
      stores.map((store, n) => publish(store, [fileOf("a", `words ${n}`)], EDITOR, "test", NOW)),
    );
    expect(published.map(([one]) => one?.version).sort()).toEqual([1, 2, 3]);
    expect(await library().shown()).toEqual(["a@3"]);
    await Promise.all(stores.map((store) => store.close()));
  });

  test("the same again changes nothing, other bytes make a version, and who may not publish does not", async () => {
    const { store, publish: add } = library();
    expect(await add(fileOf("a", "x"))).toMatchObject([{ id: "a", version: 1, change: "new", replaces: [] }]);
    expect(await add(fileOf("a", "x"))).toMatchObject([{ id: "a", version: 1, change: "unchanged" }]);
    expect(await add(fileOf("a", "y"))).toMatchObject([{ id: "a", version: 2, change: "updated", replaces: [1] }]);
    const refused = publish(store, [fileOf("b", "x")], { name: "s", role: "support" }, "test", NOW);
    await expect(refused).rejects.toMatchObject({ code: "input.notAllowed" });
    expect(await store.read.selectFrom("audit").select("action").execute()).toHaveLength(2);
    expect(await library().shown()).toEqual(["a@2"]);
  });

  test("the words of an earlier version again make a new one, once that was corrected", async () => {
    await library().publish(fileOf("a", "x"));
    await library().publish(fileOf("a", "y"));
    expect(await library().publish(fileOf("a", "x"))).toMatchObject([{ version: 3, change: "updated" }]);
  });

  test("shows the text of each time, and the words to it", async () => {
    const { store, publish: add } = library();
    await add(fileOf("a", "400 euros"));
    await add(fileOf("a", "450 euros", { from: "2026-01-01" }));
    await add(fileOf("a", "500 euros", { from: "2027-01-01" }));
    const live = await findLivePublication(store.read);
    const versions = await listDocuments(store.read, live);
    const passages = await listPassages(store.read, live);
    const wordsOn = (day: string) => {
      const numbers = versions.filter(({ validity }) => isInForce(validity, day)).map(({ version }) => version);
      return passages.filter(({ version }) => numbers.includes(version)).map(({ text }) => text);
    };
    expect([wordsOn("2025-06-01"), wordsOn("2026-06-01"), wordsOn("2027-06-01")]).toEqual([
      ["400 euros"],
      ["450 euros"],
      ["500 euros"],
    ]);
  });

  test("a file that is shown for the past is not added again", async () => {
    await library().publish(fileOf("a", "old"));
    await library().publish(fileOf("a", "new", { from: "2026-01-01" }));
    expect(await library().publish(fileOf("a", "old"))).toMatchObject([{ version: 1, change: "unchanged" }]);
  });

  test("says what a version supersedes, and what of it is not live", async () => {
    await library().publish(fileOf("old", "x"));
    const next = fileOf("new", "y", { supersedes: ["old", "odl"], from: "2026-01-01" });
    expect(await library().publish(next)).toMatchObject([{ ends: ["old"], misses: ["odl"] }]);
  });

  test("a document of 10,000 passages is published in seconds, and all of it is there", async () => {
    const passages = Array.from({ length: 10_000 }, (_, ordinal) => ({
      ordinal,
      heading: `Chapter ${Math.floor(ordinal / 50)}`,
      text: `Paragraph ${ordinal}: ${"a line of a long regulation. ".repeat(10)}`,
    }));
    const started = performance.now();
    await library().publish({ meta: metaOf("code"), checksum: "c", source: "code.pdf", passages });
    const ms = performance.now() - started;
    const { store } = library();
    const kept = await listPassages(store.read, await findLivePublication(store.read));
    expect(kept.map(({ text }) => text)).toEqual(passages.map(({ text }) => text));
    // Generous, because the tests share the machine.
    expect(ms).toBeLessThan(10_000);
  });
});
