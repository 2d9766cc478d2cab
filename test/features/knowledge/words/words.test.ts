import { expect, test } from "vitest";
import { addWord, listWords, removeWord } from "../../../../src/features/knowledge/words/words.ts";
import { describeLibrary, EDITOR, NOW } from "../../../support/library.ts";

const LADDER: Readonly<Record<string, readonly string[]>> = { en: ["stepladder"], tr: ["merdiven"] };

describeLibrary("the words of staff", (library) => {
  const add = (names: Readonly<Record<string, readonly string[]>>, group?: string) =>
    addWord(
      library().store,
      { names: new Map(Object.entries(names)), ...(group === undefined ? {} : { group }) },
      EDITOR,
      NOW,
    );
  const kept = async () => (await listWords(library().store.read)).map(({ id, term }) => [id, [...term.names]]);
  const audited = async () => {
    const rows = await library()
      .store.read.selectFrom("audit")
      .select(["action", "actor", "at", "subject", "details"])
      .orderBy("id")
      .execute();
    return rows.map(({ details, ...row }): unknown => ({ ...row, details: JSON.parse(details) }));
  };

  test("are kept tidily, with who added them, and the audit tells of it", async () => {
    const { word, change } = await add(
      { zh_hans: [" 单一窗口 "], EN: ["single  window | one-stop", "one-stop"] },
      "customs",
    );
    expect(change).toBe("new");
    expect(word).toMatchObject({ id: 1, addedBy: "edda", addedAt: NOW, term: { group: "customs", places: [] } });
    const names = { "zh-Hans": ["单一窗口"], en: ["single window", "one-stop"] };
    expect(await kept()).toEqual([[1, Object.entries(names)]]);
    expect(await audited()).toEqual([
      {
        action: "knowledge.wordAdded",
        actor: "edda",
        at: NOW,
        subject: "单一窗口",
        details: { word: 1, group: "customs", names },
      },
    ]);
  });

  test("change nothing where they are there already", async () => {
    await add(LADDER);
    expect(await add({ tr: ["merdiven"], en: ["stepladder"] })).toMatchObject({
      change: "unchanged",
      word: { id: 1 },
    });
    expect([(await kept()).length, (await audited()).length]).toEqual([1, 1]);
    expect(await add(LADDER, "logistics")).toMatchObject({ change: "new", word: { id: 2 } });
  });

  test("are removed by number, which is never given again", async () => {
    await add(LADDER);
    await removeWord(library().store, 1, EDITOR, NOW);
    expect(await kept()).toEqual([]);
    expect((await audited()).at(-1)).toMatchObject({ action: "knowledge.wordRemoved", subject: "stepladder" });
    expect((await add(LADDER)).word.id).toBe(2);
    await expect(removeWord(library().store, 1, EDITOR, NOW)).rejects.toMatchObject({ code: "input.notFound" });
  });

  test.each([
    ["one language", { en: ["stepladder"] }, "at least two"],
    ["one language in two countries", { "en-US": ["truck"], "en-GB": ["lorry"] }, "at least two"],
    ["a tag that is none", { en: ["window"], "t!": ["pencere"] }, '"t!" is not a language tag'],
    ["a language's name for a tag", { english: ["window"], tr: ["pencere"] }, '"english" is not a language tag'],
    ["no language", { und: ["window"], tr: ["pencere"] }, '"und" is not a language tag'],
    ["no name", { en: ["window"], tr: [" | "] }, "There is no name for tr"],
    ["signs alone", { en: ["window"], tr: ["…?"] }, '"…?" has no letter or digit'],
    ["a sentence", { en: ["window ".repeat(20)], tr: ["pencere"] }, "is too long for a name"],
    ["a control character", { en: ["win\u0000dow"], tr: ["pencere"] }, "control characters"],
  ])("are refused with %s", async (_what, names, message) => {
    await expect(add(names)).rejects.toMatchObject({
      code: "input.invalid",
      message: expect.stringContaining(message),
    });
    expect([await kept(), await audited()]).toEqual([[], []]);
  });

  test("in two scripts of a language are a bridge", async () => {
    expect(await add({ "zh-Hans": ["单一窗口"], "zh-Hant": ["單一窗口"] })).toMatchObject({ change: "new" });
  });

  test("are the editors' to change", async () => {
    const organiser = { name: "otto", role: "organiser" } as const;
    const names = new Map(Object.entries(LADDER));
    await expect(addWord(library().store, { names }, organiser, NOW)).rejects.toMatchObject({
      code: "input.notAllowed",
    });
    await add(LADDER);
    await expect(removeWord(library().store, 1, organiser, NOW)).rejects.toMatchObject({ code: "input.notAllowed" });
    expect(await kept()).toHaveLength(1);
  });
});
