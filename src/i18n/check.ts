import { type Catalogue, type Messages, REFERENCE_LANGUAGE } from "./catalogue.ts";
import { placeholdersOf } from "./markup.ts";

/** Something that is wrong with the words of a language. */
export type LocaleFault = {
  readonly tag: string;
  readonly key: string;
  readonly fault: "missing" | "unknown" | "placeholders" | "empty" | "markup" | "characters";
};

const PLURAL = /_(?:zero|one|two|few|many|other)$/u;
/** Forms that may say the number in words, and so leave its placeholder out. */
const SPELLED = /_(?:zero|one|two)$/u;

/**
 * Compares every language with the reference: keys that are missing (also plural forms that the language needs) or
 * unknown, other placeholders, empty texts, unpaired markup, and characters that must not stand in a text.
 */
export function checkCatalogue(catalogue: Catalogue): LocaleFault[] {
  const reference = flattenMessages(catalogue.get(REFERENCE_LANGUAGE) ?? {});
  return [...catalogue].flatMap(([tag, messages]) => checkLanguage(tag, flattenMessages(messages), reference));
}

type Words = ReadonlyMap<string, string>;

/** The strings of nested messages under their dotted keys. */
export function flattenMessages(messages: Messages, prefix = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === "string") flat.set(prefix + key, value);
    else for (const [inner, text] of flattenMessages(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

/** A key without the suffix of its plural form. */
export function baseKey(key: string): string {
  return key.replace(PLURAL, "");
}

function checkLanguage(tag: string, own: Words, reference: Words): LocaleFault[] {
  const expected = expectedKeys(tag, reference);
  const missing = [...expected]
    .filter((key) => !own.has(key))
    .map((key): LocaleFault => ({ tag, key, fault: "missing" }));
  const unknown = [...own.keys()]
    .filter((key) => !expected.has(key))
    .map((key): LocaleFault => ({ tag, key, fault: "unknown" }));
  const wrong = [...own].flatMap(([key, text]): LocaleFault[] => {
    const english = reference.get(key) ?? reference.get(`${baseKey(key)}_other`);
    const faults = [
      ...checkText(text),
      ...(english === undefined || hasPlaceholders(key, text, english) ? [] : ["placeholders" as const]),
    ];
    return faults.map((fault) => ({ tag, key, fault }));
  });
  return [...missing, ...unknown, ...wrong];
}

/** Every key of the reference, its plural forms replaced by those of the language (CLDR). */
function expectedKeys(tag: string, reference: Words): ReadonlySet<string> {
  const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  return new Set(
    [...reference.keys()].flatMap((key) =>
      PLURAL.test(key) ? categories.map((category) => `${baseKey(key)}_${category}`) : [key],
    ),
  );
}

function hasPlaceholders(key: string, text: string, english: string): boolean {
  const own = new Set(placeholdersOf(text));
  if (SPELLED.test(key)) own.add("count");
  return [...own].sort().join() === placeholdersOf(english).join();
}

function checkText(text: string): LocaleFault["fault"][] {
  const odd = (mark: string): boolean => text.split(mark).length % 2 === 0;
  return [
    ...(text.trim() === "" || text !== text.trim() ? (["empty"] as const) : []),
    ...(odd("**") || odd("`") ? (["markup"] as const) : []),
    ...(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]/u.test(text) ? (["characters"] as const) : []),
  ];
}
