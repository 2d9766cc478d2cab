import { describe, expect, test } from "vitest";
import type { BenchDoc, Contender } from "../../../src/features/knowledge/bench/contender.ts";
import { fts5OurTokens } from "../../../src/features/knowledge/bench/contenders/fts5.ts";
import { loadPeer } from "../../../src/features/knowledge/bench/contenders/peer.ts";
import { CONTENDER_NAMES, loadContenders } from "../../../src/features/knowledge/bench/contenders/registry.ts";
import { recombine, sampleQueries } from "../../../src/features/knowledge/bench/corpus.ts";
import { type Dataset, parseDataset, readDatasets } from "../../../src/features/knowledge/bench/dataset.ts";
import { judgeRanking } from "../../../src/features/knowledge/bench/metrics.ts";
import { measurePool } from "../../../src/features/knowledge/bench/pool.ts";
import { measureOne, measureQuality, summariseQuality } from "../../../src/features/knowledge/bench/quality.ts";
import { datasetOfSpeed } from "../../../src/features/knowledge/bench/retrieval.ts";
import { measureSpeed } from "../../../src/features/knowledge/bench/speed.ts";
import { tablesOf } from "../../../src/features/knowledge/bench/tables.ts";

/** The same twelve goods in three languages: a paragraph each, and a question about each. */
const WORDS: Readonly<Record<string, readonly (readonly [goods: string, place: string])[]>> = {
  en: [
    ["silk", "hangzhou"],
    ["porcelain", "jingdezhen"],
    ["lanterns", "shanghai"],
    ["bicycles", "tianjin"],
    ["umbrellas", "shangyu"],
    ["zippers", "jinjiang"],
    ["guitars", "zhengan"],
    ["violins", "huangqiao"],
    ["buttons", "qiaotou"],
    ["mushrooms", "qingyuan"],
    ["pearls", "zhuji"],
    ["fireworks", "liuyang"],
  ],
  zh: [
    ["丝绸", "杭州"],
    ["瓷器", "景德镇"],
    ["灯笼", "上海"],
    ["自行车", "天津"],
    ["雨伞", "上虞"],
    ["拉链", "晋江"],
    ["吉他", "正安"],
    ["小提琴", "黄桥"],
    ["纽扣", "桥头"],
    ["香菇", "庆元"],
    ["珍珠", "诸暨"],
    ["烟花", "浏阳"],
  ],
  ru: [
    ["шёлк", "ханчжоу"],
    ["фарфор", "цзиндэчжэнь"],
    ["фонари", "шанхай"],
    ["велосипеды", "тяньцзинь"],
    ["зонты", "шанъюй"],
    ["молнии", "цзиньцзян"],
    ["гитары", "чжэнъань"],
    ["скрипки", "хуанцяо"],
    ["пуговицы", "цяотоу"],
    ["грибы", "цинъюань"],
    ["жемчуг", "чжуцзи"],
    ["фейерверки", "люян"],
  ],
};

const PARAGRAPH: Readonly<Record<string, (goods: string, place: string) => string>> = {
  en: (goods, place) =>
    `the town of ${place} is known for its ${goods}. most workshops sell abroad. the fair opens in may.`,
  zh: (goods, place) => `${place}以${goods}闻名。多数工厂出口国外。展会五月开幕。`,
  ru: (goods, place) =>
    `город ${place} известен: там делают ${goods}. многие мастерские торгуют. ярмарка откроется в мае.`,
};

const QUESTION: Readonly<Record<string, (goods: string, place: string) => string>> = {
  en: (goods, place) => `which ${goods} come from ${place}`,
  zh: (goods, place) => `${place}的${goods}`,
  ru: (goods, place) => `какие ${goods} делает ${place}`,
};

function tinyDataset(lang: string): Dataset {
  const goods = WORDS[lang] ?? [];
  return {
    name: `tiny-${lang}`,
    lang,
    docs: goods.map(([what, where], id) => ({ id: String(id), text: PARAGRAPH[lang]?.(what, where) ?? "", lang })),
    queries: goods.map(([what, where], id) => ({
      id: `q${id}`,
      text: QUESTION[lang]?.(what, where) ?? "",
      lang,
      relevant: new Set([String(id)]),
    })),
  };
}

const tiny = ["en", "zh", "ru"].map(tinyDataset);
const [english = tinyDataset("en"), chinese = tinyDataset("zh")] = tiny;
const quiet = (): void => undefined;

async function contender(name: string): Promise<Contender> {
  const [found] = await loadContenders([name]);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

/** Finds nothing, or always the same. */
const stuck = (name: string, stock: boolean, found: readonly string[]): Contender => ({
  name,
  stock,
  setup: "always the same",
  build: async () => ({ search: () => found }),
});

describe("the measures of a ranking", () => {
  test("count the first relevant document by its rank, and all of them by their share", () => {
    const { mrr10, r1, r5, r10, ndcg10 } = judgeRanking(["x", "a", "y", "z", "w", "b"], new Set(["a", "b"]));
    expect([mrr10, r1, r5, r10]).toEqual([50, 0, 50, 100]);
    const ideal = 1 + 1 / Math.log2(3);
    expect(ndcg10).toBeCloseTo((100 * (1 / Math.log2(3) + 1 / Math.log2(7))) / ideal, 6);
  });

  test("pass over what stands below the tenth rank, and over the second of two equal ids", () => {
    const eleven = [..."abcdefghijk"];
    expect(judgeRanking(eleven, new Set(["k"]))).toEqual({ mrr10: 0, r1: 0, r5: 0, r10: 0, ndcg10: 0 });
    expect(judgeRanking(["a", "a", "a"], new Set(["a", "b"])).r10).toBe(50);
  });
});

describe("a data set", () => {
  const good = { lang: "en", docs: [{ id: 1, text: "silk" }], queries: [{ id: "q", text: "silk?", rel: [1] }] };
  const parse = (value: unknown) => parseDataset("it", JSON.stringify(value), "it.json");

  test("may have numbers for ids, and titles, which no engine sees", () => {
    const { docs, queries } = parse({ ...good, docs: [{ id: 1, title: "Silk Road", text: "silk" }] });
    expect(docs).toEqual([{ id: "1", text: "silk", lang: "en" }]);
    expect(queries[0]?.relevant).toEqual(new Set(["1"]));
  });

  test.each([
    ["no text", { ...good, docs: [{ id: 1 }] }, "docs.0.text: "],
    ["no queries", { lang: "en", docs: good.docs }, "queries: "],
    ["no language", { ...good, lang: "no language" }, "lang: must be a language tag"],
    [
      "an unknown answer",
      { ...good, queries: [{ id: "q", text: "?", rel: [2] }] },
      "query q is answered by document 2,",
    ],
    ["two documents of one id", { ...good, docs: [...good.docs, { id: "1", text: "tea" }] }, "the same id"],
  ])("with %s is refused, and the reason given", (_what, value, reason) => {
    expect(() => parse(value)).toThrow(reason);
    expect(() => parse(value)).toThrow(/^it\.json is not a data set .* Nothing was measured\.$/u);
  });

  test("that is no JSON or is not there is refused", () => {
    expect(() => parseDataset("it", "{", "it.json")).toThrow("it is not JSON");
    expect(() => readDatasets(["/nowhere/it.json"])).toThrow("/nowhere/it.json can't be read: ");
  });
});

describe("an engine", () => {
  test.each(CONTENDER_NAMES)("such as %s finds an obvious document", async (name) => {
    const { mrr10 } = await measureOne(english, await contender(name));
    expect(mrr10).toBeGreaterThan(90);
  });

  test.each(["silkdesk", "fts5-our-tokens", "minisearch-segmenter", "orama", "orama-stemmer", "flexsearch"])(
    "such as %s finds it in Chinese",
    async (name) => {
      const { mrr10 } = await measureOne(chinese, await contender(name));
      expect(mrr10).toBeGreaterThan(90);
    },
  );

  test("does badly where the relevance is shuffled", async () => {
    const { queries } = english;
    const shuffled = {
      ...english,
      queries: queries.map((query, index) => ({
        ...query,
        relevant: queries[(index + 5) % queries.length]?.relevant ?? new Set<string>(),
      })),
    };
    const { mrr10, r1 } = await measureOne(shuffled, await contender("silkdesk"));
    expect(r1).toBe(0);
    expect(mrr10).toBeLessThan(35);
  });

  test("that is not installed is named, with what to do", async () => {
    const missing = "a-search-engine-nobody-wrote";
    const failing = loadPeer(missing, () => import(missing));
    await expect(failing).rejects.toThrow(/^a-search-engine-nobody-wrote is missing .*run npm ci in a checkout\./u);
    await expect(failing).rejects.toMatchObject({ code: "input.notFound" });
  });

  test("that is installed but broken keeps its own error", async () => {
    await expect(loadPeer("it", () => Promise.reject(new Error("broken inside")))).rejects.toThrow(/^broken inside$/u);
  });

  test("of an unknown name is refused, and the known ones are listed", async () => {
    await expect(loadContenders(["silkdesk", "lucene"])).rejects.toThrow(/"lucene" is none of .*: silkdesk, /u);
  });
});

test("FTS5 over our tokens keeps each of them whole, in its column", async () => {
  const docs: readonly BenchDoc[] = [
    { id: "rate", text: "It costs 1.85 a piece.", lang: "en" },
    { id: "parts", text: "Halls 1 and 85 hold the rest.", lang: "en" },
    { id: "quote", text: "Drop the 'x' and words : grams OR NOT", lang: "en" },
  ];
  const engine = await fts5OurTokens.build(docs, "en");
  const find = async (text: string) => engine.search({ text, lang: "en" }, 10);
  expect(await find("1.85")).toEqual(["rate"]);
  expect(await find("hall")).toEqual(["parts"]);
  expect((await find('words"grams'))[0]).toBe("quote");
  expect(await find("?!")).toEqual([]);
  // Of the two that hold both words, the one that holds them side by side comes first, though it is longer.
  const paired = await fts5OurTokens.build(
    [
      { id: "apart", text: "silk and fine scarves", lang: "en" },
      { id: "beside", text: "fine and new silk scarves", lang: "en" },
    ],
    "en",
  );
  expect((await paired.search({ text: "silk scarves", lang: "en" }, 10))[0]).toBe("beside");
  paired.close?.();
  engine.close?.();
});

describe("the quality report", () => {
  test("has a row per file and engine, and means in order", async () => {
    const contenders = await loadContenders(["silkdesk", "fts5-trigram", "fts5-unicode61"]);
    const { rows, means, bestStock } = await measureQuality(tiny, contenders, quiet);
    expect(rows.map(({ file, engine }) => `${file} ${engine}`)).toHaveLength(9);
    expect(bestStock).toMatch(/^fts5-/u);
    expect(means.map(({ mrr10 }) => mrr10)).toEqual(means.map(({ mrr10 }) => mrr10).sort((one, other) => other - one));
    // It takes a run of Chinese for one word.
    const ofChinese = rows.find(({ file, engine }) => file === "tiny-zh" && engine === "fts5-unicode61");
    expect(ofChinese?.mrr10).toBeLessThan(30);
  });

  test("says by how much our error is smaller than each other's, and which stock engine is best", () => {
    const row = (file: string, engine: string, mrr10: number) => ({
      ...{ file, engine, mrr10, lang: "en", r1: 0, r5: 0, r10: 0, ndcg10: 0 },
    });
    const rows = [
      ...[row("a", "silkdesk", 90), row("b", "silkdesk", 80)],
      ...[row("a", "good", 95), row("b", "good", 65)],
      ...[row("a", "bad", 40), row("b", "bad", 60)],
      ...[row("a", "with our tokens", 84), row("b", "with our tokens", 84)],
    ];
    const { means, bestStock } = summariseQuality(rows, [
      { name: "silkdesk", stock: false },
      { name: "good", stock: true },
      { name: "bad", stock: true },
      { name: "with our tokens", stock: false },
    ]);
    expect(bestStock).toBe("good");
    expect(means.map(({ engine, error, errorCut, beatenOn }) => [engine, error, errorCut, beatenOn])).toEqual([
      ["silkdesk", 15, null, null],
      ["with our tokens", 16, 6.25, 1],
      ["good", 20, 25, 1],
      ["bad", 50, 70, 2],
    ]);
  });
});

describe("the mixed pool", () => {
  test("has each question find the paragraph of its own language", async () => {
    const rows = await measurePool(tiny, [await contender("silkdesk")], [], quiet);
    expect(rows.map(({ file }) => file)).toEqual(["tiny-en", "tiny-zh", "tiny-ru"]);
    for (const { pooled, alone, loss } of rows) {
      expect(pooled).toBeGreaterThan(90);
      expect(loss).toBeCloseTo(alone - pooled, 9);
    }
  });

  test("takes the same paragraph in another language for wrong", async () => {
    // Both files hold the same ids: alone it always finds document 0, pooled the one of the first file.
    const blind = (docs: readonly BenchDoc[]): Contender => stuck("blind", true, [docs[0]?.id ?? ""]);
    const first: Contender = { ...stuck("blind", true, []), build: (docs, lang) => blind(docs).build(docs, lang) };
    const [inFirst, inSecond] = await measurePool([english, chinese], [first], [], quiet);
    expect(inFirst?.loss).toBe(0);
    expect(inSecond?.alone).toBeCloseTo(100 / 12, 9);
    expect(inSecond?.pooled).toBe(0);
  });
});

describe("passages to measure speed over", () => {
  test("are of about 400 characters, of the data's sentences, and the same for the same seed", () => {
    const passages = recombine(english, 200, 7);
    const average = passages.reduce((sum, { text }) => sum + text.length, 0) / passages.length;
    expect(average).toBeGreaterThan(370);
    expect(average).toBeLessThan(430);
    expect(passages[0]?.text).toMatch(
      /^(?:(?:the town of \w+ is known for its \w+|most workshops sell abroad|the fair opens in may)\. ?)+$/u,
    );
    expect(recombine(english, 200, 7)).toEqual(passages);
    expect(recombine(english, 200, 8)).not.toEqual(passages);
    expect(new Set(passages.map(({ text }) => text)).size).toBeGreaterThan(190);
  });

  test("are made of a file in the language that was asked for", () => {
    expect(() => datasetOfSpeed(tiny, "th")).toThrow('None of the files is in "th"; they are in en, zh, ru.');
    expect(datasetOfSpeed(tiny, "ru").name).toBe("tiny-ru");
    expect(datasetOfSpeed(tiny, null).name).toBe("tiny-en");
  });

  test("come with questions in an order of their own", () => {
    const asked = sampleQueries(english, 5, 7);
    expect(asked).toEqual(sampleQueries(english, 5, 7));
    expect(new Set(asked.map(({ id }) => id)).size).toBe(5);
    expect(sampleQueries(english, 1_000, 7)).toHaveLength(12);
  });
});

test("the speed report sets ours beside FTS5 over the same tokens, and beside each stock engine, as ratios", async () => {
  const peers = await loadContenders(["fts5-trigram", "langchain-bm25"]);
  const speed = await measureSpeed({ dataset: chinese, passages: 200, queries: 10, peers, progress: quiet });
  const { rows, ratio, passages } = speed.sameTokens;
  expect([speed.lang, speed.queries, passages]).toEqual(["zh", 10, 200]);
  expect(rows.map(({ engine }) => engine)).toEqual(["silkdesk", "fts5-our-tokens"]);
  expect(ratio.p50).toBeCloseTo((rows[1]?.p50Ms ?? 0) / (rows[0]?.p50Ms ?? 1), 9);
  expect(ratio.build).toBeGreaterThan(0);
  for (const { bytesPerPassage } of rows)
    for (const bytes of Object.values(bytesPerPassage ?? {})) expect(bytes).toBeGreaterThan(0);
  expect(speed.peers.rows.map(({ engine }) => engine)).toEqual(["silkdesk", "fts5-trigram", "langchain-bm25"]);
  expect(speed.peers.ratios.map(({ engine }) => engine)).toEqual(["fts5-trigram", "langchain-bm25"]);
  for (const { p50, p95, p99, build } of speed.peers.ratios) expect(Math.min(p50, p95, p99, build)).toBeGreaterThan(0);
  for (const { p50Ms, p95Ms, p99Ms } of rows) {
    expect(p95Ms).toBeGreaterThanOrEqual(p50Ms);
    expect(p99Ms).toBeGreaterThanOrEqual(p95Ms);
  }

  const tables = tablesOf({ node: "", files: [], engines: [], quality: null, pool: null, speed });
  for (const { headings, rows: cells } of tables) for (const row of cells) expect(row).toHaveLength(headings.length);
  expect(tables[0]?.notes[0]).toMatch(/^FTS5 takes [\d.]+x as long at the median, /u);
});
