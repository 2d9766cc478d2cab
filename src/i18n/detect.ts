import { createRequire } from "node:module";
import type { LanguageTag } from "../message/text.ts";

/** How much of a text is looked at: more tells no more. */
const SAMPLE = 1_000;

/** What a text looks like, and whether that is sure enough to change the language we answer in. */
export type Detection = { readonly language: LanguageTag | null; readonly sure: boolean };

const LATIN = ["en", "tr", "es", "fr", "de", "pl"] as const;

/**
 * The language of a chat message: by its script, by greetings, and for the Latin script by tinyld (n-grams). A single
 * Latin word is never sure. Kanji without kana may be Chinese or Japanese: it is read as Japanese only where `before` is.
 *
 * @param before the language the person used so far: it decides where the text alone can't.
 */
export function detectLanguage(message: string, before: LanguageTag | null): Detection {
  const text = message.slice(0, SAMPLE);
  const letters = countScripts(text);
  const total = Object.values(letters).reduce((sum, count) => sum + count, 0);
  if (total === 0) return { language: null, sure: false };
  if (letters.kana > 0 && letters.kana + letters.han >= total * 0.3) return { language: "ja", sure: true };
  for (const [script, language] of SCRIPTS) {
    if (letters[script] >= total * 0.4) return { language, sure: true };
  }
  if (letters.han >= total * 0.2 && letters.han >= 2) return detectHan(text, before);
  return detectLatin(text);
}

const SCRIPTS = [
  ["thai", "th"],
  ["devanagari", "hi"],
  ["arabic", "ar"],
  ["cyrillic", "ru"],
] as const;

const SCRIPT_PATTERNS = {
  kana: /[\p{sc=Hiragana}\p{sc=Katakana}]/gu,
  han: /\p{sc=Han}/gu,
  thai: /\p{sc=Thai}/gu,
  devanagari: /\p{sc=Devanagari}/gu,
  arabic: /\p{sc=Arabic}/gu,
  cyrillic: /\p{sc=Cyrillic}/gu,
  latin: /\p{sc=Latin}/gu,
} as const;

function countScripts(text: string): Record<keyof typeof SCRIPT_PATTERNS, number> {
  const count = (script: keyof typeof SCRIPT_PATTERNS): number => text.match(SCRIPT_PATTERNS[script])?.length ?? 0;
  return {
    kana: count("kana"),
    han: count("han"),
    thai: count("thai"),
    devanagari: count("devanagari"),
    arabic: count("arabic"),
    cyrillic: count("cyrillic"),
    latin: count("latin"),
  };
}

/** Characters written differently in the two forms of Chinese, among the most frequent ones. */
const SIMPLIFIED = new Set(
  "们这为说时国会来对发现过还经样种关实点问间动开无业电应产没东车马门书长见贸销币资质货运输报关税补贴请么吗谁钱买卖办处项规险财险员学习让给从网达业务场费价库仓订",
);
const TRADITIONAL = new Set(
  "們這個為說時國會來對發現過還經樣種關實點問間動開無業電應產沒東車馬門書長見貿銷幣資質貨運輸報關稅補貼請麼嗎誰錢買賣辦處項規險財員學習讓給從網達務場費價庫倉訂",
);
/** Simplified forms that Japanese writes as well. */
const SHARED = new Set("国会来点学税个万与");
/** Shinjitai: characters that only Japanese uses. */
const JAPANESE = new Set("込働峠畑辻枠匂栃税済経対応価図広売検験権読変竜沢気楽辺");

function detectHan(text: string, before: LanguageTag | null): Detection {
  const count = (set: ReadonlySet<string>): number => Array.from(text).filter((character) => set.has(character)).length;
  const simplified = count(SIMPLIFIED);
  const traditional = count(TRADITIONAL);
  const onlyChinese = Array.from(text).some((character) => SIMPLIFIED.has(character) && !SHARED.has(character));
  if (before === "ja" && !onlyChinese) return { language: "ja", sure: true };
  if (count(JAPANESE) > Math.max(simplified, traditional)) return { language: "ja", sure: false };
  if (traditional > simplified) return { language: "zh-Hant", sure: true };
  if (simplified > traditional) return { language: "zh-Hans", sure: true };
  return { language: before?.startsWith("zh") ? before : "zh-Hans", sure: before === null || !before.startsWith("zh") };
}

const GREETINGS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    hello: "en",
    hi: "en",
    hey: "en",
    thanks: "en",
    "thank you": "en",
    merhaba: "tr",
    selam: "tr",
    teşekkürler: "tr",
    günaydın: "tr",
    hola: "es",
    gracias: "es",
    "buenos días": "es",
    "buenas tardes": "es",
    bonjour: "fr",
    salut: "fr",
    merci: "fr",
    bonsoir: "fr",
    hallo: "de",
    danke: "de",
    "guten tag": "de",
    "guten morgen": "de",
    cześć: "pl",
    "dzień dobry": "pl",
    dziękuję: "pl",
    witam: "pl",
  }),
);

function detectLatin(text: string): Detection {
  const clean = text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\s']/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
  const greeting = GREETINGS.get(clean);
  if (greeting !== undefined) return { language: greeting, sure: true };
  if (clean === "") return { language: null, sure: false };
  // Acronyms such as VAT or LUCID belong to no language.
  const words = text.replace(/(?<!\p{L})\p{Lu}{2,}(?!\p{L})/gu, " ").match(/[\p{L}\p{M}']+/gu) ?? [];
  if (words.length === 0) return { language: null, sure: false };
  const [best, second] = detectAll(words.join(" ").toLowerCase());
  if (best === undefined) return { language: null, sure: false };
  const lead = best.accuracy - (second?.accuracy ?? 0);
  return { language: best.lang, sure: words.length >= 3 && lead >= 0.05 };
}

type Guess = { readonly lang: string; readonly accuracy: number };

const load = createRequire(import.meta.url);
let tinyld: typeof import("tinyld") | undefined;

/** Loaded with the first Latin text: its tables are most of what this module weighs. */
function detectAll(text: string): Guess[] {
  tinyld ??= load("tinyld") as typeof import("tinyld");
  return tinyld.detectAll(text, { only: [...LATIN] });
}
