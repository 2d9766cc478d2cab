import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { loadCatalogue } from "../../src/i18n/catalogue.ts";
import { createTranslator } from "../../src/i18n/translator.ts";
import { lines, localized, sequence, written } from "../../src/message/text.ts";

const folder = mkdtempSync(join(tmpdir(), "silkdesk-locales-"));
const LOCALES: Readonly<Record<string, unknown>> = {
  en: {
    hello: "Hello **{{name}}**, welcome to {{place}}.",
    bye: "Goodbye.",
    onlyEnglish: "Only in English",
    booths_one: "{{count}} booth",
    booths_other: "{{count}} booths",
    two: "One.\n\nTwo.",
    price: "It costs {{price}} until {{day}} ({{share}} paid).",
    deep: { inner: "Deep" },
  },
  pl: {
    booths_one: "{{count}} stoisko",
    booths_few: "{{count}} stoiska",
    booths_many: "{{count}} stoisk",
    booths_other: "{{count}} stoiska",
  },
  ru: {
    booths_one: "{{count}} стенд",
    booths_few: "{{count}} стенда",
    booths_many: "{{count}} стендов",
    booths_other: "{{count}} стенда",
  },
  ar: {
    howTo: "اكتب /ask ثم سؤالك",
    hello: "مرحبا {{name}} في {{place}}.",
    booths_zero: "لا أجنحة",
    booths_one: "جناح واحد",
    booths_two: "جناحان",
    booths_few: "{{count}} أجنحة",
    booths_many: "{{count}} جناحًا",
    booths_other: "{{count}} جناح",
  },
};
for (const [tag, shop] of Object.entries(LOCALES)) {
  mkdirSync(join(folder, tag));
  writeFileSync(join(folder, tag, "shop.json"), JSON.stringify(shop));
}

const missing: string[] = [];
const translator = createTranslator(loadCatalogue(folder), (key) => missing.push(key));
const isolated = (text: string) => `\u2068${text}\u2069`;

beforeEach(() => {
  missing.length = 0;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("placeholders", () => {
  test.each(["**x**", "_x_", "`x`", "{{place}}", "{{x}}", "$t(shop.bye)", "- x", "<b>&amp;</b>"])(
    "a value of %j is shown as it is",
    (name) => {
      expect(translator.plain(localized("shop.hello", { name, place: "Hall 1" }), "en")).toBe(
        `Hello ${name}, welcome to Hall 1.`,
      );
    },
  );

  test("a value keeps the styling that our words give it, and brings none of its own", () => {
    expect(translator.render(localized("shop.hello", { name: "_Li_", place: "x" }), "en")[0]).toMatchObject({
      spans: [
        { text: "Hello " },
        { kind: "bold", spans: [{ kind: "text", text: "_Li_" }] },
        { text: ", welcome to " },
        { text: "x" },
        { text: "." },
      ],
    });
  });

  test("a value loses what could turn its neighbours around", () => {
    expect(translator.plain(localized("shop.hello", { name: "L\u202ei", place: "x" }), "en")).toBe(
      "Hello Li, welcome to x.",
    );
  });

  test("without a value nothing stands there", () => {
    expect(translator.plain(localized("shop.hello", { name: "Li" }), "en")).toBe("Hello Li, welcome to .");
  });

  test("numbers, dates, money and shares are written as the reader writes them", () => {
    const text = localized("shop.price", {
      price: { amount: 1234.5, currency: "EUR" },
      day: { date: "2026-03-31", style: "date" },
      share: { fraction: 0.125 },
    });
    expect(translator.plain(text, "en")).toBe("It costs €1,234.50 until March 31, 2026 (12.5% paid).");
  });

  test("other words of ours, in the reader's language, may stand in a placeholder", () => {
    const text = localized("shop.hello", {
      name: localized("shop.booths", { count: 2 }),
      place: written("**展位**", "zh-Hans"),
    });
    expect(translator.plain(text, "en")).toBe("Hello 2 booths, welcome to **展位**.");
  });

  test("a text of several paragraphs stands in a placeholder as one", () => {
    const rich = translator.render(localized("shop.hello", { name: localized("shop.two"), place: "x" }), "en");
    expect(rich).toHaveLength(1);
    expect(translator.plain(localized("shop.hello", { name: localized("shop.two"), place: "x" }), "en")).toContain(
      "One. Two.",
    );
  });

  test("an instant stays one for networks that show it on the reader's own clock; a day is the same everywhere", () => {
    const at = "2026-11-26T01:00:00.000Z";
    const params = { price: "", share: "", day: { date: at, style: "dateTime", zone: "Asia/Shanghai" } } as const;
    const [block] = translator.render(localized("shop.price", params), "en");
    expect(JSON.stringify(block)).toContain(`"kind":"moment","at":"${at}"`);
    const day = { ...params, day: { date: "2026-11-26", style: "dateTime" } } as const;
    expect(JSON.stringify(translator.render(localized("shop.price", day), "en"))).not.toContain("moment");
  });
});

describe("plurals", () => {
  test.each([
    ["en", 0, "0 booths"],
    ["en", 1, "1 booth"],
    ["en", 2, "2 booths"],
    ["en", 12_000, "12,000 booths"],
    ["pl", 1, "1 stoisko"],
    ["pl", 3, "3 stoiska"],
    ["pl", 5, "5 stoisk"],
    ["pl", 22, "22 stoiska"],
    ["pl", 112, "112 stoisk"],
    ["pl", 1.5, "1,5 stoiska"],
    ["ru", 1, "1 стенд"],
    ["ru", 21, "21 стенд"],
    ["ru", 4, "4 стенда"],
    ["ru", 11, "11 стендов"],
    ["ar", 0, "لا أجنحة"],
    ["ar", 1, "جناح واحد"],
    ["ar", 2, "جناحان"],
  ])("%s %d", (lang, count, expected) => {
    expect(translator.plain(localized("shop.booths", { count }), lang)).toBe(expected);
  });

  test.each([
    [5, "أجنحة"],
    [11, "جناحًا"],
    [100, "جناح"],
  ])("ar %d", (count, noun) => {
    const number = isolated(new Intl.NumberFormat("ar").format(count));
    expect(translator.plain(localized("shop.booths", { count }), "ar")).toBe(`${number} ${noun}`);
  });
});

describe("a key without words", () => {
  test("in one language falls back to the reference language, as plurals do", () => {
    expect(translator.plain(localized("shop.onlyEnglish"), "ar")).toBe("Only in English");
    expect(translator.plain(localized("shop.deep.inner"), "pl")).toBe("Deep");
    expect(missing).toEqual([]);
  });

  test("in any language is shown as itself and reported, once for each time it is asked for", () => {
    expect(translator.plain(localized("shop.no_such_key"), "pl")).toBe("shop.no_such_key");
    expect(missing).toEqual(["shop.no_such_key"]);
    translator.plain(localized("shop.no_such_key"), "en");
    expect(missing).toEqual(["shop.no_such_key", "shop.no_such_key"]);
  });

  test("that names a whole group of words is reported too", () => {
    expect(translator.plain(localized("shop.deep"), "en")).toBe("shop.deep");
    expect(missing).toEqual(["shop.deep"]);
  });

  test("known words are not reported", () => {
    translator.plain(localized("shop.booths", { count: 3 }), "ru");
    expect(missing).toEqual([]);
  });
});

describe("for readers from right to left", () => {
  test("values are isolated, so that they don't reorder the words around them", () => {
    expect(translator.plain(localized("shop.hello", { name: "Li (Hangzhou)", place: "A-101" }), "ar")).toBe(
      `مرحبا ${isolated("Li (Hangzhou)")} في ${isolated("A-101")}.`,
    );
  });

  test("words of a document inside our words are isolated too", () => {
    const text = localized("shop.hello", { name: written("Notice 36 (2019)", "en"), place: "A-101" });
    expect(translator.plain(text, "ar")).toContain(isolated("Notice 36 (2019)"));
  });

  test("a command keeps its slash in front", () => {
    expect(translator.plain(localized("shop.howTo"), "ar")).toBe(`اكتب ${isolated("/ask")} ثم سؤالك`);
  });

  test("for others values stand bare", () => {
    expect(translator.plain(localized("shop.hello", { name: "Li", place: "A-101" }), "en")).not.toMatch(
      /[\u2066-\u2069]/u,
    );
  });
});

describe("several texts", () => {
  test("one after another are paragraphs", () => {
    expect(translator.plain(sequence(localized("shop.bye"), written("再见")), "en")).toBe("Goodbye.\n\n再见");
  });

  test("as lines are one paragraph", () => {
    const rich = translator.render(
      lines(localized("shop.bye"), localized("shop.booths", { count: 1 }), written("_x_")),
      "en",
    );
    expect(rich).toHaveLength(1);
    expect(translator.plain(lines(localized("shop.bye"), written("_x_")), "en")).toBe("Goodbye.\n_x_");
  });

  test("can be nested", () => {
    const text = sequence(
      lines(localized("shop.bye"), sequence(localized("shop.bye"), written("x"))),
      localized("shop.deep.inner"),
    );
    expect(translator.plain(text, "en")).toBe("Goodbye.\nGoodbye. x\n\nDeep");
  });

  test("what was written is shown as written in every language", () => {
    for (const lang of ["en", "ar", "ru"])
      expect(translator.plain(written("**{{x}}** _y_"), lang)).toBe("**{{x}}** _y_");
  });
});

test("the languages are the folders, and tags are matched to them", () => {
  expect(translator.languages).toEqual(["ar", "en", "pl", "ru"]);
  expect(translator.match("pl_PL")).toBe("pl");
  expect(translator.match("pt-BR")).toBeNull();
});
