import type { FloorPlan } from "../../src/features/expo/floor-plan/floor-plan.ts";
import { layOutPicture, type PictureLayout } from "../../src/features/expo/floor-plan/picture-layout.ts";
import { createTypesetter } from "../../src/features/expo/floor-plan/text/typesetter.ts";
import { wordsOf } from "../../src/features/expo/floor-plan/words.ts";
import { loadCatalogue } from "../../src/i18n/catalogue.ts";
import { createTranslator } from "../../src/i18n/translator.ts";

/** The words of the program; a missing key is a fault. */
export const translator = createTranslator(loadCatalogue(new URL("../../locales", import.meta.url).pathname), (key) => {
  throw new Error(`There are no words for ${key}.`);
});

export const typesetter = await createTypesetter();

/** The layout of a plan, measured by the real fonts. */
export function layOut(plan: FloorPlan, lang: string): PictureLayout {
  const words = wordsOf(plan, lang, (text) => translator.plain(text, lang));
  return layOutPicture(plan, words, {
    lang,
    measure: (text, size, bold) => typesetter.set(text, lang, bold).width * size,
  });
}
