import { fold } from "../retrieval/fold.ts";

/**
 * Whether a question leans on the one before it: it begins with a word that goes on (`and`, `那`, `ve`), or points back
 * (`it`, `they`, `他们`).
 */
export function leansBack(question: string, primary: string): boolean {
  const pattern = Object.hasOwn(LEANING, primary) ? LEANING[primary] : undefined;
  return pattern?.test(fold(question, primary).replace(OPENING, "")) === true;
}

/** What stands before the first word, such as the mark that opens a Spanish question. */
const OPENING = /^[^\p{L}\p{N}]+/u;

/** Over folded text. */
const LEANING: Readonly<Record<string, RegExp>> = {
  en: /^(?:and|but|so|also|what about|how about|then|ok and|or)\b|\b(?:its|they|them|their|those|these|he|him|his|she|her|this one|same)\b|(?<!\bis )\bit\b|(?<!\b(?:is|are|was|were) )\bthere\b(?! (?:is|are|was|were)\b)|\bthat(?=\W*$)|\b(?:is|was|does|did|for|of|about|with|in) that\b/u,
  zh: /^(?:那|那么|还有|然后|另外|以及|再|而)|呢[?？]?$|(?:它|他|她|他们|它们|这个|那个|这些|那些|其中|该|里面|那边|那里|这里)/u,
  tr: /^(?:ve|peki|ya|ayrica|bir de|o zaman)\b|\b(?:o|onun|onlar|onlarin|bu(?! (?:yil|ay|hafta)\b)|bunun|orada|oradaki|bunlar|kendisi)\b/u,
  ar: /^(?:و(?=كم|ما|من|متي|اين|كيف|هل|في|عن|لماذا|اي)|طيب|ثم|ماذا عن|ايضا)|(?<!(?:^|\s)(?:ما|من|هل))\s(?:هو|هي|هم)(?:\s|$|\?|؟)|(?:^|\s)(?:هذا|هذه|ذلك|تلك|هناك|فيه|فيها|منه|منها|عنه|له|لها|لهم)(?:\s|$|\?|؟)/u,
  ru: /^(?:а|и|но|ну а|а что|еще)(?:\s|$)|(?:^|\s)(?:он|она|оно|они|его|ее|их|ему|им|там|этот|эта|это|эти|тот|туда)(?:\s|$|\?)/u,
  es: /^(?:y|e|pero|entonces|que tal|tambien)\b|\b(?:el|ella|ellos|ese|esa|eso|esos|esas|este|esta|alli|ahi|su|sus|lo mismo)\b(?=\s*\??$|\s+(?:tiene|es|son|hay|cuant|que))/u,
  fr: /^(?:et|mais|alors|aussi|donc)\b|(?<!y a-t-|faut-|qu')\bil\b(?! (?:y a|faut)\b)|\b(?:elle|ils|elles|lui|leur|leurs|celui-ci|ca|cela|la-bas|y en a)\b/u,
  de: /^(?:und|aber|also|auch|was ist mit|wie sieht)\b|(?<!\bgibt )\bes\b(?! gibt\b)|\bdiese[rs]?\b(?! (?:jahr|monat|woche)\b)|\b(?:er|ihn|ihm|dort|davon|dazu|deren|dessen|dabei|darin|daran|die da)\b/u,
  pl: /^(?:a|i|ale|oraz|tez|no a)\b|\b(?:on|ona|ono|oni|jego|jej|ich|tam|ten|ta|(?<!\bco )to|te|ci|niego|niej|tego|tej)\b/u,
  ja: /^(?:では|じゃ|それで|また|そして|あと|で、)|(?:は[?？]?$)|それ|その|そこ|これ|この|あれ|彼|同じ/u,
  th: /^(?:แล้ว|และ|ส่วน|งั้น)|(?:ล่ะ|มัน|เขา|พวกเขา|ที่นั่น|อันนั้น|นั้น|(?<!ปี|เดือน|วัน)นี้)/u,
  hi: /^(?:और|तो|लेकिन|फिर)(?:\s|$)|(?:^|\s)(?:वह|वे|वो|उसका|उसकी|उसके|उनका|उनकी|उनके|वहां|वहाँ|इसका|इसकी|इसके|उसमें|इसमें|ये|यह)(?:\s|$|\?)/u,
};
