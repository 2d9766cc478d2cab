import type { LanguageTag, Param } from "../message/text.ts";
import { MINUTE } from "../shared/clock.ts";

/** Numbers, dates and money the way a reader of `lang` writes them. */
export function formatNumber(value: number, lang: LanguageTag): string {
  return new Intl.NumberFormat(lang).format(value);
}

export function formatMoney(amount: number, currency: string, lang: LanguageTag): string {
  return new Intl.NumberFormat(lang, { style: "currency", currency, currencyDisplay: "symbol" }).format(amount);
}

export function formatPercent(fraction: number, lang: LanguageTag): string {
  return new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 1 }).format(fraction);
}

/**
 * A date or an instant. A bare date (`2017-04-25`) is that day everywhere; an instant is shown in `zone` (an IANA name,
 * UTC where none is given) and names it.
 */
export function formatDate(
  iso: string,
  lang: LanguageTag,
  options: { readonly style: "date" | "dateTime"; readonly zone?: string | undefined },
): string {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return iso;
  const bare = BARE_DATES.find(({ pattern }) => pattern.test(iso));
  if (bare !== undefined) return new Intl.DateTimeFormat(lang, { ...bare.parts, timeZone: "UTC" }).format(instant);
  const timeZone = options.zone ?? "UTC";
  return options.style === "date"
    ? new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone }).format(instant)
    : new Intl.DateTimeFormat(lang, { ...DATE_TIME, timeZone }).format(instant);
}

/**
 * Several days, from the first to the last (ISO dates), as short as the language has it: `March 10 – 12, 2027`. Where a
 * language has ranges in figures alone, such as 2027/3/10, both days are written out.
 */
export function formatDays(from: string, until: string, lang: LanguageTag): string {
  const format = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" });
  const range = format.formatRange(new Date(from), new Date(until));
  return range.includes("/") ? [from, until].map((day) => format.format(new Date(day))).join(" – ") : range;
}

/** How long it is until an instant, in the unit that says enough: `in 12 minutes`. What is past is in no minutes. */
export function formatTimeLeft(until: string, asOf: string, lang: LanguageTag): string {
  const minutes = Math.max(0, Math.ceil((Date.parse(until) - Date.parse(asOf)) / MINUTE));
  const format = new Intl.RelativeTimeFormat(lang, { numeric: "always" });
  if (minutes <= 2 * 60) return format.format(minutes, "minute");
  const hours = Math.floor(minutes / 60);
  return hours <= 2 * 24 ? format.format(hours, "hour") : format.format(Math.floor(hours / 24), "day");
}

/** A date says no more than it knows: a year, a month, or a day. */
const BARE_DATES = [
  { pattern: /^\d{4}$/u, parts: { year: "numeric" } },
  { pattern: /^\d{4}-\d{2}$/u, parts: { year: "numeric", month: "long" } },
  { pattern: /^\d{4}-\d{2}-\d{2}$/u, parts: { year: "numeric", month: "long", day: "numeric" } },
] as const;

const DATE_TIME = {
  year: "numeric",
  month: "long",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short",
} as const;

/** The text of a scalar param. */
export function formatParam(
  param: Exclude<Param, object> | Extract<Param, { date: string } | { amount: number } | { fraction: number }>,
  lang: LanguageTag,
): string {
  if (typeof param === "string") return param;
  if (typeof param === "number") return formatNumber(param, lang);
  if ("date" in param)
    return param.style === "timeLeft"
      ? formatTimeLeft(param.date, param.asOf, lang)
      : formatDate(param.date, lang, param);
  if ("amount" in param) return formatMoney(param.amount, param.currency, lang);
  return formatPercent(param.fraction, lang);
}
