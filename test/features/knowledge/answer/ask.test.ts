import { describe, expect, test } from "vitest";
import { createAsker } from "../../../../src/features/knowledge/answer/ask.ts";
import { cutPassages } from "../../../../src/features/knowledge/passages.ts";
import { createQueryExpander } from "../../../../src/features/knowledge/retrieval/expand.ts";
import { loadGlossary, regionTerms } from "../../../../src/features/knowledge/retrieval/glossary.ts";
import { createLexicalRetriever } from "../../../../src/features/knowledge/retrieval/lexical.ts";

const TAGS = ["en", "zh-Hans", "ar", "tr", "ru", "de"];
const GLOSSARY = new URL("../../../data/glossary.csv", import.meta.url).pathname;
const expand = createQueryExpander([...loadGlossary(GLOSSARY), ...regionTerms(TAGS)]);

type Note = {
  readonly id: string;
  readonly text: string;
  readonly lang?: string;
  readonly from?: string;
  readonly until?: string;
  readonly of?: string;
};

function createDesk(notes: readonly Note[]) {
  const documents = new Map(
    notes.map(({ id, lang = "en", from = null, until = null, of = null }) => {
      const meta = {
        id,
        title: id,
        issuer: null,
        jurisdiction: null,
        lang,
        topics: [],
        official: true,
        published: null,
        from,
        until,
        reviewBy: null,
        supersedes: [],
        translationOf: of,
        sourceUrl: null,
        sources: [],
      };
      return [id, { meta, version: 1, source: `${id}.md` }] as const;
    }),
  );
  const passages = notes.flatMap(({ id, text, lang = "en" }) =>
    cutPassages([{ kind: "paragraph", text }], lang).map((passage) => ({
      ...passage,
      document: id,
      version: 1,
      title: id,
      lang,
    })),
  );
  const retriever = createLexicalRetriever(passages, expand);
  const ask = createAsker({ knowledge: { live: async () => ({ publication: 1, documents, retriever }) }, expand });
  return async (question: string, { lang = "en", previous = null as string | null, asOf = "2026-11-22" } = {}) => {
    const answer = await ask({ question, lang, previous, asOf });
    return { ...answer, quotes: answer.parts.flatMap(({ citations }) => citations.map(({ quote }) => quote)) };
  };
}

describe("an answer", () => {
  const ask = createDesk([
    { id: "hangzhou", text: "Hangzhou pays a subsidy for overseas warehouses of its companies." },
    { id: "jiangsu", text: "Jiangsu runs a training programme for inspectors of silk." },
    { id: "egypt", text: "Goods for a fair in Egypt need a guarantee of the importer." },
  ]);

  test("quotes the words of the document", async () => {
    const { outcome, quotes } = await ask("Is there a subsidy for overseas warehouses in Hangzhou?");
    expect([outcome, quotes]).toEqual([
      "answered",
      ["Hangzhou pays a subsidy for overseas warehouses of its companies."],
    ]);
  });

  test("crosses languages by the words of the trade", async () => {
    expect((await ask("杭州海外仓有补贴吗？", { lang: "zh-Hans" })).quotes[0]).toContain("subsidy");
  });

  test("is refused where the evidence is about another place", async () => {
    expect((await ask("Is there a subsidy for overseas warehouses in Shanghai?")).outcome).toBe(
      "unanswerable.notCovered",
    );
    expect((await ask("Which guarantee do goods for a fair in Poland need?")).outcome).toBe("unanswerable.notCovered");
  });

  test("is refused where only the place is met", async () => {
    expect((await ask("How many cruise ships are in Hangzhou?")).outcome).toBe("unanswerable.notCovered");
  });

  test("names the nearest heading when it is refused", async () => {
    const { parts } = await ask("What does a haircut cost in Hangzhou?");
    expect(parts[0]?.nearest?.title).toBe("hangzhou");
  });
});

describe("validity", () => {
  const ask = createDesk([
    { id: "old", text: "The refund for exported scarves is nine percent.", from: "2020-01-01", until: "2025-12-31" },
    { id: "new", text: "The refund for exported scarves is six percent.", from: "2026-01-01" },
  ]);

  test("only what is in force on the day that is asked about is quoted", async () => {
    const question = "How much is the refund for exported scarves?";
    expect((await ask(question)).quotes).toEqual(["The refund for exported scarves is six percent."]);
    expect((await ask(question, { asOf: "2024-06-01" })).quotes).toEqual([
      "The refund for exported scarves is nine percent.",
    ]);
    expect((await ask(question, { asOf: "2019-06-01" })).outcome).toBe("unanswerable.notCovered");
  });
});

describe("a note in several languages", () => {
  const ask = createDesk([
    { id: "note", text: "The IOSS covers parcels up to 150 euros." },
    { id: "note.zh-Hans", lang: "zh-Hans", of: "note", text: "IOSS适用于150欧元以下的包裹。" },
  ]);

  test("is quoted in the reader's own, else in the original", async () => {
    expect((await ask("IOSS包裹", { lang: "zh-Hans" })).quotes).toEqual(["IOSS适用于150欧元以下的包裹。"]);
    expect((await ask("What does the IOSS cover?")).quotes).toEqual(["The IOSS covers parcels up to 150 euros."]);
    expect((await ask("IOSS nedir?", { lang: "tr" })).quotes).toEqual(["The IOSS covers parcels up to 150 euros."]);
  });
});

test("without documents it says so", async () => {
  expect((await createDesk([])("Anything?")).outcome).toBe("unanswerable.noDocuments");
});
