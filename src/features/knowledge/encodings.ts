/** An old encoding, and how texts in it read. */
export type Encoding = {
  /** As TextDecoder knows it. */
  readonly label: string;
  /** Every letter outside of ASCII that a text in it has. */
  readonly letters: RegExp;
  /** The most frequent of them, and the share of them that a text of its languages has. */
  readonly frequent: RegExp;
  readonly share: number;
};

const SIMPLIFIED =
  /[的一是不了在有人这中大为上国要时来用到地出业会可年对能经进部家电多定行方法所海外口商关税务企展贸易和与日月本规第条市办公通知应当请按于以及等项目申报资金费位单个元成立分工产品区县发理实施管]/gu;
const TRADITIONAL =
  /[的一是不了在有人這中大為上國要時來用到地出業會可年對能經進部家電多定行方法所海外口商關稅務企展貿易和與日月本規第條市辦公通知應當請按於以及等項目申報資金費位單個元成立分工產品區縣發理實施管]/gu;
const KANA_AND_HAN = /[\p{sc=Hiragana}\u30a0-\u30ff\p{sc=Han}\uff01-\uff5e]/gu;
const FREQUENT_KANA = /[のにはをたがでとしてるいなすりれかまもらあこさっント]/gu;
const FREQUENT_CYRILLIC = /[оеаинтсрвлкм]/gu;
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
  { label: "windows-1256", letters: /[\p{sc=Arabic}]/gu, frequent: /[المنيورتبةعدسفهكحق]/gu, share: 0.8 },
  { label: "windows-874", letters: /[\p{sc=Thai}]/gu, frequent: /[านรอกเงมยลวดท่้สีัคป]/gu, share: 0.7 },
  ...(
    [
      ["windows-1252", "éèêëàâçùûîïôœÉÈÀÇÊ"],
      ["windows-1252", "äöüßÄÖÜ"],
      ["windows-1252", "áéíóúñüÁÉÍÓÚÑ¿¡"],
      ["windows-1252", "ãõáéíóúâêôçàÃÕÁÉÍÓÚÇ"],
      ["windows-1250", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"],
      ["windows-1250", "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"],
      ["windows-1250", "áéíóöőúüűÁÉÍÓÖŐÚÜŰ"],
      ["windows-1254", "çğıöşüâîÇĞİÖŞÜ"],
    ] as const
  ).map(([label, alphabet]) => ({
    label,
    letters: /[\u00c0-\u024f\u00a1-\u00bf]/gu,
    frequent: new RegExp(`[${alphabet}]`, "gu"),
    share: 1,
  })),
];

/** Marks that stand in texts of any language. */
const NEUTRAL = /[\u00a0§©«»°±·×–—‘’‚“”„†•…‰‹›€™№、。・，！？：；（）《》〈〉「」『』【】〔〕％～￥　\u2460-\u249b]/gu;

/**
 * How much a text reads like one in an encoding, from 0 to 1: what lies outside of ASCII must be its letters, and the
 * frequent ones among them.
 */
export function plausibility(text: string, { letters, frequent, share, label }: Encoding): number {
  const foreign = text.replace(/[\0-\x7f]/gu, "").replace(NEUTRAL, "");
  if (foreign === "" || /[\u0080-\u009f\ufffd\ue000-\uf8ff]/u.test(foreign)) return 0;
  const known = foreign.match(letters)?.length ?? 0;
  if (known < foreign.length * 0.93) return 0;
  if (/^windows-125[024]$/u.test(label) && !isWovenIn(text)) return 0;
  // In capitals, letters of other languages stand beside small ones.
  if (/\p{Ll}\p{Lu}{1,}\p{Ll}\p{Lu}/u.test(foreign)) return 0;
  return Math.min(1, (foreign.match(frequent)?.length ?? 0) / foreign.length / share);
}

/** Accented letters stand alone or in pairs between plain ones; other scripts, read wrongly, are long rows of them. */
function isWovenIn(text: string): boolean {
  const plain = text.match(/[a-z]/giu)?.length ?? 0;
  const accented = text.match(/[\u00c0-\u024f]/gu)?.length ?? 0;
  const rows = text.match(/[\u00a1-\u024f]{3,}/gu)?.length ?? 0;
  return accented < plain && rows <= accented * 0.05;
}
