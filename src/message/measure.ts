import type { TextUnit } from "./capabilities.ts";

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The length of `text` in a platform's unit. */
export function measure(text: string, unit: TextUnit): number {
  if (unit === "utf16") return text.length;
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The characters of `text` as a reader sees them: a family emoji or a letter with its marks is one. */
export function splitGraphemes(text: string): string[] {
  return Array.from(graphemes.segment(text), (part) => part.segment);
}

/** `text` cut to at most `limit` UTF-16 units, at a character that a reader sees, with an ellipsis where it was cut. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = "";
  for (const grapheme of splitGraphemes(text)) {
    if (kept.length + grapheme.length > limit - 1) break;
    kept += grapheme;
  }
  return `${kept.trimEnd()}…`;
}
