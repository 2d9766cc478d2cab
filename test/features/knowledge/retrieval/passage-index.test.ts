import { describe, expect, test } from "vitest";
import { openIndex } from "../../../../src/features/knowledge/retrieval/passage-index.ts";
import { findIn, indexed, placesOf, type SearchGiven, shardsOf } from "../../../support/index-of.ts";
import { expand } from "../../../support/knowledge.ts";

describe("a search", () => {
  const shards = shardsOf(
    indexed("tea", ["Green tea is taxed at nine percent.", "Black tea is free of tax.", "The hall opens in May."]),
    indexed("silk", ["Silk scarves are inspected in Hangzhou.", "The inspection takes three days."]),
    indexed("jade", ["Jade is not sold."], { title: "Porcelain and jade", heading: "Porcelain" }),
  );
  const find = (question: string, given?: SearchGiven) => placesOf(findIn(shards, question, given));

  test("finds the passage that holds the words, and says where it stands", () => {
    expect(find("Where are scarves inspected?")[0]).toBe("silk@1#0");
    expect(find("free of tax")[0]).toBe("tea@1#1");
  });

  test("finds a passage by its heading and its title", () => {
    expect(find("porcelain")).toEqual(["jade@1#0"]);
  });

  test("finds a word in spite of a typing error", () => {
    expect(find("inspecton")[0]).toMatch(/^silk/u);
  });

  test("finds nothing where nothing fits", () => {
    expect([find("locomotive"), find("")]).toEqual([[], []]);
  });

  test("gives as many as are asked for, the best ones", () => {
    const all = find("tea tax hall");
    expect(all.length).toBeGreaterThan(1);
    expect(find("tea tax hall", { top: 1 })).toEqual(all.slice(0, 1));
  });

  test("scores fall from the first to the last", () => {
    const scores = findIn(shards, "tea tax hall inspection").map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((one, other) => other - one));
    expect(Math.min(...scores)).toBeGreaterThan(0);
  });

  test("leaves out what weighs nothing, and prefers what weighs more", () => {
    const weightOf = ({ document }: { readonly document: string }) => (document === "tea" ? 0 : 1);
    expect(find("tea tax inspection", { weightOf }).filter((place) => place.startsWith("tea"))).toEqual([]);
    expect(find("tea tax", { weightOf: () => 0 })).toEqual([]);
  });
});

describe("between two passages", () => {
  test("a phrase beats its words scattered", () => {
    const shards = shardsOf(
      indexed("scattered", ["The warehouse holds tea. It was bought overseas by two men."]),
      indexed("together", ["The overseas warehouse holds tea. It was bought by two men."]),
    );
    expect(placesOf(findIn(shards, "overseas warehouse"))[0]).toBe("together@1#0");
  });

  test("one sentence that holds it all beats several", () => {
    const shards = shardsOf(
      indexed("apart", ["Scarves are sold. Spain has ports. Duty is due."]),
      indexed("within", ["Ports are sold. Duty on scarves in Spain. Spain is due."]),
    );
    expect(placesOf(findIn(shards, "duty on scarves in Spain"))[0]).toBe("within@1#0");
  });

  test("the one whose neighbour fits too comes first", () => {
    const text = "The fee is ten euros.";
    const shards = shardsOf(
      indexed("alone", ["Parcels are light and small.", text]),
      indexed("beside", ["The fee for a booth is due in May, the fee for a hall in June.", text]),
    );
    const places = placesOf(findIn(shards, "fee for a booth"));
    expect(places.indexOf("beside@1#1")).toBeLessThan(places.indexOf("alone@1#1"));
  });

  test("a neighbour in another document lends nothing", () => {
    const shards = shardsOf(
      indexed("a", ["The fee for a booth is due in May."]),
      indexed("b", ["Rain falls on the roof."]),
    );
    expect(placesOf(findIn(shards, "fee for a booth"))).toEqual(["a@1#0"]);
  });

  test("that fit alike the earlier one comes first, every time", () => {
    const shards = shardsOf(...["c", "a", "b"].map((name) => indexed(name, ["Silk is sold here."])));
    for (let turn = 0; turn < 3; turn++) expect(placesOf(findIn(shards, "silk"))).toEqual(["c@1#0", "a@1#0", "b@1#0"]);
  });
});

describe("across languages", () => {
  const shards = shardsOf(
    indexed("en", ["An overseas warehouse stands in Turkey."]),
    indexed("zh", ["海外仓设在土耳其。"], { lang: "zh-Hans" }),
    indexed("hi", ["ग्लोलिंकर का गोदाम।"], { lang: "hi" }),
    indexed("glo", ["Glolinker rents halls."]),
  );

  test("a question finds passages in other languages by the words of the trade", () => {
    const [first, second] = placesOf(findIn(shards, "土耳其的海外仓", { lang: "zh-Hans" }));
    expect([first, second]).toEqual(["zh@1#0", "en@1#0"]);
    expect(placesOf(findIn(shards, "Türkiye'de yurt dışı depo", { lang: "tr" }))).toContain("en@1#0");
  });

  test("a name is found by its sound", () => {
    expect(placesOf(findIn(shards, "Глолинкер", { lang: "ru" }))).toContain("glo@1#0");
  });
});

describe("an index", () => {
  const index = openIndex(shardsOf(indexed("a", ["Silk and tea.", "Silk again."])));

  test("knows its size and its words", () => {
    expect([index.size, index.has("silk"), index.has("jade")]).toEqual([2, true, false]);
  });

  test("holds a rare word to tell more than a common one, and an unknown one most", () => {
    expect(index.idf("tea")).toBeGreaterThan(index.idf("silk"));
    expect(index.idf("jade")).toBeGreaterThan(index.idf("tea"));
  });

  test("of nothing finds nothing", () => {
    const empty = openIndex([]);
    expect(empty.search(expand("silk", "en", []), { top: 5, weights: empty.weigh(() => 1) })).toEqual([]);
    expect([empty.size, empty.has("silk")]).toEqual([0, false]);
  });
});
