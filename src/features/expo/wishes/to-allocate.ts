import type { Application } from "../allocation/application.ts";
import { fits, type Wish } from "../booking/index.ts";
import type { Place } from "../booking/rules.ts";
import { areaOf, type Expo } from "../expo.ts";
import type { BoothApplication } from "./application.ts";

/** What the best wish is worth, and by how much each next one is worth less. */
const BEST = 1_000;
const FADE = 0.9;
/** What a booth is worth that was not wished for, where any would do. */
const ELSEWHERE = 100;

/** As many pairs of an application and a booth as are weighed in about a second. */
const MOST_PAIRS = 2_000_000;

/**
 * Everyone's ranked wishes as the auction takes them: a value for each booth that meets one, by the best rank that it
 * meets. Two are rivals where either names the other's credit code. Where so many would take any booth that there are more
 * pairs than can be weighed, each of them stands for an even share of the booths, shifted from one to the next, so that all
 * are covered.
 *
 * @param idOf the application of a company by its credit code; those that did not apply need not be kept apart.
 */
export function toAllocate(
  expo: Expo,
  all: readonly BoothApplication[],
  idOf: (creditCode: string) => string | undefined,
): readonly Application[] {
  const bySize = placesBySize(expo);
  const byCode = new Map([...bySize.values()].flat().map((place) => [place.code, place]));
  const placesOf = ({ area }: BoothApplication): readonly Place[] => bySize.get(area) ?? [];
  const open = all.filter(({ elsewhere }) => elsewhere);
  const pairs = open.reduce((sum, application) => sum + placesOf(application).length, 0);
  const share = pairs <= MOST_PAIRS ? null : Math.floor(MOST_PAIRS / open.length);
  return all.map((application, index): Application => {
    const { id, area, wishes, elsewhere, rivals } = application;
    const places = placesOf(application);
    const values = valuesOf(wishes, ({ booths }) =>
      booths === null
        ? places
        : booths.flatMap((code) => byCode.get(code) ?? []).filter((place) => place.area === area),
    );
    const isShared = elsewhere && share !== null;
    for (const { code } of isShared ? spread(places, share, index) : [])
      if (!values.has(code)) values.set(code, ELSEWHERE);
    return {
      ...{ id, size: area, zones: [], elsewhere: elsewhere && !isShared ? ELSEWHERE : null },
      wishes: [...values].map(([booth, value]) => ({ booth, value })),
      rivals: rivals.flatMap((code) => idOf(code) ?? []),
    };
  });
}

function placesBySize({ halls }: Expo): ReadonlyMap<number, readonly Place[]> {
  const bySize = new Map<number, Place[]>();
  for (const { id: hall, booths } of halls)
    for (const booth of booths) {
      const area = areaOf(booth);
      const places = bySize.get(area) ?? [];
      places.push({ code: booth.code, hall, zone: booth.zone, area });
      bySize.set(area, places);
    }
  return bySize;
}

/** @param candidatesOf the places that can meet a wish, without a look at all others. */
function valuesOf(wishes: readonly Wish[], candidatesOf: (wish: Wish) => readonly Place[]): Map<string, number> {
  const values = new Map<string, number>();
  wishes.forEach((wish, rank) => {
    for (const place of candidatesOf(wish))
      if (!values.has(place.code) && fits(wish, place)) values.set(place.code, Math.round(BEST * FADE ** rank));
  });
  return values;
}

/** So many of a list, evenly spread over it, beginning at `shift`. */
function spread<T>(list: readonly T[], count: number, shift: number): readonly T[] {
  if (count >= list.length) return list;
  const step = list.length / count;
  return Array.from({ length: count }, (_, n) => (shift + Math.floor(n * step)) % list.length).flatMap((at) =>
    list.slice(at, at + 1),
  );
}
