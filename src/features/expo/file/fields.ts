import { z } from "zod";
import { stripControls } from "../../../message/text.ts";
import { canonicalLanguage, isCountry, isCurrency } from "./codes.ts";
import { isDay, isZone, readMoment } from "./moment.ts";

/** The kinds of values in an expo file. Each says in its message what is wrong and what to write instead. */

/** A text that passes `test`, else `message`. */
function word(test: (text: string) => boolean, message: (text: string) => string) {
  return z.string().superRefine((text, context) => {
    if (!test(text)) context.addIssue({ code: "custom", message: message(quote(text)) });
  });
}

/** What was written, short enough for a message. */
function quote(text: string): string {
  const clean = stripControls(text).replace(/\s+/gu, " ");
  return `"${clean.length > 60 ? `${clean.slice(0, 59).toWellFormed()}…` : clean}"`;
}

/** Words for people, on one line. */
export const words = word(
  (text) => text.trim() !== "" && text.length <= 160 && stripControls(text) === text && !/[\n\t]/u.test(text),
  (text) => `${text} can't stand here. Write 1 to 160 characters on one line, without invisible ones.`,
).transform((text) => text.trim());

/** Links such as `t.me/bot?start=expo_<id>` hold 64 letters, digits and hyphens at most. */
export const expoId = word(
  (text) => /^[a-z0-9](?:[a-z0-9-]{0,57}[a-z0-9])?$/u.test(text),
  (text) => `${text} is no id. Write 1 to 59 lower-case letters, digits and hyphens, such as turkey-2027.`,
);

/** The id of a hall or a zone. */
export const partId = word(
  (text) => /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,29})$/u.test(text),
  (text) => `${text} is no id. Write 1 to 30 letters, digits, dots, hyphens and underscores, such as h1.`,
);

export const boothCode = word(
  (text) => /^[\p{L}\p{N}](?:[\p{L}\p{N}._/-]{0,19})$/u.test(text),
  (text) => `${text} is no booth code. Write 1 to 20 letters, digits, dots, slashes and hyphens, such as A-101.`,
);

export const country = z
  .string()
  .transform((text) => text.trim().toUpperCase())
  .pipe(word(isCountry, (text) => `${text} is no country. Write its two letters as in ISO 3166-1, such as TR or AE.`));

const currency = z
  .string()
  .transform((text) => text.trim().toUpperCase())
  .pipe(word(isCurrency, (text) => `${text} is no currency. Write its three letters as in ISO 4217, such as USD.`));

export const zone = word(isZone, (text) => `${text} is no time zone. Write its IANA name, such as Europe/Istanbul.`);

export const day = word(isDay, (text) => `${text} is no day of the calendar. Write it as 2027-03-10.`);

/** The time on a clock, such as 09:00; 9:00 is taken too. */
export const clock = word(
  (text) => /^(?:[01]?\d|2[0-3]):[0-5]\d$/u.test(text),
  (text) => `${text} is no time of the day. Write it as 09:00.`,
).transform((text) => text.padStart(5, "0"));

/** A day or a time on it. */
export const moment = z.string().transform((text, context) => {
  const found = readMoment(text.trim());
  if (found !== null) return found;
  const message = `${quote(text)} is no date. Write 2027-03-10, or 2027-03-10T09:00 for a time on the clock of the expo, or 2027-03-10T09:00+03:00.`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

/** A number between two bounds, both allowed. */
function numberIn(least: number, most: number, whole: boolean, unit: string) {
  const wanted = `a ${whole ? "whole " : ""}number from ${least} to ${most}${unit === "" ? "" : ` (${unit})`}`;
  return z.string().transform((text, context) => {
    const value = /^[+-]?(?:\d+\.?\d*|\.\d+)$/u.test(text.trim()) ? Number(text) : Number.NaN;
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
    context.addIssue({ code: "custom", message: `${quote(text)} can't stand here. Write ${wanted}.` });
    return z.NEVER;
  });
}

export const wholeNumber = (least: number, most: number, unit = "") => numberIn(least, most, true, unit);

/** A side of a hall or a booth. */
export const side = numberIn(0.1, 2_000, false, "metres");

/** Where a booth begins, from the hall's upper left. */
export const position = numberIn(0, 2_000, false, "metres");

const amount = numberIn(0, 1_000_000_000, false, "never negative");

export const price = z.strictObject({ amount, currency });

export const yesOrNo = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(
    word(
      (text) => ["true", "false", "yes", "no"].includes(text),
      (text) => `${text} can't stand here. Write true or false.`,
    ),
  )
  .transform((text) => text === "true" || text === "yes");

/** Names by language. One text alone is the English name. */
export const names = z
  .union([z.string(), z.record(z.string(), z.union([z.string(), z.null()]))])
  .transform((given, context) => {
    const found: Record<string, string> = {};
    for (const [tag, text] of Object.entries(typeof given === "string" ? { en: given } : given)) {
      const path = typeof given === "string" ? [] : [tag];
      const language = canonicalLanguage(tag);
      const name = words.safeParse(text ?? "");
      const message =
        language === null
          ? `${quote(tag)} is no language. Write a tag such as en, tr or zh-Hans.`
          : language in found
            ? `The name in "${language}" stands here twice. Keep one.`
            : name.error?.issues[0]?.message;
      if (message !== undefined) context.addIssue({ code: "custom", message, path });
      else if (language !== null && name.success) found[language] = name.data;
    }
    if (!("en" in found))
      context.addIssue({ code: "custom", message: "The English name is missing. Add one, such as en: Hall 1." });
    return found;
  });
