import { type LanguageTag, type Localizable, localized, written } from "../../../message/text.ts";
import { titleOf, whenOf } from "../chat/words.ts";
import { areaOf, type Booth, type Expo, type Hall } from "../expo.ts";
import { nameIn } from "../names.ts";

type Field = { readonly label: Localizable; readonly value: Localizable };

/** A booth and its hall; null where the expo has none of that code any more. */
export function findBooth(expo: Expo, code: string): { readonly booth: Booth; readonly hall: Hall } | null {
  for (const hall of expo.halls) {
    const booth = hall.booths.find((one) => one.code === code);
    if (booth !== undefined) return { booth, hall };
  }
  return null;
}

/** A booth as a card shows it: at which expo, where in it, how big, and what it costs. */
export function boothFields(expo: Expo, code: string, language: LanguageTag, now: string): readonly Field[] {
  const found = findBooth(expo, code);
  const zone = found?.hall.zones.find(({ id }) => id === found.booth.zone);
  const price = found?.booth.price ?? null;
  return [
    { label: localized("signup.expo"), value: titleOf(expo, language) },
    { label: localized("expo.when"), value: whenOf(expo, language, now) },
    { label: localized("signup.booth"), value: written(code) },
    ...(found === null
      ? []
      : [
          { label: localized("signup.hall"), value: written(nameIn(found.hall.name, language)) },
          ...(zone === undefined
            ? []
            : [{ label: localized("signup.zone"), value: written(nameIn(zone.name, language)) }]),
          { label: localized("signup.sizeLabel"), value: sizeOf(found.booth) },
        ]),
    ...(price === null ? [] : [{ label: localized("signup.price"), value: localized("signup.amount", { price }) }]),
  ];
}

function sizeOf(booth: Booth): Localizable {
  return localized("signup.sizeSides", { area: areaOf(booth), width: booth.width, depth: booth.height });
}
