import type { Translator } from "../i18n/translator.ts";
import { localized } from "../message/text.ts";

/** Finds what a whole message is, where it is one of the set phrases of a key in any language. */
export type PhraseBook = (message: string) => string | null;

/** @param keys locale keys whose words are phrases, parted by "|". */
export function createPhraseBook(keys: readonly string[], translator: Translator): PhraseBook {
  const phrases = new Map<string, string>();
  for (const key of keys) {
    for (const language of translator.languages) {
      for (const phrase of translator.plain(localized(key), language).split("|")) phrases.set(bare(phrase), key);
    }
  }
  return (message) => (message.length > 60 ? null : (phrases.get(bare(message)) ?? null));
}

/** Without marks, punctuation and doubled space: "Hello!" is "hello". */
function bare(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}
