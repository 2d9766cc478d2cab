import { primaryOf } from "../retrieval/analyse.ts";

/**
 * True for what a web page puts around its text: who wrote it and when it was put up, or a line in another script than
 * the document's. It stands in the document, but it answers nothing.
 */
export function isFurniture(sentence: string, lang: string): boolean {
  return BYLINE.test(sentence) || LABEL.test(sentence) || STAMP.test(sentence) || isForeignLine(sentence, lang);
}

/** `By Jane Doe`, `By Jane Doe (China Daily)`, `作者：...`. */
const BYLINE = /^(?:By|BY)(?:\s+\p{Lu}[\p{L}'’.-]*){1,4}(?:\s*[,(][^.]{0,40})?\s*$/u;
const LABEL = /^(?:source|editor|author|来源|编辑|责任编辑|作者|记者)\s*[:：]/iu;
/** `Updated: 2016-09-04 09:47`. */
const STAMP = /(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?,?\s+\d{1,2}:\d{2}/u;

function isForeignLine(sentence: string, lang: string): boolean {
  if (HAN.has(primaryOf(lang)) || /[.!?。！？]["”’」』)）]*$/u.test(sentence)) return false;
  const han = sentence.match(/\p{sc=Han}/gu)?.length ?? 0;
  return han > sentence.length / 2;
}

const HAN: ReadonlySet<string> = new Set(["zh", "ja"]);
