import type { LanguageTag } from "../../../message/text.ts";
import type { FloorPlan } from "./floor-plan.ts";
import { layOutPicture } from "./picture-layout.ts";
import { rasterise } from "./rasterise.ts";
import { writeSvg } from "./svg.ts";
import type { Typesetter } from "./text/typesetter.ts";
import type { PlanWords } from "./words.ts";

/** A picture to be painted. It is plain data, so that it can go to another thread. */
export type PaintOrder = {
  readonly plan: FloorPlan;
  readonly words: PlanWords;
  readonly lang: LanguageTag;
  /** What a screen reader says instead of the picture. */
  readonly description: string;
  readonly format: "svg" | "png";
};

/** Paints a picture; an SVG as UTF-8. */
export async function paint(order: PaintOrder, typesetter: Typesetter): Promise<Uint8Array> {
  const { plan, words, lang, description, format } = order;
  const measure = (text: string, size: number, bold: boolean): number => typesetter.set(text, lang, bold).width * size;
  const svg = writeSvg(layOutPicture(plan, words, { lang, measure }), typesetter, description);
  return format === "svg" ? new TextEncoder().encode(svg) : await rasterise(svg);
}
