import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCatalogue, type Messages, REFERENCE_LANGUAGE } from "../../src/i18n/catalogue.ts";
import { placeholdersOf } from "../../src/i18n/markup.ts";

const catalogue = loadCatalogue(new URL("../../locales", import.meta.url).pathname);
const THIRTEEN = ["ar", "de", "en", "es", "fr", "hi", "ja", "pl", "ru", "th", "tr", "zh-Hans", "zh-Hant"];
const PLURAL = /_(zero|one|two|few|many|other)$/;

const reference = flatten(catalogue.get(REFERENCE_LANGUAGE) ?? {});
const plural = new Set([...reference.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, "")));

test("the thirteen languages are there", () => {
  expect([...catalogue.keys()].sort()).toEqual(THIRTEEN);
});

test("every key that the program uses has words, and every key with words is used", () => {
  const used = keysInSource();
  const known = new Set([...reference.keys()].map((key) => key.replace(PLURAL, "")));
  expect([...used].filter((key) => !known.has(key))).toEqual([]);
  const source = readSource();
  expect(
    [...known].filter(
      (key) =>
        !used.has(key) && !source.includes(`"${key}"`) && !source.includes(`"${key.split(".").slice(1).join(".")}"`),
    ),
  ).toEqual([]);
});

describe.each([...catalogue])("%s", (tag, messages) => {
  const own = flatten(messages);

  test("has every key, with a form for each of its plural categories", () => {
    expect(expectedKeys(tag).filter((key) => !own.has(key))).toEqual([]);
  });

  test("has no key that English lacks", () => {
    const expected = new Set(expectedKeys(tag));
    expect([...own.keys()].filter((key) => !expected.has(key))).toEqual([]);
  });

  test("keeps the placeholders of every key", () => {
    const wrong = [...own].filter(([key, text]) => {
      const english = reference.get(key) ?? reference.get(`${key.replace(PLURAL, "")}_other`) ?? "";
      const [mine, theirs] = [placeholdersOf(text), placeholdersOf(english)];
      // "one", "two" and "zero" may say the number in words.
      const spelled = /_(zero|one|two)$/.test(key) ? mine.concat("count") : mine;
      return mine.join() !== theirs.join() && [...new Set(spelled)].sort().join() !== theirs.join();
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  test("has no empty text, no broken markup, and no stray character", () => {
    const broken = [...own].filter(([, text]) => {
      const bold = (text.match(/\*\*/g) ?? []).length % 2 !== 0;
      const code = (text.match(/`/g) ?? []).length % 2 !== 0;
      return (
        text.trim() === "" || text !== text.trim() || bold || code || /[\u200e\u200f\u202a-\u202e\ufffd]/.test(text)
      );
    });
    expect(broken.map(([key]) => key)).toEqual([]);
  });

  test("is really translated", () => {
    if (tag === REFERENCE_LANGUAGE) return;
    const same = [...own].filter(
      ([key, text]) => text === reference.get(key) && /\p{L}{4,}/u.test(text.replace(/\{\{.*?\}\}|Silkdesk/gu, "")),
    );
    // A few words are the same in several languages.
    expect(same.length / own.size, same.map(([key]) => key).join(", ")).toBeLessThan(0.06);
  });
});

function expectedKeys(tag: string): string[] {
  const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const bases = [...reference.keys()].filter((key) => !PLURAL.test(key));
  return [...bases, ...[...plural].flatMap((base) => categories.map((category) => `${base}_${category}`))];
}

function flatten(messages: Messages, prefix = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === "string") flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

function readSource(): string {
  const root = new URL("../../src", import.meta.url).pathname;
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

function keysInSource(): Set<string> {
  const found = readSource().matchAll(
    /(?:localized\(\s*|description: )"([a-zA-Z]+\.[\w.]+)"|localized\([^"()]*\? "([\w.]+)" : "([\w.]+)"/g,
  );
  return new Set([...found].flatMap((match) => match.slice(1).filter((key) => key !== undefined)));
}
