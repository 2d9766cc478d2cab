import type { LanguageTag } from "../../../message/text.ts";
import { figuresIn } from "../gate/figures.ts";

/** From here on a number is written with its scale: `1.8 billion`, `18亿`. */
const LARGE = 1_000_000;

/**
 * A figure of a document as a reader of another language writes it; null where its words hold more than we can carry
 * over, such as a unit that we don't know.
 */
export function localFigure(figure: string, lang: LanguageTag, reader: LanguageTag): string | null {
  const [only, ...others] = figuresIn(figure, lang);
  if (only === undefined || others.length > 0) return null;
  const { value, unit } = only;
  const large = Math.abs(value) >= LARGE;
  const scale = large ? ({ notation: "compact", compactDisplay: "long", maximumFractionDigits: 2 } as const) : {};
  if (unit === null) return new Intl.NumberFormat(reader, scale).format(value);
  const style = STYLES[unit];
  if (style === undefined) return null;
  const written = new Intl.NumberFormat(reader, { ...style, ...scale }).format(value / (unit === "percent" ? 100 : 1));
  return written.replace(FRENCH_SCALE, "$1 de ");
}

/** French counts millions `de dollars`; Intl leaves the `de` out. */
const FRENCH_SCALE = /(?<=\d[\s\u00a0\u202f])(millions?|milliards?|billions?)[\s\u00a0](?=dollars|euros|yuans|livres)/u;

const money = (currency: string): Intl.NumberFormatOptions => ({
  style: "currency",
  currency,
  currencyDisplay: "name",
  minimumFractionDigits: 0,
  maximumFractionDigits: 2,
});

const STYLES: Readonly<Record<string, Intl.NumberFormatOptions>> = {
  percent: { style: "percent", maximumFractionDigits: 2 },
  USD: money("USD"),
  EUR: money("EUR"),
  GBP: money("GBP"),
  CNY: money("CNY"),
  day: { style: "unit", unit: "day", unitDisplay: "long" },
  month: { style: "unit", unit: "month", unitDisplay: "long" },
};
