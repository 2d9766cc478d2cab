import type { TextUnit } from "./capabilities.ts";
import { escapeMarkdown } from "./markdown.ts";

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The length of `text` in a platform's unit. */
export function measure(text: string, unit: TextUnit): number {
  if (unit === "utf16") return text.length;
  let count = 0;
  for (const _ of unit === "markdown" ? escapeMarkdown(text) : text) count += 1;
  return count;
}

/** The characters of `text` as a reader sees them: a family emoji or a letter with its marks is one. */
export function splitGraphemes(text: string): string[] {
  // The segmenter slows down on long strings; no character goes on into an ASCII or a Chinese one.
  const slices = text.length > SLICE ? (text.match(SLICES) ?? []) : [text];
  return slices.flatMap((slice) => Array.from(graphemes.segment(slice), (part) => part.segment));
}

const SLICE = 1_000;
const SLICES = /[\s\S]{1,1000}(?=[ -~\n]|\p{sc=Han})|[\s\S]+?(?=[ -~\n]|\p{sc=Han}|$)/gu;

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
