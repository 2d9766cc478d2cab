import type { Translator } from "../../../i18n/translator.ts";
import type { Picture } from "../../../message/outgoing.ts";
import type { LanguageTag, Localizable } from "../../../message/text.ts";
import { describePlan } from "./alt.ts";
import type { FloorPlan } from "./floor-plan.ts";
import { layOutPicture, type PictureLayout } from "./picture-layout.ts";
import { rasterise } from "./rasterise.ts";
import { writeSvg } from "./svg.ts";
import { createTypesetter, type Typesetter } from "./text/typesetter.ts";

/** Draws floor plans for readers of any language. The fonts are read when the first picture needs them. */
export type FloorPlanPainter = {
  /** The picture as a document that scales and needs no font. */
  svgOf(plan: FloorPlan, lang: LanguageTag): Promise<string>;
  /** The picture as pixels, 1280 wide. Another thread paints it. */
  pngOf(plan: FloorPlan, lang: LanguageTag): Promise<Uint8Array>;
  /** The picture as a part of a message, with the words that say the same. */
  pictureOf(plan: FloorPlan, lang: LanguageTag): Promise<Picture<Localizable>>;
};

/** @param translator puts the labels into the reader's words. */
export function createFloorPlanPainter(translator: Pick<Translator, "plain">): FloorPlanPainter {
  let typesetter: Promise<Typesetter> | null = null;
  const svgOf = async (plan: FloorPlan, lang: LanguageTag): Promise<string> => {
    typesetter ??= createTypesetter();
    const ready = await typesetter;
    const layout = layOutPlan(plan, lang, ready, translator);
    return writeSvg(layout, ready, translator.plain(describePlan(plan, lang), lang));
  };
  const pngOf = async (plan: FloorPlan, lang: LanguageTag): Promise<Uint8Array> => rasterise(await svgOf(plan, lang));
  return {
    svgOf,
    pngOf,
    pictureOf: async (plan, lang) => ({
      name: "floor-plan.png",
      mime: "image/png",
      base64: Buffer.from(await pngOf(plan, lang)).toString("base64"),
      alt: describePlan(plan, lang),
    }),
  };
}

/** The layout of a plan in the words and letters of a language. */
export function layOutPlan(
  plan: FloorPlan,
  lang: LanguageTag,
  typesetter: Pick<Typesetter, "set">,
  translator: Pick<Translator, "plain">,
): PictureLayout {
  return layOutPicture(plan, {
    lang,
    say: (text) => translator.plain(text, lang),
    measure: (text, size, bold) => typesetter.set(text, lang, bold).width * size,
  });
}
