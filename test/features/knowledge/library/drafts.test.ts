import { expect, test } from "vitest";
import { listDrafts, saveDrafts } from "../../../../src/features/knowledge/library/drafts.ts";
import { publishDrafts } from "../../../../src/features/knowledge/library/publish.ts";
import type { NewVersion } from "../../../../src/features/knowledge/library/versions.ts";
import { fileOf } from "../../../support/documents.ts";
import { changeOf, describeLibrary, EDITOR, NOW } from "../../../support/library.ts";

describeLibrary("drafts", (library) => {
  const hold = (...files: readonly NewVersion[]) => saveDrafts(library().store, files, EDITOR, "a test", NOW);
  const drafts = async () =>
    (await listDrafts(library().store.read)).map(({ meta, version }) => `${meta.id}@${version}`);

  test("are saved, and not shown until they are published, all together", async () => {
    await library().publish(fileOf("a", "old"));
    expect(await hold(fileOf("a", "new"), fileOf("b", "first"))).toEqual([
      { id: "a", version: 2, change: "updated", draft: true },
      { id: "b", version: 1, change: "new", draft: true },
    ]);
    expect(await library().shown()).toEqual(["a@1"]);
    expect(await drafts()).toEqual(["a@2", "b@1"]);
    expect(await publishDrafts(library().store, changeOf(), "all")).toMatchObject([
      { id: "a", version: 2, change: "updated", replaces: [1] },
      { id: "b", version: 1, change: "new" },
    ]);
    expect(await library().shown()).toEqual(["a@2", "b@1"]);
    expect(await drafts()).toEqual([]);
  });

  test("of some documents are published, and the others wait on", async () => {
    await hold(fileOf("a", "x"), fileOf("b", "y"));
    await publishDrafts(library().store, changeOf(), ["b"]);
    expect([await library().shown(), await drafts()]).toEqual([["b@1"], ["a@1"]]);
  });

  test("of one document are published in their order, each for its time", async () => {
    await hold(fileOf("a", "now"));
    await hold(fileOf("a", "a slip", { from: "2027-01-01" }));
    await hold(fileOf("a", "next year", { from: "2027-01-01" }));
    const published = await publishDrafts(library().store, changeOf(), ["a"]);
    expect(published.map(({ version, validity }) => [version, validity.from])).toEqual([
      [1, null],
      [3, "2027-01-01"],
    ]);
    expect([await library().shown(), await drafts()]).toEqual([["a@1", "a@3"], []]);
  });

  test("are not made twice of the same bytes, nor of bytes that are shown", async () => {
    await library().publish(fileOf("a", "live"));
    expect(await hold(fileOf("a", "live"))).toEqual([{ id: "a", version: 1, change: "unchanged", draft: false }]);
    await hold(fileOf("a", "next"));
    expect(await hold(fileOf("a", "next"))).toEqual([{ id: "a", version: 2, change: "unchanged", draft: true }]);
    expect(await hold(fileOf("b", "twin"), fileOf("b", "twin"))).toMatchObject([{ version: 1 }, { version: 1 }]);
  });

  test("are published, not copied, by adding the same file without holding it back", async () => {
    await hold(fileOf("a", "x"));
    expect(await library().publish(fileOf("a", "x"))).toMatchObject([{ version: 1, change: "new" }]);
    expect(await drafts()).toEqual([]);
  });

  test("that were overtaken by a later version wait no longer", async () => {
    await hold(fileOf("a", "slow"));
    await library().publish(fileOf("a", "quick"));
    expect([await library().shown(), await drafts()]).toEqual([["a@2"], []]);
    await expect(publishDrafts(library().store, changeOf(), ["a"])).rejects.toThrow(
      'There is no draft of "a". Nothing was published. See: silkdesk kb list --drafts',
    );
  });

  test("need the role, and an id that exists; near ones are named", async () => {
    const support = { name: "s", role: "support" as const };
    const organiser = { name: "o", role: "organiser" as const };
    await expect(saveDrafts(library().store, [fileOf("a", "x")], organiser, "r", NOW)).rejects.toMatchObject({
      code: "input.notAllowed",
    });
    expect(await drafts()).toEqual([]);
    await hold(fileOf("vat-rules", "x"));
    await expect(publishDrafts(library().store, changeOf({ actor: support }), "all")).rejects.toMatchObject({
      code: "input.notAllowed",
    });
    await expect(publishDrafts(library().store, changeOf(), ["vat-rule"])).rejects.toThrow(
      'There is no document "vat-rule". Did you mean "vat-rules"? Nothing was published.',
    );
    expect(await library().shown()).toEqual([]);
  });

  test("are audited, as is their publication", async () => {
    await hold(fileOf("a", "x"));
    await publishDrafts(library().store, changeOf({ reason: "approved" }), "all");
    const audit = await library().store.read.selectFrom("audit").select(["actor", "action", "details"]).execute();
    expect(audit.map(({ action, details }) => [action, JSON.parse(details)])).toEqual([
      ["knowledge.drafted", { documents: ["a@1"] }],
      ["knowledge.published", { documents: ["a@1"], publication: 1 }],
    ]);
  });
});
