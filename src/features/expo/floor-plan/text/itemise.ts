import { createRequire } from "node:module";
import type { Bidi } from "bidi-js";
import { textDirection } from "../../../../i18n/languages.ts";
import type { LanguageTag } from "../../../../message/text.ts";
import { type Face, facesFor } from "./faces.ts";

/** A piece of a line that is set in one face and one direction. */
export type Run = { readonly text: string; readonly face: Face; readonly rightToLeft: boolean };

/** The package is one function, which its types hide behind a default export that it does not have. */
const bidi = (createRequire(import.meta.url)("bidi-js") as () => Bidi)();

/** Formatting characters steer the order of a line and have no shape. */
const FORMATTING = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * Splits one line into runs, in the order in which they stand from left to right (Unicode Standard Annex 9).
 *
 * @param has whether a face holds a character.
 */
export function itemise(text: string, lang: LanguageTag, has: (face: Face, character: string) => boolean): Run[] {
  const { levels } = bidi.getEmbeddingLevels(text, textDirection(lang));
  const runs: { text: string; face: Face; level: number }[] = [];
  let index = 0;
  for (const character of text) {
    const level = levels[index] ?? 0;
    index += character.length;
    if (FORMATTING.test(character)) continue;
    const last = runs.at(-1);
    const faces = facesFor(character, lang);
    const face = faces.find((one) => has(one, character)) ?? faces[0] ?? last?.face ?? "latin";
    if (last?.face === face && last.level === level) last.text += character;
    else runs.push({ text: character, face, level });
  }
  return inVisualOrder(runs).map(({ text, face, level }) => ({ text, face, rightToLeft: level % 2 === 1 }));
}

/** Rule L2: from the deepest level up, every stretch of that level or deeper is turned round. */
function inVisualOrder<T extends { readonly level: number }>(runs: readonly T[]): T[] {
  const ordered = [...runs];
  const deepest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = deepest; level > 0; level -= 1) {
    for (let start = 0; start < ordered.length; start += 1) {
      let end = start;
      while ((ordered[end]?.level ?? -1) >= level) end += 1;
      if (end === start) continue;
      ordered.splice(start, end - start, ...ordered.slice(start, end).reverse());
      start = end;
    }
  }
  return ordered;
}
