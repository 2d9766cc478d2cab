import { type LanguageTag, type Localizable, localized } from "../../../message/text.ts";
import { BOOTH_STATES, type BoothState, type FloorPlan } from "./floor-plan.ts";
import { splitCode } from "./rows.ts";
import { boothsShown, type Count, countFree, countStates, type NumberedZone, numberZones } from "./tally.ts";

/** The name in a language, else in English, else the first there is. */
export function nameIn(names: Readonly<Record<string, string>>, lang: LanguageTag): string {
  return names[lang] ?? names.en ?? Object.values(names)[0] ?? "";
}

/** The texts of a plan, each put into words for its reader only later. */
export const planTexts = {
  free: ({ free, all }: Count): Localizable => localized("floorPlan.freeOf", { free, all }),
  state: (state: BoothState): Localizable => localized(STATE_KEYS[state]),
  zone: ({ zone }: Pick<NumberedZone, "zone">, lang: LanguageTag): Localizable =>
    zone === null ? localized("floorPlan.otherBooths") : localized("floorPlan.name", { name: nameIn(zone.name, lang) }),
  asOf: ({ asOf, expo }: FloorPlan): Localizable =>
    localized("floorPlan.asOf", { time: { date: asOf, style: "dateTime", zone: expo.timezone } }),
};

/** Everything that a picture says, in the words of its reader. */
export type PlanWords = {
  readonly expo: string;
  readonly hall: string;
  /** The zone that is shown alone, under its number; null for the whole hall. */
  readonly zone: string | null;
  readonly free: string;
  /** The states that occur, with the number of their booths. */
  readonly states: readonly { readonly state: BoothState; readonly text: string }[];
  readonly zones: readonly { readonly number: number; readonly name: string; readonly free: string }[];
  /** How a shortened code is read. */
  readonly codes: string;
  /** The labels of a scale bar, the longest first. */
  readonly bars: readonly { readonly metres: number; readonly text: string }[];
  readonly asOf: string;
  /** Said where the layout is made up. */
  readonly example: string | null;
};

const BARS = [50, 20, 10, 5, 2, 1];

/** @param say puts a text into the words of `lang`. */
export function wordsOf(plan: FloorPlan, lang: LanguageTag, say: (text: Localizable) => string): PlanWords {
  const zones = numberZones(plan);
  const shown = boothsShown(plan);
  const alone = zones.find(({ zone }) => zone !== null && zone.id === plan.zone);
  const counts = countStates(plan, shown);
  const { prefix, number } = splitCode(shown[0]?.code ?? "");
  return {
    expo: nameIn(plan.expo.name, lang),
    hall: nameIn(plan.hall.name, lang),
    zone:
      alone === undefined
        ? null
        : say(localized("floorPlan.zoneTitle", { number: alone.number, zone: planTexts.zone(alone, lang) })),
    free: say(planTexts.free(countFree(plan, shown))),
    states: BOOTH_STATES.filter((state) => counts.has(state)).map((state) => ({
      state,
      text: say(localized("floorPlan.stateCount", { state: planTexts.state(state), booths: counts.get(state) ?? 0 })),
    })),
    zones: zones.map((zone) => ({
      number: zone.number,
      name: say(planTexts.zone(zone, lang)),
      free: say(planTexts.free(zone)),
    })),
    codes: say(localized("floorPlan.codes", { row: prefix, number, code: `${prefix}${number}` })),
    bars: BARS.map((metres) => ({ metres, text: say(localized("floorPlan.metres", { metres })) })),
    asOf: say(planTexts.asOf(plan)),
    example: plan.expo.example ? say(localized("floorPlan.example")) : null,
  };
}

const STATE_KEYS: Readonly<Record<BoothState, string>> = {
  free: "floorPlan.free",
  held: "floorPlan.held",
  taken: "floorPlan.taken",
  blocked: "floorPlan.blocked",
  mine: "floorPlan.mine",
  wished: "floorPlan.wished",
};
