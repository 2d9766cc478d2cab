import { readFileSync } from "node:fs";
import type * as HarfBuzz from "harfbuzzjs";
import type { LanguageTag } from "../../../../message/text.ts";
import { remember } from "../../../../shared/remember.ts";
import { FACE_FILES, type Face } from "./faces.ts";
import { itemise, type Run } from "./itemise.ts";

/** A glyph of a line: which outline, and where its origin stands, in ems from the line's left end on the base line. */
export type SetGlyph = { readonly outline: string; readonly x: number; readonly y: number };

/** A line of text as shapes, in ems. */
export type SetLine = {
  readonly width: number;
  readonly glyphs: readonly SetGlyph[];
  /** The pieces of text for which a face has no glyph. */
  readonly missing: readonly string[];
};

export type Typesetter = {
  /** Sets one line for a reader of `lang`: right order, joined and stacked letters, the region's Han characters. */
  set(text: string, lang: LanguageTag, bold: boolean): SetLine;
  /** The outline of a glyph as SVG path data, a thousandth of an em to a unit, y upwards. */
  outlineOf(outline: string): string;
};

/** Every face that the pictures use is scaled to this many units in an em. */
const UNITS = 1000;
/** Booth numbers and labels come again and again while a plan is laid out, and with the next plan. */
const LINES_KEPT = 4000;

/**
 * Makes a typesetter from the fonts that come with the program. Nothing of the system is asked. A font is read when its
 * first character is set, and kept.
 */
export async function createTypesetter(): Promise<Typesetter> {
  const harfbuzz = await import("harfbuzzjs");
  const fonts = new Map<string, HarfBuzz.Font>();
  const outlines = new Map<string, string>();

  const fontOf = (face: Face, bold: boolean): HarfBuzz.Font => {
    const key = fontKey(face, bold);
    const known = fonts.get(key);
    if (known !== undefined) return known;
    const file = FACE_FILES[face][bold ? "bold" : "regular"];
    const font = new harfbuzz.Font(new harfbuzz.Face(new harfbuzz.Blob(readFileSync(file))));
    font.setScale(UNITS, UNITS);
    fonts.set(key, font);
    return font;
  };

  const shape = (run: Run, lang: LanguageTag, bold: boolean): (HarfBuzz.GlyphInfo & HarfBuzz.GlyphPosition)[] => {
    const buffer = new harfbuzz.Buffer();
    buffer.addText(run.text);
    buffer.guessSegmentProperties();
    buffer.setDirection(run.rightToLeft ? harfbuzz.Direction.RTL : harfbuzz.Direction.LTR);
    buffer.setLanguage(lang);
    harfbuzz.shape(fontOf(run.face, bold), buffer);
    const positions = buffer.getGlyphPositions();
    return buffer.getGlyphInfos().flatMap((info, index) => {
      const position = positions[index];
      return position === undefined ? [] : [{ ...info, ...position }];
    });
  };

  const setLine = (text: string, lang: LanguageTag, bold: boolean): SetLine => {
    const has = (face: Face, character: string): boolean =>
      fontOf(face, bold).nominalGlyph(character.codePointAt(0) ?? 0) !== undefined;
    const glyphs: SetGlyph[] = [];
    const missing: string[] = [];
    let x = 0;
    for (const run of itemise(text, lang, has)) {
      for (const glyph of shape(run, lang, bold)) {
        if (glyph.codepoint === 0) missing.push(run.text.slice(glyph.cluster).slice(0, 2));
        const outline = `${fontKey(run.face, bold)}-${glyph.codepoint}`;
        if (!outlines.has(outline)) outlines.set(outline, fontOf(run.face, bold).glyphToPath(glyph.codepoint));
        glyphs.push({ outline, x: x + glyph.xOffset / UNITS, y: glyph.yOffset / UNITS });
        x += glyph.xAdvance / UNITS;
      }
    }
    return { width: x, glyphs: glyphs.filter(({ outline }) => outlines.get(outline) !== ""), missing };
  };

  const setRegular = remember((text, lang) => setLine(text, lang, false), LINES_KEPT);
  const setBold = remember((text, lang) => setLine(text, lang, true), LINES_KEPT);

  return {
    set: (text, lang, bold) => (bold ? setBold : setRegular)(text, lang),
    outlineOf: (outline) => outlines.get(outline) ?? "",
  };
}

function fontKey(face: Face, bold: boolean): string {
  return `${face}${bold ? "Bold" : ""}`;
}
