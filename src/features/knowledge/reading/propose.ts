import { detectLanguage } from "../../../i18n/detect.ts";
import type { DocumentBlock, ParsedDocument } from "../document.ts";
import { DAY, type MarkedText, markDays } from "./days.ts";

/**
 * Adds what a document says of itself in its words: the day it was published, and the days that bound its validity
 * where they are unmistakable. What the format said already stands, but for a day that a line of the text names.
 */
export function propose(document: ParsedDocument, namesItsDay: boolean): ParsedDocument {
  const words = wordsToRead(document.blocks);
  const validity = findValidity(words.map(markDays));
  const published = namesItsDay ? document.published : (findLabelledDay(document.blocks) ?? document.published);
  return {
    ...document,
    lang: plausibleLanguage(document.lang, words.join("\n")),
    published: published ?? findDateLine(document.blocks),
    ...validity,
  };
}

/** Days that bind stand at the beginning or the end. */
function wordsToRead(blocks: readonly DocumentBlock[]): string[] {
  const ends = blocks.length <= 400 ? blocks : [...blocks.slice(0, 250), ...blocks.slice(-150)];
  return ends.map(({ text }) => text.slice(0, 4_000));
}

const LABELS =
  "发布日期|发布时间|发文日期|成文日期|印发日期|公布日期|发表时间|日期|發布日期|發佈日期|公告日期|公開日|公布日|発行日|掲載日|更新日|published(?: on)?|publication date|date(?: of (?:issue|publication))?|issued(?: on)?|(?:last )?updated(?: on)?|дата(?: публикации)?|опубликовано|veröffentlicht(?: am)?|stand|datum|publié(?:e)? le|date de publication|fecha(?: de publicación)?|publicado(?: el)?|data(?: publikacji)?|opublikowano|yayın(?:lanma)? tarihi|tarih|تاريخ(?: النشر)?|نشر(?: في)?|प्रकाशित|तारीख|วันที่(?:เผยแพร่)?|เผยแพร่";
const LABEL = new RegExp(`^[\\s([【（]*(?:${LABELS})\\s*[:：]?\\s*\ue000`, "iu");
/** Such a label after a byline: `By Jane Doe (Silk Daily) Updated: 2016-09-04 09:47`. */
const LABEL_WITHIN = new RegExp(`[\\s)）\\]】|·](?:${LABELS})\\s*[:：]\\s*\ue000`, "iu");

/** A byline is no longer, in characters. */
const BYLINE = 120;

/** The day of a line such as "Published: 5 March 2024" near the top. */
function findLabelledDay(blocks: readonly DocumentBlock[]): string | null {
  const lines = blocks.slice(0, 20).map(({ text }) => markDays(text.slice(0, 200)));
  const isLabelled = ({ marked, days }: MarkedText): boolean =>
    LABEL.test(marked) || (days.length === 1 && marked.length <= BYLINE && LABEL_WITHIN.test(marked));
  return lines.find((line) => line.days.length > 0 && isLabelled(line))?.days[0] ?? null;
}

/** The only day of a short line near the top, or of a line at the end that is nothing but a day. */
function findDateLine(blocks: readonly DocumentBlock[]): string | null {
  const lines = blocks.map(({ kind, text }) => ({ kind, text })).filter(({ kind }) => kind === "paragraph");
  const dayOf = (text: string, others: number): string | null => {
    if (text.length > 80) return null;
    const { marked, days } = markDays(text);
    const letters = marked.match(/\p{L}/gu)?.length ?? 0;
    return days.length === 1 && letters <= others && !isValidity(marked) ? (days[0] ?? null) : null;
  };
  const top = lines.slice(0, 8).map(({ text }) => dayOf(text, 25));
  const end = lines.slice(-4).map(({ text }) => dayOf(text, 2));
  return [...top, ...end].find((day) => day !== null) ?? null;
}

/** What stands around the first day of validity, in the languages of the interface. */
const FROM = [
  `自\\s*${DAY}\\s*(?:起|开始|開始)?\\s*(?:正式)?(?:施行|实施|實施|生效|执行|執行)`,
  `${DAY}\\s*(?:から施行|から適用|より施行)`,
  `(?:enters? into force|comes? into force|takes? effect|shall (?:enter into force|take effect|apply)|is valid|valid|in force|effective|applies|applicable)(?: (?:from|on|as of|since|starting))*(?: and including)?:?\\s*${DAY}`,
  `(?:вступа\\p{L}+ в силу|действ\\p{L}+|применя\\p{L}+)\\s+с\\s+${DAY}`,
  `(?:tritt|treten) am ${DAY} in kraft|gültig (?:ab|von)(?: dem)?:?\\s*${DAY}`,
  `(?:entre(?:nt|ra|ront)? en vigueur (?:le|à compter du)|valable (?:à partir|à compter) du):?\\s*${DAY}`,
  `(?:entra(?:rá|rán|n)? en vigor (?:el|a partir del)|vigente desde el):?\\s*${DAY}`,
  `(?:wchodzi w życie (?:z dniem|dnia)?|obowiązuje od(?: dnia)?):?\\s*${DAY}`,
  `${DAY}(?:\\s*tarihinde(?:n itibaren)?)?\\s*(?:yürürlüğe girer|yürürlüğe girecektir|geçerlidir)`,
  `(?:يدخل حيز التنفيذ|يسري|تسري|يعمل به)\\s*(?:في|من|اعتبارا من|ابتداء من|اعتبارًا من)?\\s*(?:تاريخ)?\\s*${DAY}`,
  `(?:มีผล(?:บังคับ)?ใช้|ใช้บังคับ)\\s*(?:ตั้งแต่)?\\s*(?:วันที่)?\\s*${DAY}`,
  `${DAY}\\s*(?:से (?:प्रभावी|लागू))`,
];

const UNTIL = [
  `有效期(?:限)?(?:自\\s*\ue000\\d+\ue001\\s*起?)?\\s*(?:为|為)?(?:至|到|截至|截止到?)\\s*[:：]?\\s*${DAY}`,
  `有効期限\\s*[:：は]?\\s*${DAY}|${DAY}\\s*まで有効`,
  `(?:valid|in force|effective|applicable|applies)(?: (?:from|on)? ?\ue000\\d+\ue001)? (?:until|till|through|up to)(?: and including)?:?\\s*${DAY}|expires(?: on)?:?\\s*${DAY}`,
  `(?:действ\\p{L}+|срок действия)[\\s:]*(?:с \ue000\\d+\ue001 )?(?:до|по)\\s+${DAY}`,
  `gültig(?: (?:ab|von) \ue000\\d+\ue001)? bis(?: zum)?:?\\s*${DAY}`,
  `valable(?: du \ue000\\d+\ue001)? (?:jusqu['’]au|au):?\\s*${DAY}`,
  `(?:vigente|válid[oa])(?: desde el \ue000\\d+\ue001)? hasta el:?\\s*${DAY}`,
  `(?:ważn[yae]|obowiązuje)(?: od \ue000\\d+\ue001)? do(?: dnia)?:?\\s*${DAY}`,
  `${DAY}\\s*tarihine kadar (?:geçerli|yürürlükte)`,
  `(?:ساري|سارية|صالح|صالحة)[^.]{0,20}(?:حتى|لغاية)\\s*(?:تاريخ)?\\s*${DAY}`,
  `(?:ใช้ได้|มีผล(?:บังคับ)?(?:ใช้)?)[^.]{0,10}ถึง\\s*(?:วันที่)?\\s*${DAY}`,
  `${DAY}\\s*तक (?:मान्य|वैध)`,
];

const FROM_PATTERN = new RegExp(FROM.join("|"), "iu");
const UNTIL_PATTERN = new RegExp(UNTIL.join("|"), "iu");

/** Words by which a document speaks of itself. */
const ITSELF =
  /本(?:办法|辦法|规定|規定|通知|条例|條例|细则|細則|公告|政策|意见|意見|法|方案|标准|標準|指南|通告|决定|決定|措施|规则|規則|协议|計劃|计划|文件)|(?:この|本)(?:法律|規則|通達|省令|政令)|\b(?:this|these|the present)\s+(?:\p{L}+\s)?(?:regulation|law|act|notice|measure|rule|policy|policies|decision|directive|document|guideline|guidance|provision|scheme|programme|program|order|tariff|certificate|page|agreement)s?\b|настоящ|\bdiese[rs]?\b|\bprésent|\bpresente|niniejsz|\bişbu\b|\bbu (?:yönetmelik|kanun|tebliğ|karar)|هذ[اه] ال|ประกาศนี้|ระเบียบนี้|พระราชบัญญัตินี้|यह (?:अधिनियम|नियम|अधिसूचना)/iu;

function isValidity(marked: string): boolean {
  return FROM_PATTERN.test(marked) || UNTIL_PATTERN.test(marked);
}

function findValidity(texts: readonly MarkedText[]): Pick<ParsedDocument, "from" | "until"> {
  const from = theOnly(texts.flatMap((text) => daysBy(FROM_PATTERN, text)));
  const until = theOnly(texts.flatMap((text) => daysBy(UNTIL_PATTERN, text)));
  // Days that can't both be right say nothing.
  return from !== null && until !== null && from > until ? { from: null, until: null } : { from, until };
}

/** The days of sentences that begin with such a phrase, or in which the document speaks of itself. */
function daysBy(phrase: RegExp, { marked, days }: MarkedText): string[] {
  if (days.length === 0) return [];
  return marked.split(/[。！？!?\n;；]|\.(?=\s|$)/u).flatMap((sentence) => {
    const match = phrase.exec(sentence);
    if (match === null) return [];
    const opening = sentence.slice(0, match.index).match(/\p{L}/gu)?.length ?? 0;
    const number = match.slice(1).find((group) => group !== undefined);
    return (opening <= 2 || ITSELF.test(sentence)) && number !== undefined ? [days[Number(number)] ?? ""] : [];
  });
}

/** A document that names several days speaks of several things. */
function theOnly(days: readonly string[]): string | null {
  const different = [...new Set(days.filter((day) => day !== ""))];
  return different.length === 1 ? (different[0] ?? null) : null;
}

/** Templates name a language that the words are not written in: the letters must be those of the language. */
function plausibleLanguage(tag: string | null, words: string): string | null {
  if (tag === null) return null;
  const sample = words.slice(0, 2_000);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  try {
    const { script } = new Intl.Locale(tag.trim().replaceAll("_", "-")).maximize();
    const pattern = SCRIPTS.get(script ?? "") ?? new RegExp(`\\p{sc=${script}}`, "gu");
    const own = sample.match(pattern)?.length ?? 0;
    if (own < letters * 0.3) return null;
    // A page in Japanese or Chinese that is named the other is told from its letters.
    const seen = detectLanguage(sample, tag);
    return seen.sure &&
      script !== "Latn" &&
      seen.language !== null &&
      !seen.language.startsWith(tag.slice(0, 2)) &&
      /^(?:zh|ja)/u.test(tag)
      ? seen.language
      : tag;
  } catch {
    return null;
  }
}

const SCRIPTS: ReadonlyMap<string, RegExp> = new Map([
  ["Hans", /\p{sc=Han}/gu],
  ["Hant", /\p{sc=Han}/gu],
  ["Jpan", /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu],
  ["Kore", /[\p{sc=Hangul}\p{sc=Han}]/gu],
]);
