import { createRequire } from "node:module";
import { join } from "node:path";
import type { LanguageTag } from "../../../../message/text.ts";

/** A typeface by the writing it is for. Han characters look different in the three regions that write them. */
export type Face = "latin" | "arabic" | "thai" | "simplified" | "traditional" | "japanese";

/** The files of the regular and the bold cut. All come with the packages, under the SIL Open Font Licence. */
export const FACE_FILES: Readonly<Record<Face, { readonly regular: string; readonly bold: string }>> = {
  latin: noto("@embedpdf/fonts-latin", "fonts/NotoSans-Regular.ttf", "fonts/NotoSans-Bold.ttf"),
  arabic: noto(
    "@expo-google-fonts/noto-sans-arabic",
    "400Regular/NotoSansArabic_400Regular.ttf",
    "700Bold/NotoSansArabic_700Bold.ttf",
  ),
  thai: noto(
    "@expo-google-fonts/noto-sans-thai",
    "400Regular/NotoSansThai_400Regular.ttf",
    "700Bold/NotoSansThai_700Bold.ttf",
  ),
  simplified: noto("@embedpdf/fonts-sc", "fonts/NotoSansHans-Regular.otf", "fonts/NotoSansHans-Bold.otf"),
  traditional: noto("@embedpdf/fonts-tc", "fonts/NotoSansHant-Regular.otf", "fonts/NotoSansHant-Bold.otf"),
  japanese: noto("@embedpdf/fonts-jp", "fonts/NotoSansJP-Regular.otf", "fonts/NotoSansJP-Bold.otf"),
};

function noto(name: string, regular: string, bold: string): { regular: string; bold: string } {
  const folder = packageFolder(name);
  return { regular: join(folder, regular), bold: join(folder, bold) };
}

/** The packages export their code only; their files stand beside its folder. */
function packageFolder(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name);
  return entry.slice(0, entry.lastIndexOf(join("node_modules", name))) + join("node_modules", name);
}

/**
 * The faces that may hold a character for a reader of `lang`, the best first. The simplified face comes last for all
 * Han characters, because it holds every one of Unicode 1.1. Empty where a character takes the face of the one before
 * it: spaces and marks.
 */
export function facesFor(character: string, lang: LanguageTag): readonly Face[] {
  if (/^[\p{M}\p{Zs}\u200c\u200d]$/u.test(character)) return [];
  if (/^[\p{sc=Arabic}\u060c\u061b\u061f\u0640]$/u.test(character)) return ["arabic"];
  if (/^[\p{sc=Thai}]$/u.test(character)) return ["thai"];
  if (!WIDE.test(character)) return ["latin", "simplified"];
  if (lang === "ja" || KANA.test(character)) return ["japanese", "simplified"];
  return lang === "zh-Hant" ? ["traditional", "simplified"] : ["simplified"];
}

const KANA = /^[\p{sc=Hiragana}\p{sc=Katakana}\u30fb\u30fc]$/u;
const WIDE = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u2e80-\u303f\u30fb\u30fc\ufe30-\ufe4f\uff00-\uffef]$/u;
