import type { FormErrors, Path } from "../form-errors.ts";
import { DISCORD_LOCALES } from "../locales.ts";
import { checkChoice, checkRecord, checkText } from "./checks.ts";

/** Texts by locale: only Discord's locales, each text within the limits of the field that it translates. */
export function checkTexts(
  errors: FormErrors,
  path: Path,
  value: unknown,
  range: { readonly min: number; readonly max: number },
  check: (errors: FormErrors, path: Path, text: string) => void = () => undefined,
): void {
  const texts = checkRecord(errors, path, value);
  for (const [locale, text] of Object.entries(texts ?? {})) {
    checkChoice(errors, [...path, locale], locale, DISCORD_LOCALES);
    const given = checkText(errors, [...path, locale], text, range);
    if (given !== undefined) check(errors, [...path, locale], given);
  }
}
