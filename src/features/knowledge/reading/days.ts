/** Stands for the day with this number in `marked`. */
export const DAY = "\ue000(\\d+)\ue001";

/** A text with its days taken out, so that what stands around them can be read in any language. */
export type MarkedText = { readonly marked: string; readonly days: readonly string[] };

/**
 * Finds days as thirteen languages write them: `2024-01-15`, `2024年1月15日`, `15 January 2024`, `15 января 2024 г.`,
 * `15 มกราคม 2567`, `15.01.2024`. Forms that could be two days, such as 01/02/2024, are none.
 */
export function markDays(text: string): MarkedText {
  const days: string[] = [];
  const marked = westernDigits(text)
    .replaceAll(/[\ue000\ue001]/gu, "")
    .replace(anyDay(), (whole: string, ...rest: unknown[]) => {
      const day = dayOf(rest.at(-1));
      if (day === null) return whole;
      days.push(day);
      return `\ue000${days.length - 1}\ue001`;
    });
  return { marked, days };
}

/** The first day in a text, as ISO; null where there is none. */
export function findDay(text: string): string | null {
  return markDays(text.slice(0, 200)).days[0] ?? null;
}

const YEAR = "(?:19|20|25)\\d{2}";
const MONTH = "0?[1-9]|1[0-2]";
const DATE = "0?[1-9]|[12]\\d|3[01]";
const HAN = "〇零○一二三四五六七八九十";

let pattern: RegExp | undefined;

/** Made with the first text: the names of months come from the language data of Node. */
function anyDay(): RegExp {
  const name = [...monthNames().keys()].toSorted((one, other) => other.length - one.length).join("|");
  pattern ??= new RegExp(
    [
      `(?<![\\d.])(?<y1>${YEAR})(?<s1>[-/.])(?<m1>${MONTH})\\k<s1>(?<d1>${DATE})(?![\\d.]\\d|\\d)`,
      `(?<![\\d])(?<y2>${YEAR})\\s?[年년]\\s?(?<m2>${MONTH})\\s?[月월]\\s?(?<d2>${DATE})\\s?[日일号號]`,
      `(?<era>令和|平成)(?<y3>\\d{1,2}|元)年(?<m3>${MONTH})月(?<d3>${DATE})日`,
      `(?<y4>[〇零○一二三四五六七八九]{4})年(?<m4>[${HAN}]{1,2})月(?<d4>[${HAN}]{1,3})日`,
      `(?<![\\d.])(?<d5>${DATE})(?:\\.|st|nd|rd|th|er|º)?(?:\\s+(?:of|de|day of))?\\s+(?<m5>${name})\\.?(?:\\s+de)?,?\\s+(?:พ\\.?ศ\\.?\\s*)?(?<y5>${YEAR})(?!\\d)`,
      `(?<![\\p{L}])(?<m6>${name})\\.?\\s+(?<d6>${DATE})(?:st|nd|rd|th)?,?\\s+(?<y6>${YEAR})(?!\\d)`,
      `(?<![\\d.])(?<d7>0[1-9]|[12]\\d|3[01]|[1-9])\\.(?<m7>0[1-9]|1[0-2])\\.(?<y7>${YEAR})(?!\\d)`,
    ].join("|"),
    "giu",
  );
  return pattern;
}

function dayOf(groups: unknown): string | null {
  const found = new Map(Object.entries(groups ?? {}).filter(([, value]) => value !== undefined));
  const part = (kind: string): string =>
    String([...found].find(([key]) => key.startsWith(kind) && /\d$/u.test(key))?.[1] ?? "");
  const year = yearOf(part("y"), found.get("era"));
  const month = monthNames().get(part("m").toLowerCase()) ?? numberOf(part("m"));
  const day = numberOf(part("d"));
  const iso = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const instant = new Date(iso);
  const isReal = !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso);
  return isReal && year >= 1900 && year <= 2100 ? iso : null;
}

/** Thailand counts 543 years more; Japan counts from the beginning of each era. */
function yearOf(text: string, era: unknown): number {
  const year = text === "元" ? 1 : numberOf(text);
  if (era !== undefined) return year + (era === "令和" ? 2018 : 1988);
  return year >= 2400 ? year - 543 : year;
}

function numberOf(text: string): number {
  if (/^\d+$/u.test(text)) return Number(text);
  const digits = Array.from(text, (character) => "〇一二三四五六七八九".indexOf(character.replace(/[零○]/u, "〇")));
  if (!text.includes("十")) return Number(digits.join(""));
  const [tens = "", ones = ""] = text.split("十");
  return (tens === "" ? 1 : numberOf(tens)) * 10 + (ones === "" ? 0 : numberOf(ones));
}

/** Arabic, Persian, Devanagari, Thai and full-width digits as western ones, each in its place. */
function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u0e50-\u0e59\uff10-\uff19]/gu, (digit) =>
    String((digit.charCodeAt(0) - (ZEROS.find((zero) => digit.charCodeAt(0) >= zero) ?? 0)) % 10),
  );
}

const ZEROS = [0x0660, 0x06f0, 0x0966, 0x0e50, 0xff10].toReversed();

const LANGUAGES = [
  "en",
  "de",
  "fr",
  "es",
  "pl",
  "tr",
  "ru",
  "ar-u-nu-latn",
  "ar-SY-u-nu-latn",
  "hi",
  "th-u-ca-gregory",
  "pt",
  "it",
];

let months: ReadonlyMap<string, number> | undefined;

/** The names of the months in lower case, alone and as they stand beside a day; in English abbreviated as well. */
function monthNames(): ReadonlyMap<string, number> {
  if (months !== undefined) return months;
  const names = new Map<string, number>();
  for (const language of LANGUAGES) {
    for (const month of language === "en" ? (["long", "short"] as const) : (["long"] as const)) {
      for (const day of ["numeric", undefined] as const) {
        const format = new Intl.DateTimeFormat(language, { month, day, timeZone: "UTC" });
        for (let number = 1; number <= 12; number++) {
          const parts = format.formatToParts(new Date(Date.UTC(2024, number - 1, 5)));
          const name =
            parts
              .find(({ type }) => type === "month")
              ?.value.toLowerCase()
              .replace(/\.$/u, "") ?? "";
          if (/^\p{L}[\p{L}\p{M} ]+$/u.test(name)) names.set(name, number);
        }
      }
    }
  }
  months = names.set("sept", 9);
  return months;
}
