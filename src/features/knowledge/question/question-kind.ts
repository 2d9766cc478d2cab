import { fold } from "../retrieval/fold.ts";

/** What a question asks for. A sentence answers it better that holds such a thing. */
export type QuestionKind = "figure" | "when" | "who" | "other";

export type Asking = {
  readonly kind: QuestionKind;
  /** The question, folded, without the words that ask: what is left is what it is about. */
  readonly subject: string;
  /** What its words alone ask for more closely: 多少钱, いくら, what percentage. */
  readonly manner: "money" | "percent" | null;
  /** What stands before and after the words that ask for a figure, or the noun that does; null where none do. */
  readonly halves: { readonly before: string; readonly after: string } | null;
};

/** Reads the question words of a language (its primary subtag); without a list for it, everything is the subject. */
export function readAsking(question: string, primary: string): Asking {
  const patterns = Object.hasOwn(PATTERNS, primary) ? PATTERNS[primary] : undefined;
  if (patterns === undefined) return { kind: "other", subject: question, manner: null, halves: null };
  const folded = fold(question, primary);
  const kind = CHOICE.test(folded) ? "other" : (KINDS.find((one) => patterns[one].test(folded)) ?? "other");
  const subject = KINDS.reduce((rest, one) => rest.replaceAll(new RegExp(patterns[one], "gu"), " "), folded);
  const [noun] = kind === "other" ? (patterns.nouns.exec(folded) ?? []) : [];
  if (noun !== undefined)
    return { kind: "figure", subject, manner: mannerIn(folded), halves: { before: "", after: noun } };
  return {
    kind,
    subject,
    manner: mannerIn(folded),
    halves: kind === "figure" ? splitAt(folded, patterns.figure) : null,
  };
}

function mannerIn(folded: string): Asking["manner"] {
  return MONEY.test(folded) ? "money" : PERCENT.test(folded) ? "percent" : null;
}

/** Chinese that asks for yes or no: 多建几个园区有没有奖励. A number in it is not what is asked for. */
const CHOICE = /有没有|是不是|能不能|可不可以|会不会|要不要|是否/u;

const PERCENT =
  /\bwhat percent|百分之|yuzde kac|что процент|какой процент|que porcentaje|quel pourcentage|wie viel prozent|jaki procent|何パーセント|何割|กี่เปอร์เซ็นต์|कितने प्रतिशत/u;

function splitAt(text: string, pattern: RegExp): Asking["halves"] {
  const match = pattern.exec(text);
  return match === null
    ? null
    : { before: text.slice(0, match.index), after: clauseAfter(text.slice(match.index + match[0].length)) };
}

/** What follows in the same clause. */
function clauseAfter(text: string): string {
  return (text.split(/[,，、?？؟!！;；]/u)[0] ?? "").replace(COUNTER, "");
}

const MONEY =
  /多少钱|いくら|\bhow much money\b|\bhow much (?:does|do|is|are)\b.*\b(?:cost|charge|price)|เท่าไหร่บาท|กี่บาท/u;

/** What only counts what was named before. */
const COUNTER = /^\s*(?:คน|ราย|个|家|名|人|件|位|场|届|款|倍)(?!\p{sc=Han})/u;

const KINDS = ["figure", "when", "who"] as const;

/** Question words, over folded text (lower case, without accents, simplified Chinese), and nouns that mean a figure. */
type Patterns = { readonly [kind in (typeof KINDS)[number] | "nouns"]: RegExp };

const PATTERNS: Readonly<Record<string, Patterns>> = {
  en: {
    figure:
      /\bhow (?:many|much|big|large|long|high|fast|often|far)\b|\bnumber of\b|\bwhat (?:percentage|percent|share|number)\b/u,
    when: /\bwhen\b|\b(?:what|which) (?:year|month|day|date)\b|\bsince when\b/u,
    who: /\bwho(?:m|se|'s)?\b|\bname of\b/u,
    nouns: /\b(?:amount|percentage|turnover|volume|rate|target|total|share)\b/u,
  },
  zh: {
    figure: /多少钱?|(?<![哪好]|多\p{Script=Han})几(?!乎|天|年以)个?|多大|多长|多久|多高|百分之|几成/u,
    when: /什么时候|何时|哪年|哪一年|几月|几号|哪天|啥时候|什么时间|何年/u,
    who: /是?谁|哪几?[家位]|叫什么名?字?|叫啥/u,
    nouns: /数量|金额|总额|占比|面积|增长率|交易额/u,
  },
  tr: {
    figure: /\bkac(?:inci|ta)?\b|ne kadar\w*|yuzde kac/u,
    when: /ne zaman|hangi (?:yil|ay|tarih)\w*/u,
    who: /\bkim(?:dir|ler|in)?\b/u,
    nouns: /\b(?:oran|tutar|miktar|ciro|hacim)\w*/u,
  },
  ar: {
    figure: /(?:^|\s)(?:كم|بكم)(?=\s|$)|ما (?:عدد|نسبه|قيمه|مساحه|هو عدد|هي نسبه)|(?:^|\s)قديش(?=\s)/u,
    when: /متي|امتي|اي (?:عام|سنه|شهر)/u,
    who: /^من(?=\s)|من هو|من هي|مين|من الذي|شو اسم|ما اسم/u,
    nouns: /(?:^|\s)(?:عدد|حجم|نسبه|قيمه|مساحه)(?=\s)/u,
  },
  ru: {
    figure: /на сколько|сколько|во сколько раз/u,
    when: /когда|каком году|какого числа|с какого года/u,
    who: /(?:^|\s)(?:кто|кого|кому|кем|чья|чеи)(?=\s|$|\?)/u,
    nouns: /доля|площадь|сумма|объем|оборот|процент|прирост/u,
  },
  es: {
    figure: /cuant[oa]s?|que porcentaje/u,
    when: /cuando|(?:en|de|desde) que (?:ano|fecha|mes)/u,
    who: /\bquien(?:es)?\b|como se llama\w*/u,
    nouns: /\b(?:cantidad|monto|porcentaje|superficie|volumen|tasa)\b/u,
  },
  fr: {
    figure: /combien|quel pourcentage/u,
    when: /quand|(?:en )?quelle (?:date|annee)/u,
    who: /(?:^|\s)(?:qui)(?=\s|$|\?)|comment s'appelle/u,
    nouns: /\b(?:montant|part|superficie|pourcentage|nombre|surface|taux|volume)\b/u,
  },
  de: {
    figure: /wie ?viele?|wie (?:hoch|gross|lange|oft|teuer|stark)|wieviel/u,
    when: /\bwann\b|(?:in |seit )?welche[ms]? (?:jahr|datum|monat)/u,
    who: /\b(?:wer|wen|wem|wessen)\b|wie heisst/u,
    nouns: /\b(?:anteil|hohe|flache|umsatz|betrag|anzahl|quote)\b/u,
  },
  pl: {
    figure: /\b(?:ile|ilu|iloma)\b|jak (?:duzo|wysoki|duza|duzy|dlugo)|jaki (?:procent|odsetek)/u,
    when: /\b(?:do |od )?kiedy\b|w ktorym roku/u,
    who: /\b(?:kto|kogo|komu|kim)\b/u,
    nouns: /\b(?:udzial|powierzchnia|kwota|liczba|wartosc|obrot)\w*/u,
  },
  ja: {
    figure:
      /何(?:人|社|件|名|割|個|回|倍|万|億|平方メートル|パーセント|%|カ国|か国|ヶ国)|いくら|いくつ|どの(?:くらい|ぐらい)|どれ(?:くらい|ぐらい|だけ)/u,
    when: /いつ|何(?:年|月|日)/u,
    who: /誰|だれ|何という/u,
    nouns: /数は|割合|金額|面積|伸び率|規模/u,
  },
  th: {
    figure: /กี่|เท่าไร|เท่าไหร่|เท่าใด/u,
    when: /เมื่อไร|เมื่อไหร่|เมื่อใด|วันไหน|ปีไหน|ปีใด|ตอนไหน/u,
    who: /ใคร|ชื่ออะไร/u,
    nouns: /จํานวน|จำนวน|มูลค่า|สัดส่วน|พื้นที่/u,
  },
  hi: {
    figure: /कितन(?:ा|े|ी)/u,
    when: /कब(?: तक| से)?|किस (?:साल|वर्ष|तारीख|महीने)/u,
    who: /कौन(?! ?सा| ?सी| ?से)|किसने|किसका/u,
    nouns: /संख्या|प्रतिशत|राशि|हिस्सा/u,
  },
};
