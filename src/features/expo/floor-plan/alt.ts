import { type LanguageTag, type Localizable, lines, localized } from "../../../message/text.ts";
import { BOOTH_STATES, type FloorPlan, stateOf } from "./floor-plan.ts";
import { boothsShown, countFree, numberZones } from "./tally.ts";
import { nameIn, planTexts } from "./words.ts";

/**
 * The picture in words, for whoever can't see it: what it shows, how many booths are free in each zone, and which are
 * the reader's own.
 */
export function describePlan(plan: FloorPlan, lang: LanguageTag): Localizable {
  const shown = boothsShown(plan);
  const zones = numberZones(plan).filter(({ zone }) => plan.zone === null || zone?.id === plan.zone);
  const own = BOOTH_STATES.filter((state) => state === "mine" || state === "wished").flatMap((state) => {
    const codes = shown.filter(({ code }) => stateOf(plan, code) === state).map(({ code }) => code);
    return codes.length === 0
      ? []
      : [localized("floorPlan.altCodes", { state: planTexts.state(state), codes: codes.join(", ") })];
  });
  return lines(
    localized("floorPlan.alt", { expo: nameIn(plan.expo.name, lang), hall: nameIn(plan.hall.name, lang) }),
    planTexts.free(countFree(plan, shown)),
    ...zones.map((zone) =>
      localized("floorPlan.altZone", {
        number: zone.number,
        zone: planTexts.zone(zone, lang),
        free: zone.free,
        all: zone.all,
      }),
    ),
    ...own,
    planTexts.asOf(plan),
  );
}
