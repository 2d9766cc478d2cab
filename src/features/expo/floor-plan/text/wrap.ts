import type { LanguageTag } from "../../../../message/text.ts";

/**
 * Breaks a text into lines at most `width` wide, at the word breaks of its language, which Chinese, Japanese and Thai
 * don't mark by spaces. What does not fit on `most` lines ends in an ellipsis.
 *
 * @param measure the width of a text, in the unit of `width`.
 */
export function wrap(
  text: string,
  lang: LanguageTag,
  options: { readonly width: number; readonly most: number; readonly measure: (text: string) => number },
): string[] {
  const lines: string[] = [];
  let line = "";
  for (const { segment } of new Intl.Segmenter(lang, { granularity: "word" }).segment(text)) {
    if (line !== "" && options.measure((line + segment).trimEnd()) > options.width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += line === "" ? segment.trimStart() : segment;
  }
  if (line.trimEnd() !== "") lines.push(line.trimEnd());
  const rest = lines.slice(options.most - 1).join(" ");
  const kept = lines.length > options.most ? [...lines.slice(0, options.most - 1), rest] : lines;
  return kept.map((one) => shorten(one, lang, options));
}

/** Cuts whole letters, with their marks, off the end until the ellipsis fits. */
function shorten(
  text: string,
  lang: LanguageTag,
  { width, measure }: { readonly width: number; readonly measure: (text: string) => number },
): string {
  if (measure(text) <= width) return text;
  const letters = [...new Intl.Segmenter(lang).segment(text)].map(({ segment }) => segment);
  while (letters.length > 0 && measure(`${letters.join("").trimEnd()}…`) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}
