import { type LanguageTag, type Localizable, localized } from "../../../message/text.ts";
import type { BoothState, FloorPlan } from "./floor-plan.ts";
import type { Count, NumberedZone } from "./tally.ts";

/** The name in a language, else in English, else the first there is. */
export function nameIn(names: Readonly<Record<string, string>>, lang: LanguageTag): string {
  return names[lang] ?? names.en ?? Object.values(names)[0] ?? "";
}

/** What the picture says, each as a text that is put into words for its reader. */
export const planWords = {
  free: ({ free, all }: Count): Localizable => localized("floorPlan.freeOf", { free, all }),
  state: (state: BoothState): Localizable => localized(STATE_KEYS[state]),
  stateCount: (state: BoothState, booths: number): Localizable =>
    localized("floorPlan.stateCount", { state: planWords.state(state), booths }),
  zone: ({ zone }: Pick<NumberedZone, "zone">, lang: LanguageTag): Localizable =>
    zone === null ? localized("floorPlan.otherBooths") : localized("floorPlan.name", { name: nameIn(zone.name, lang) }),
  zoneTitle: (zone: NumberedZone, lang: LanguageTag): Localizable =>
    localized("floorPlan.zoneTitle", { number: zone.number, zone: planWords.zone(zone, lang) }),
  codes: (row: string, number: string): Localizable =>
    localized("floorPlan.codes", { row, number, code: `${row}${number}` }),
  metres: (metres: number): Localizable => localized("floorPlan.metres", { metres }),
  asOf: ({ asOf, expo }: FloorPlan): Localizable =>
    localized("floorPlan.asOf", { time: { date: asOf, style: "dateTime", zone: expo.timezone } }),
  example: (): Localizable => localized("floorPlan.example"),
};

const STATE_KEYS: Readonly<Record<BoothState, string>> = {
  free: "floorPlan.free",
  held: "floorPlan.held",
  taken: "floorPlan.taken",
  blocked: "floorPlan.blocked",
  mine: "floorPlan.mine",
  wished: "floorPlan.wished",
};
