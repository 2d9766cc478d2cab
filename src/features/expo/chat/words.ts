import { countryName } from "../../../i18n/countries.ts";
import { formatDays } from "../../../i18n/format.ts";
import { type LanguageTag, type Localizable, localized, written } from "../../../message/text.ts";
import { stageOf } from "../calendar.ts";
import type { Expo } from "../expo.ts";
import { nameIn } from "../names.ts";

/** The name of an expo, for a reader. */
export function titleOf(expo: Expo, language: LanguageTag): Localizable {
  return written(nameIn(expo.name, language));
}

/** Its days, and whether they are over. */
export function whenOf(expo: Expo, language: LanguageTag, now: string): Localizable {
  if (expo.dates === null) return localized("expo.unannounced");
  const days = written(formatDays(expo.dates.from, expo.dates.until, language));
  return stageOf(expo, now) === "over" ? localized("expo.over", { days }) : days;
}

/** Its city and its country in the reader's language, as far as the city has a name there. */
export function whereOf({ city, cityNames, country }: Expo, language: LanguageTag): Localizable {
  const name = nameIn(cityNames ?? {}, language) || city;
  return localized("expo.place", { city: written(name), country: countryName(country, language) });
}
