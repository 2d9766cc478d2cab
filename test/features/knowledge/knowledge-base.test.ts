import { expect, test } from "vitest";
import { createKnowledgeBase } from "../../../src/features/knowledge/knowledge-base.ts";
import { publish } from "../../../src/features/knowledge/library/publish.ts";
import { retire } from "../../../src/features/knowledge/library/retire.ts";
import type { NewVersion } from "../../../src/features/knowledge/library/versions.ts";
import { createPublicationIndexer } from "../../../src/features/knowledge/publication-index.ts";
import { fileOf } from "../../support/documents.ts";
import { analyser, expand } from "../../support/knowledge.ts";
import { changeOf, describeLibrary, EDITOR, NOW, TODAY } from "../../support/library.ts";

/** Staff add no words here. */
const noWords = async () => undefined;

describeLibrary("the live knowledge", (library) => {
  const store = () => library().store;
  const indexer = () => createPublicationIndexer(store(), analyser);
  const open = () => createKnowledgeBase({ store: store(), analyser, noticeWords: noWords });
  const add = (...files: readonly NewVersion[]) => publish(store(), files, EDITOR, "a test", NOW, indexer());
  type Asked = { readonly lang?: string; readonly asOf?: string | null; readonly top?: number };
  const search = async (text: string, { lang = "en", asOf = TODAY, top = 12 }: Asked = {}, base = open()) => {
    const live = await base.live();
    const query = expand(text, lang, live.languages);
    return live.retrieve({ query, lang, top, asOf });
  };
  const found = async (text: string, asked?: Asked, base = open()) =>
    (await search(text, asked, base)).map(({ document, version }) => `${document}@${version}`);

  test("is empty before anything was published", async () => {
    const live = await open().live();
    expect([live.publication, live.versions.size, live.languages, live.documentsOn(TODAY).size]).toEqual([
      null,
      0,
      [],
      0,
    ]);
    expect(await found("tea")).toEqual([]);
  });

  test("gives a passage with its words, its title and its file", async () => {
    await add(fileOf("tea", "Green tea is taxed.", { title: "Taxes on tea" }));
    expect(await search("green tea")).toMatchObject([
      {
        document: "tea",
        version: 1,
        ordinal: 0,
        heading: null,
        text: "Green tea is taxed.",
        title: "Taxes on tea",
        source: "tea.md",
        lang: "en",
      },
    ]);
  });

  test("moves on as soon as the pointer has flipped", async () => {
    const base = open();
    await add(fileOf("tea", "Green tea is taxed."));
    expect(await found("taxed", {}, base)).toEqual(["tea@1"]);
    const before = await base.live();
    expect(await base.live()).toBe(before);
    await add(fileOf("tea", "Black tea is taxed."), fileOf("silk", "Silk is taxed."));
    expect((await found("taxed", {}, base)).sort()).toEqual(["silk@1", "tea@2"]);
    await retire(store(), changeOf({ indexer: indexer() }), ["tea"]);
    expect(await found("taxed", {}, base)).toEqual(["silk@1"]);
    expect([...(await base.live()).versions.keys()]).toEqual(["silk@1"]);
  });

  test("whoever began to read goes on with what they began with", async () => {
    const base = open();
    await add(fileOf("tea", "Green tea is taxed."));
    const live = await base.live();
    await add(fileOf("tea", "Nothing is left."));
    await base.live();
    const hits = await live.retrieve({ query: expand("green tea", "en", ["en"]), lang: "en", top: 5, asOf: TODAY });
    expect(hits.map(({ text }) => text)).toEqual(["Green tea is taxed."]);
  });

  test("shows each version, and on each day the one in force, else the nearest", async () => {
    await add(fileOf("fee", "The fee is ten euros.", { from: "2020-01-01" }));
    await add(fileOf("fee", "The fee is twelve euros.", { from: "2027-01-01" }));
    const live = await open().live();
    expect([...live.versions.keys()]).toEqual(["fee@1", "fee@2"]);
    const on = (day: string) => live.documentsOn(day).get("fee")?.version;
    expect([on("2019-01-01"), on("2026-12-31"), on("2027-01-01")]).toEqual([1, 1, 2]);
  });

  test("finds only what is in force on the day, or on any day where none is asked for", async () => {
    await add(fileOf("fee", "The fee is ten euros.", { from: "2020-01-01" }));
    await add(fileOf("fee", "The fee is twelve euros.", { from: "2027-01-01" }));
    expect(await found("fee", { asOf: "2019-06-01" })).toEqual([]);
    expect(await found("fee", { asOf: "2026-06-01" })).toEqual(["fee@1"]);
    expect(await found("fee", { asOf: "2027-06-01" })).toEqual(["fee@2"]);
    expect((await found("fee", { asOf: null })).sort()).toEqual(["fee@1", "fee@2"]);
  });

  test("of a note in several languages finds the reader's own, else the original", async () => {
    await add(
      fileOf("ioss", "The IOSS is for parcels."),
      fileOf("ioss.zh", "IOSS适用于包裹。", { lang: "zh-Hans", translationOf: "ioss" }),
    );
    expect(await found("IOSS")).toEqual(["ioss@1"]);
    expect(await found("IOSS", { lang: "zh-Hant" })).toEqual(["ioss.zh@1"]);
    expect(await found("IOSS", { lang: "tr" })).toEqual(["ioss@1"]);
  });

  test("prefers the reader's language among passages that fit alike", async () => {
    await add(fileOf("de", "IOSS 150 Euro", { lang: "de" }), fileOf("fr", "IOSS 150 euros", { lang: "fr" }));
    expect((await found("IOSS 150", { lang: "fr" }))[0]).toBe("fr@1");
    expect((await found("IOSS 150", { lang: "de" }))[0]).toBe("de@1");
  });

  test("gives as many passages as are asked for, best first", async () => {
    await add(
      ...["a", "b", "c"].map((id) => fileOf(id, `Tea ${id}. ${id === "b" ? "Tea tea." : "Nothing else here."}`)),
    );
    const scores = (await search("tea")).map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((one, other) => other - one));
    expect(await found("tea", { top: 2 })).toHaveLength(2);
  });

  test("knows its languages, its words and what they tell", async () => {
    await add(fileOf("tea", "Green tea. Green tea."), fileOf("silk", "绿丝绸。", { lang: "zh-Hans" }));
    const live = await open().live();
    expect([...live.languages].sort()).toEqual(["en", "zh-Hans"]);
    expect([live.has("tea"), live.has("jade")]).toEqual([true, false]);
    expect(live.idf("jade")).toBeGreaterThan(live.idf("tea"));
  });

  test("loads again where loading failed", async () => {
    await add(fileOf("tea", "Green tea is taxed."));
    let isBroken = true;
    const flaky = {
      ...analyser,
      get make() {
        if (isBroken) throw new Error("out of memory");
        return analyser.make;
      },
    };
    const base = createKnowledgeBase({ store: store(), analyser: flaky, noticeWords: noWords });
    await expect(base.live()).rejects.toThrow("out of memory");
    isBroken = false;
    expect(await found("tea", {}, base)).toEqual(["tea@1"]);
  });
});
