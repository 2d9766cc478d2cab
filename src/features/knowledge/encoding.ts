import { stripControls } from "../../message/text.ts";
import { AppError } from "../../shared/errors.ts";

/** UTF-8 and UTF-16 (by its mark), else the Chinese GB 18030; anything with control bytes is not text. */
export function decodeText(bytes: Buffer): string {
  const text = decodeBytes(bytes);
  const sample = text.slice(0, SAMPLE);
  const strange = sample.match(/[\p{Cc}\ufffd]/gu)?.filter((character) => !/[\s]/u.test(character)).length ?? 0;
  if (strange > sample.length * STRANGE_SHARE) throw new AppError("content.invalid", "it is a binary file, not text");
  return stripControls(text);
}

/** How much of a text is looked at for control characters, and the share of them that no text has. */
const SAMPLE = 20_000;
const STRANGE_SHARE = 0.001;

function decodeBytes(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return decodeChinese(bytes);
  }
}

/** Characters that no Chinese text of a few lines is without. */
const FREQUENT =
  /[的一是不了在有人这中大为上国要时来用到地出业会可年对能经进部家电多定行方法所海外口商关税务企展贸易]/gu;

/** GB 18030 decodes almost any bytes: only what reads like Chinese was written in it. */
function decodeChinese(bytes: Buffer): string {
  const text = new TextDecoder("gb18030").decode(bytes);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const han = text.match(/\p{sc=Han}/gu)?.length ?? 0;
  const frequent = text.match(FREQUENT)?.length ?? 0;
  if (bytes.subarray(0, SAMPLE).includes(0)) throw new AppError("content.invalid", "it is a binary file, not text");
  if (han < letters * 0.3 || frequent < han * 0.05) {
    throw new AppError("content.invalid", "its encoding is not known. Save it as UTF-8 and add it again");
  }
  return text;
}
