import { primaryOf } from "../../src/features/knowledge/retrieval/analyse.ts";
import type { Tag } from "./knowledge.ts";

/** Something that a sentence may claim, free of any language. */
export type Claim =
  | { readonly kind: "money"; readonly value: number; readonly currency: "USD" | "EUR" | "CNY" }
  | { readonly kind: "count"; readonly value: number }
  | Share
  | { readonly kind: "time"; readonly value: number; readonly unit: "day" | "month" }
  /** `day` is an ISO day. */
  | { readonly kind: "date"; readonly day: string };

type Share = { readonly kind: "percent" | "points"; readonly value: number };

/** Chooses one of some. */
export type Pick = <T>(items: readonly [T, ...T[]]) => T;

/** A sentence of a language that makes a claim, in one of the ways in which it may be written there. */
export function writeClaim(claim: Claim, lang: Tag, pick: Pick): string {
  const { amount, share, date } = FRAMES[lang];
  switch (claim.kind) {
    case "money":
    case "count":
    case "time":
      return amount.replace("{x}", () => writeAmount(claim, lang, pick));
    case "percent":
    case "points":
      return share.replace("{x}", () => writeShare(claim, lang, pick));
    case "date":
      return date.replace("{x}", () => writeDate(claim.day, lang, pick));
  }
}

type Amount = Extract<Claim, { kind: "money" | "count" | "time" }>;

function writeAmount(claim: Amount, lang: Tag, pick: Pick): string {
  const scale = claim.value < 1_000_000 ? {} : pick([{}, { notation: "compact", compactDisplay: "long" } as const]);
  const options: Intl.NumberFormatOptions = { ...scale, maximumFractionDigits: 2 };
  const format = (more: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(pick(digitsOf(lang)), { ...options, ...more }).format(claim.value);
  if (claim.kind === "count") return format({});
  if (claim.kind === "time")
    return lang === "ja" && claim.unit === "day"
      ? `${claim.value}日間`
      : format({ style: "unit", unit: claim.unit, unitDisplay: "long" });
  const money = { style: "currency", currency: claim.currency, minimumFractionDigits: 0 } as const;
  return format({ ...money, currencyDisplay: pick(DISPLAYS[lang] ?? ["name", "name", "code", "symbol"]) });
}

function writeShare({ kind, value }: Share, lang: Tag, pick: Pick) {
  const digits = pick(digitsOf(lang));
  const number = new Intl.NumberFormat(digits).format(value);
  if (kind === "points") return POINTS[lang].replace("#", number);
  const percent = new Intl.NumberFormat(digits, { style: "percent", maximumFractionDigits: 2 }).format(value / 100);
  return pick([percent, PERCENT[lang].replace("#", number)]);
}

function writeDate(day: string, lang: Tag, pick: Pick): string {
  const digits = pick(digitsOf(lang));
  return new Intl.DateTimeFormat(digits, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
}

/** Nobody writes 元 before an amount. */
const DISPLAYS: { readonly [lang in Tag]?: readonly ["name", "code"] } = { ja: ["name", "code"] };

/** A language with its Latin digits, and with its own where it has some. */
function digitsOf(lang: Tag): readonly [string, ...string[]] {
  const own = OWN_DIGITS[primaryOf(lang)];
  return own === undefined ? [lang] : [`${lang}-u-nu-latn`, `${lang}-u-nu-${own}`];
}

const OWN_DIGITS: Readonly<Record<string, string>> = { ar: "arab", hi: "deva", th: "thai", zh: "fullwide" };

type Frame = { readonly amount: string; readonly share: string; readonly date: string };

const FRAMES: Readonly<Record<Tag, Frame>> = {
  en: { amount: "The result was {x}.", share: "It rose by {x}.", date: "It opened on {x}." },
  "zh-Hans": { amount: "结果为{x}。", share: "增长了{x}。", date: "于{x}开幕。" },
  "zh-Hant": { amount: "結果為{x}。", share: "增長了{x}。", date: "於{x}開幕。" },
  tr: { amount: "Sonuç: {x}.", share: "Artış {x} oldu.", date: "Açılış tarihi {x} idi." },
  ar: { amount: "بلغت النتيجة {x}.", share: "ارتفع بنسبة {x}.", date: "افتتح في {x}." },
  ru: { amount: "Итог составил {x}.", share: "Рост составил {x}.", date: "Открытие состоялось {x}" },
  es: { amount: "El resultado fue de {x}.", share: "Subió un {x}.", date: "Abrió el {x}." },
  fr: { amount: "Le résultat était de {x}.", share: "La hausse était de {x}.", date: "Elle a ouvert le {x}." },
  de: { amount: "Das Ergebnis betrug {x}.", share: "Der Anstieg betrug {x}.", date: "Sie öffnete am {x}." },
  pl: { amount: "Wynik to {x}.", share: "Wzrost wyniósł {x}.", date: "Otwarto je {x}." },
  ja: { amount: "結果は{x}でした。", share: "{x}増えました。", date: "{x}に始まりました。" },
  th: { amount: "ผลลัพธ์คือ {x}", share: "เพิ่มขึ้น {x}", date: "เปิดเมื่อวันที่ {x}" },
  hi: { amount: "परिणाम {x} था।", share: "{x} की वृद्धि हुई।", date: "यह {x} को खुला।" },
};

const PERCENT: Readonly<Record<Tag, string>> = {
  en: "# percent",
  "zh-Hans": "百分之#",
  "zh-Hant": "百分之#",
  tr: "yüzde #",
  ar: "# في المئة",
  ru: "# процентов",
  es: "# por ciento",
  fr: "# pour cent",
  de: "# Prozent",
  pl: "# procent",
  ja: "#パーセント",
  th: "# เปอร์เซ็นต์",
  hi: "# प्रतिशत",
};

const POINTS: Readonly<Record<Tag, string>> = {
  en: "# percentage points",
  "zh-Hans": "#个百分点",
  "zh-Hant": "#個百分點",
  tr: "# yüzde puanı",
  ar: "# نقطة مئوية",
  ru: "# процентных пунктов",
  es: "# puntos porcentuales",
  fr: "# points de pourcentage",
  de: "# Prozentpunkte",
  pl: "# punktów procentowych",
  ja: "#パーセントポイント",
  th: "# จุดเปอร์เซ็นต์",
  hi: "# प्रतिशत अंक",
};
