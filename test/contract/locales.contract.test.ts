import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Catalogue, loadCatalogue, type Messages, REFERENCE_LANGUAGE } from "../../src/i18n/catalogue.ts";
import { baseKey, checkCatalogue, flattenMessages } from "../../src/i18n/check.ts";

const catalogue = loadCatalogue(new URL("../../locales", import.meta.url).pathname);
const THIRTEEN = ["ar", "de", "en", "es", "fr", "hi", "ja", "pl", "ru", "th", "tr", "zh-Hans", "zh-Hant"];
const reference = flattenMessages(catalogue.get(REFERENCE_LANGUAGE) ?? {});

test("the thirteen languages are there", () => {
  expect([...catalogue.keys()].sort()).toEqual(THIRTEEN);
});

test("every key that the program uses has words, and every key with words is used", () => {
  const source = readSource();
  const used = keysIn(source);
  const known = new Set([...reference.keys()].map(baseKey));
  const stands = (key: string): boolean =>
    source.includes(`"${key}"`) || source.includes(`"${key.slice(key.indexOf(".") + 1)}"`);
  expect([...used].filter((key) => !known.has(key))).toEqual([]);
  expect([...known].filter((key) => !used.has(key) && !stands(key))).toEqual([]);
});

describe.each([...catalogue])("%s", (tag, messages) => {
  test("has every key and plural form, no other, with the same placeholders and sound markup", () => {
    expect(checkCatalogue(catalogue).filter((fault) => fault.tag === tag)).toEqual([]);
  });

  test.runIf(tag !== REFERENCE_LANGUAGE)("is really translated", () => {
    const own = flattenMessages(messages);
    const same = [...own].filter(
      ([key, text]) => text === reference.get(key) && /\p{L}{4,}/u.test(text.replace(/\{\{.*?\}\}|Silkdesk/gu, "")),
    );
    // A few words are the same in several languages.
    expect(same.length / own.size, same.map(([key]) => key).join(", ")).toBeLessThan(0.06);
  });
});

test("the check finds what is missing, unknown, wrongly filled, empty or broken", () => {
  const english = {
    shop: {
      open: "Open until {{hour}}",
      closed: "Closed",
      count_one: "{{count}} shop",
      count_other: "{{count}} shops",
    },
  };
  const polish = {
    shop: {
      open: "Otwarte do {{godzina}}",
      extra: "Nikt mnie nie zna",
      count_one: "jeden sklep",
      count_few: "{{count}} **sklepy",
      count_other: " ",
    },
  };
  const broken: Catalogue = new Map<string, Messages>([
    ["en", english],
    ["pl", polish],
  ]);
  expect(
    checkCatalogue(broken)
      .map(({ tag, key, fault }) => `${tag} ${key}: ${fault}`)
      .sort(),
  ).toEqual([
    "pl shop.closed: missing",
    "pl shop.count_few: markup",
    "pl shop.count_many: missing",
    "pl shop.count_other: empty",
    "pl shop.count_other: placeholders",
    "pl shop.extra: unknown",
    "pl shop.open: placeholders",
  ]);
});

function readSource(): string {
  const root = new URL("../../src", import.meta.url).pathname;
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

function keysIn(source: string): Set<string> {
  const found = source.matchAll(
    /(?:localized\(\s*|description: )"([a-zA-Z]+\.[\w.]+)"|localized\([^"()]*\? "([\w.]+)" : "([\w.]+)"/g,
  );
  return new Set([...found].flatMap((match) => match.slice(1).filter((key) => key !== undefined)));
}
