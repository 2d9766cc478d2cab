import type { Translator } from "../../../i18n/translator.ts";
import type { Picture } from "../../../message/outgoing.ts";
import type { LanguageTag, Localizable } from "../../../message/text.ts";
import { describePlan } from "./alt.ts";
import type { FloorPlan } from "./floor-plan.ts";
import { createPainting, type Painting } from "./paint-aside.ts";
import { createPictureCache } from "./picture-cache.ts";
import { wordsOf } from "./words.ts";

/** Draws floor plans for readers of any language, on a thread that starts with the first picture. */
export type FloorPlanPainter = {
  /** The picture as a document that scales and needs no font. */
  svgOf(plan: FloorPlan, lang: LanguageTag): Promise<string>;
  /** The picture as pixels, 1280 wide. The same is painted once, as for `pictureOf`. */
  pngOf(plan: FloorPlan, lang: LanguageTag): Promise<Uint8Array>;
  /**
   * The picture as a part of a message, with the words that say the same. It may be a few seconds behind the plan where
   * the reader has no booths of their own in the hall (see `createPictureCache`).
   */
  pictureOf(plan: FloorPlan, lang: LanguageTag): Promise<Picture<Localizable>>;
  /** Ends the thread. */
  close(): Promise<void>;
};

/**
 * @param translator puts the labels into the reader's words.
 * @param painting where the work is done; a thread of its own where not given.
 */
export function createFloorPlanPainter(
  translator: Pick<Translator, "plain">,
  painting: Painting = createPainting(),
): FloorPlanPainter {
  const paint = (plan: FloorPlan, lang: LanguageTag, format: "svg" | "png"): Promise<Uint8Array> => {
    const say = (text: Localizable): string => translator.plain(text, lang);
    const words = wordsOf(plan, lang, say);
    return painting.paint({ plan, words, lang, description: say(describePlan(plan, lang)), format });
  };
  const pictureOf = createPictureCache(async (plan, lang) => ({
    name: "floor-plan.png",
    mime: "image/png",
    base64: Buffer.from(await paint(plan, lang, "png")).toString("base64"),
    alt: describePlan(plan, lang),
  }));
  return {
    svgOf: async (plan, lang) => new TextDecoder().decode(await paint(plan, lang, "svg")),
    pngOf: async (plan, lang) => Buffer.from((await pictureOf(plan, lang)).base64, "base64"),
    pictureOf,
    close: () => painting.close(),
  };
}
