import { detectLanguage } from "../../i18n/detect.ts";

/** An old encoding, and how texts in it read. */
export type Encoding = {
  /** As TextDecoder knows it. */
  readonly label: string;
  /** Every letter outside of ASCII that a text in it has. */
  readonly letters: RegExp;
  /** The most frequent of them, and the share of them that a text of its languages has. */
  readonly frequent: RegExp;
  readonly share: number;
  /** For the Latin script: the language that has these letters. */
  readonly language?: string;
};

const SIMPLIFIED =
  /[的一是不了在有人这中大为上国要时来用到地出业会可年对能经进部家电多定行方法所海外口商关税务企展贸易和与日月本规第条市办公通知应当请按于以及等项目申报资金费位单个元成立分工产品区县发理实施管]/gu;
const TRADITIONAL =
  /[的一是不了在有人這中大為上國要時來用到地出業會可年對能經進部家電多定行方法所海外口商關稅務企展貿易和與日月本規第條市辦公通知應當請按於以及等項目申報資金費位單個元成立分工產品區縣發理實施管]/gu;
const KANA_AND_HAN = /[\p{sc=Hiragana}\u30a0-\u30ff\p{sc=Han}\uff01-\uff5e]/gu;
const FREQUENT_KANA = /[のにはをたがでとしてるいなすりれかまもらあこさっント]/gu;
const FREQUENT_CYRILLIC = /[оеаинтсрвлкм]/giu;
const HANGUL = /[\p{sc=Hangul}]/gu;

/**
 * The encodings that files in our languages come in. Those of the Latin script are told by the accented letters that a
 * language has: their shares are high, because a wrong one shows letters that no language has together.
 */
export const ENCODINGS: readonly Encoding[] = [
  { label: "gb18030", letters: /[\p{sc=Han}\uff01-\uff5e]/gu, frequent: SIMPLIFIED, share: 0.4 },
  { label: "big5", letters: /[\p{sc=Han}\uff01-\uff5e]/gu, frequent: TRADITIONAL, share: 0.4 },
  { label: "shift_jis", letters: KANA_AND_HAN, frequent: FREQUENT_KANA, share: 0.35 },
  { label: "euc-jp", letters: KANA_AND_HAN, frequent: FREQUENT_KANA, share: 0.35 },
  { label: "euc-kr", letters: HANGUL, frequent: /[이다는의에을를가고하지로은한기사자인도서어대정니리]/gu, share: 0.4 },
  { label: "windows-1251", letters: /[\p{sc=Cyrillic}]/gu, frequent: FREQUENT_CYRILLIC, share: 0.6 },
  { label: "windows-1256", letters: /[\u0600-\u06ff]/gu, frequent: /[المنيورتبةعدسفهكحق]/gu, share: 0.8 },
  { label: "windows-874", letters: /[\p{sc=Thai}]/gu, frequent: /[านรอกเงมยลวดท่้สีัคป]/gu, share: 0.7 },
  ...(
    [
      ["windows-1252", "éèêëàâçùûîïôœÉÈÀÇÊ", "fr"],
      ["windows-1252", "äöüßÄÖÜ", "de"],
      ["windows-1252", "áéíóúñüÁÉÍÓÚÑ", "es"],
      ["windows-1252", "ãõáéíóúâêôçàÃÕÁÉÍÓÚÇ", "pt"],
      ["windows-1250", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "pl"],
      ["windows-1250", "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ", "cs"],
      ["windows-1250", "áéíóöőúüűÁÉÍÓÖŐÚÜŰ", "hu"],
      ["windows-1254", "çğıöşüâîÇĞİÖŞÜ", "tr"],
    ] as const
  ).map(([label, alphabet, language]) => ({
    label,
    letters: /[\u00c0-\u024f\u00a1-\u00bf]/gu,
    frequent: new RegExp(`[${alphabet}]`, "gu"),
    share: 1,
    language,
  })),
];

/** Marks that stand in texts of any language. */
const NEUTRAL =
  /[¿¡€\u00a0§©«»°±·×–—‘’‚“”„†•…‰‹›€™№、。・，！？：；（）《》〈〉「」『』【】〔〕％～￥　\u2460-\u249b]/gu;

/** No word begins with a small accented letter and a capital, or has a quote inside. */
const STRANGE_WORD = /(?<!\p{L})[^\P{Ll}a-z]\p{Lu}|[A-Za-z][“”„†•‰][A-Za-z]/u;
/** A few words have a capital inside, as кВт has. */
const CAPITAL_INSIDE = /[^\P{Ll}a-z][^\P{Lu}A-Z]/gu;

/** Fewer letters of another script may be anything. */
const FEWEST = 4;

/** A text without accented letters tells little; neither do accents of another language than its words. */
const PUNCTUATION_ALONE = 0.45;
const OTHER_LANGUAGE = 0.5;

/**
 * How much a text reads like one in an encoding, from 0 to 1: what lies outside of ASCII must be its letters, and the
 * frequent ones among them.
 */
export function plausibility(text: string, encoding: Encoding): number {
  const { letters, frequent, share, label, language } = encoding;
  const foreign = text.replace(/[\0-\x7f]/gu, "").replace(NEUTRAL, "");
  // Quotes and dashes stand at the same places in all encodings of Windows.
  if (foreign === "") return language === undefined ? 0 : PUNCTUATION_ALONE;
  if (/[\u0080-\u009f\ufffd\ue000-\uf8ff]/u.test(foreign)) return 0;
  if (language === undefined && foreign.length < FEWEST) return 0;
  const known = foreign.match(letters)?.length ?? 0;
  if (known < foreign.length * 0.93) return 0;
  if (language === undefined ? isWovenIn(text) : !isWovenIn(text)) return 0;
  if (label === "windows-874" && strayThaiMarks(foreign) > foreign.length * 0.02) return 0;
  if (language !== undefined && STRANGE_WORD.test(text)) return 0;
  if ((text.match(CAPITAL_INSIDE)?.length ?? 0) * 20 > foreign.length) return 0;
  const score = Math.min(1, (foreign.match(frequent)?.length ?? 0) / foreign.length / share);
  if (language === undefined) return isLatin(text, label) ? 0 : score;
  const detected = detectLanguage(text, null).language;
  return detected === language ? score : score * OTHER_LANGUAGE;
}

/** Where most letters are plain, a foreign one among them is a mark that was read wrongly. */
function isLatin(text: string, label: string): boolean {
  const plain = text.match(/[a-z]/giu)?.length ?? 0;
  const foreign = text.match(/[^\P{L}a-z]/giu)?.length ?? 0;
  return label.startsWith("windows-") && foreign < plain * 0.3;
}

/** Accented letters stand alone or in pairs between plain ones; other scripts write words of their own. */
function isWovenIn(text: string): boolean {
  const plain = text.match(/[a-z]/giu)?.length ?? 0;
  const foreign = text.match(/[^\P{L}a-z]/giu)?.length ?? 0;
  const beside = text.match(/(?<=[a-z])[^\P{L}a-z]|[^\P{L}a-z](?=[a-z])/giu)?.length ?? 0;
  const rows = text.match(/[^\P{L}a-z]{4,}/giu)?.length ?? 0;
  return foreign <= plain * 0.35 && beside >= foreign * 0.4 && rows <= foreign * 0.05;
}

/** Thai vowels and tones that stand above or below a consonant stand nowhere else. */
function strayThaiMarks(text: string): number {
  return (
    text.match(/(?<![ก-ฮ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[เ-ไ](?![ก-ฮ])/gu)
      ?.length ?? 0
  );
}
