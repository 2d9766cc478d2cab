const UNSPACED: ReadonlySet<string> = new Set(["zh", "ja", "th"]);

/** Whether a language, by any tag of it, parts its words by spaces. */
function isSpaced(lang: string): boolean {
  return !UNSPACED.has(lang.split("-")[0] ?? lang);
}

/**
 * A pattern for phrases parted by "|", in a language by its primary subtag: `*` stands for any ending, `^` for the
 * beginning of the text. Where words are parted by spaces, only whole words are met.
 */
export function phrasePattern(listed: string, primary: string): RegExp {
  const unspaced = !isSpaced(primary);
  const letter = "[\\p{L}\\p{M}]";
  const phrases = listed.split("|").map((phrase) => {
    const words = phrase.replace(/^\^/u, "").replaceAll("*", `${letter}*`).replaceAll(" ", "\\s+");
    const start = phrase.startsWith("^") ? "^[^\\p{L}]*" : unspaced ? "" : `(?<!${letter})`;
    return `${start}${words}${unspaced ? "" : `(?!${letter})`}`;
  });
  return new RegExp(phrases.join("|"), "giu");
}
