const UNSPACED: ReadonlySet<string> = new Set(["zh", "ja", "th"]);

/** Languages that write no spaces between words. */
export function isUnspaced(primary: string): boolean {
  return UNSPACED.has(primary);
}

/** Finds the stretches of a folded text that are one word of the domain, in order and apart from each other. */
export type PhraseFinder = {
  readonly find: (folded: string, primary: string) => readonly Stretch[];
  /** Names the words that it knows. */
  readonly make: string;
};
export type Stretch = { readonly start: number; readonly end: number };

export const NO_PHRASES: PhraseFinder = { find: () => [], make: "" };

/**
 * Folded text into words. Figures get one form: `10,000`, `10 000` and (in German) `10.000` are `10000`, `1,85` is
 * `1.85`. A word of the domain that the segmenter cuts comes whole after its parts.
 */
export function tokenize(folded: string, primary: string, findPhrases: PhraseFinder["find"]): string[] {
  const text = unifyFigures(primary === "fr" ? folded.replace(ELISION, "") : folded, primary);
  if (!UNSPACED.has(primary) && !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(text))
    return matchWords(text);
  // Segmenter slows down on long strings, so it gets lines.
  return text.split("\n").flatMap((line) => segment(line, primary, findPhrases(line, primary)));
}

function segment(line: string, primary: string, phrases: readonly Stretch[]): string[] {
  const words: string[] = [];
  let next = 0;
  for (const { segment: part, index, isWordLike } of segmenterFor(primary).segment(line)) {
    const end = index + part.length;
    if (isWordLike) words.push(...matchWords(part));
    for (let phrase = phrases[next]; phrase !== undefined && phrase.end <= end; phrase = phrases[next]) {
      if (phrase.start < index) words.push(line.slice(phrase.start, phrase.end));
      next += 1;
    }
  }
  return words;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterFor(primary: string): Intl.Segmenter {
  const known = segmenters.get(primary);
  if (known !== undefined) return known;
  const made = new Intl.Segmenter(primary, { granularity: "word" });
  segmenters.set(primary, made);
  return made;
}

/** Languages that part thousands by full stops, and those that write the decimals after a comma. */
const DOTTED: ReadonlySet<string> = new Set(["de", "es", "tr"]);
const DECIMAL_COMMA: ReadonlySet<string> = new Set(["de", "es", "fr", "pl", "ru", "tr"]);

/** Figures as `10000` and `1.85`, whatever the habit of the language. */
export function unifyFigures(text: string, primary: string): string {
  if (!/\d/u.test(text)) return text;
  const groups = DOTTED.has(primary) ? GROUPED_BY_DOT : DECIMAL_COMMA.has(primary) ? GROUPED_BY_SPACE : GROUPED;
  const joined = text.replace(groups, (figure) => figure.replace(/\D/gu, ""));
  return DECIMAL_COMMA.has(primary) ? joined.replace(/(?<=\d),(?=\d)/gu, ".") : joined;
}

const GROUPED = /(?<!\d[.,]?)\d{1,3}(?:,\d{3})+(?!\d)|(?<!\d[.,]?)\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)/gu;
const GROUPED_BY_SPACE = /(?<!\d[.,]?)\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)/gu;
const GROUPED_BY_DOT = /(?<!\d[.,]?)\d{1,3}(?:\.\d{3})+(?!\d)|(?<!\d[.,]?)\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)/gu;

/** `l'offre`, `d'une`, `qu'elle`: the article is no part of the word. */
const ELISION = /(?<![\p{L}\p{N}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=\p{L})/gu;

function matchWords(text: string): string[] {
  return (
    text
      .match(/\d+(?:\.\d+)?|[\p{L}\p{M}](?:[\p{L}\p{M}\p{N}]|'(?=\p{L}))*/gu)
      ?.map((word) => word.replace(/'s$/u, "")) ?? []
  );
}
