import { createRandom } from "../../../shared/random.ts";
import type { Application } from "../allocation/application.ts";
import type { Booth, Expo, Hall, Zone } from "../expo.ts";

export type InstanceOptions = {
  readonly booths: number;
  readonly applications: number;
  readonly seed: number;
  /** What any other booth that fits is worth to each, of 1000; null where only the wishes count. */
  readonly elsewhere: number | null;
};

/** An expo that never was, and those who apply for it. */
export type Instance = { readonly expo: Expo; readonly applications: readonly Application[] };

const WISHES = 10;
/** Square metres, and how many of 100 booths have them. */
const SIZES = [
  { area: 9, width: 3, share: 70 },
  { area: 18, width: 6, share: 22 },
  { area: 36, width: 12, share: 8 },
] as const;
const DEPTH = 3;
const AISLE = 3;
const BOOTHS_PER_HALL = 650;
const ZONES_PER_HALL = 5;
const ISLAND = 60;

/**
 * Halls of islands of two rows back to back, a zone for every few islands, booths of 9, 18 and 36 square metres. Each
 * applicant wants one size in one zone, wishes for ten booths by how attractive they are to all and to itself, and names up
 * to three rivals of its zone.
 */
export function makeInstance({ booths, applications, seed, elsewhere }: InstanceOptions): Instance {
  const random = createRandom(seed);
  const halls = makeHalls(booths, random);
  const pools = poolsOf(halls, random);
  const all = halls.flatMap(({ booths: those }) => those);
  const applicants = Array.from({ length: applications }, (_, index) => {
    const { zone, width, height } = pick(all, random);
    const pool = pools.get(poolKey(zone, width * height)) ?? [];
    return { id: `a${String(index + 1).padStart(6, "0")}`, zone: zone ?? "", area: width * height, pool };
  });
  const byZone = groupByZone(applicants);
  return {
    expo: makeExpo(halls),
    applications: applicants.map(({ id, zone, area, pool }) => ({
      id,
      size: area,
      zones: [zone],
      wishes: wishesOf(pool, random),
      rivals: Array.from({ length: Math.floor(random() * 4) }, () => pick(byZone.get(zone) ?? [], random).id).filter(
        (rival) => rival !== id,
      ),
      elsewhere,
    })),
  };
}

type Draw = () => number;
/** A booth and how much everybody likes it, from 0 to 1. */
type Liked = { readonly code: string; readonly charm: number };

function makeHalls(count: number, random: Draw): Hall[] {
  const halls: Hall[] = [];
  for (let left = count; left > 0; left -= BOOTHS_PER_HALL)
    halls.push(makeHall(halls.length + 1, Math.min(left, BOOTHS_PER_HALL), random));
  return halls;
}

function makeHall(number: number, count: number, random: Draw): Hall {
  const id = `H${number}`;
  const zones: Zone[] = Array.from({ length: ZONES_PER_HALL }, (_, index) => ({
    id: `${id}Z${index + 1}`,
    name: { en: `Zone ${index + 1}` },
    category: null,
  }));
  const booths: Booth[] = [];
  let x = 0;
  let row = 0;
  for (let index = 0; index < count; index += 1) {
    const { width } = drawSize(random);
    if (x + width > ISLAND) {
      x = 0;
      row += 1;
    }
    const y = Math.floor(row / 2) * (2 * DEPTH + AISLE) + (row % 2) * DEPTH + AISLE;
    const zone = zones[Math.min(ZONES_PER_HALL - 1, Math.floor((index * ZONES_PER_HALL) / count))]?.id ?? null;
    booths.push({ code: `${id}-${index + 1}`, x: x + AISLE, y, width, height: DEPTH, zone, price: null });
    x += width;
  }
  const height = Math.ceil((row + 1) / 2) * (2 * DEPTH + AISLE) + AISLE;
  return { id, name: { en: `Hall ${number}` }, width: ISLAND + 2 * AISLE, height, zones, booths };
}

function drawSize(random: Draw): (typeof SIZES)[number] {
  let rest = random() * 100;
  for (const size of SIZES) {
    rest -= size.share;
    if (rest < 0) return size;
  }
  return SIZES[0];
}

const poolKey = (zone: string | null, area: number): string => `${zone} ${area}`;

function poolsOf(halls: readonly Hall[], random: Draw): Map<string, Liked[]> {
  const pools = new Map<string, Liked[]>();
  for (const { booths } of halls)
    for (const { code, zone, width, height } of booths) {
      const key = poolKey(zone, width * height);
      pools.set(key, [...(pools.get(key) ?? []), { code, charm: random() }]);
    }
  return pools;
}

/** The ten that an applicant likes best, its own taste counting as much as that of all; the first is worth 1000. */
function wishesOf(pool: readonly Liked[], random: Draw): Application["wishes"] {
  const step = 30 + random() * 40;
  return pool
    .map(({ code, charm }) => ({ code, liking: charm + random() }))
    .sort((one, other) => other.liking - one.liking)
    .slice(0, WISHES)
    .map(({ code }, rank) => ({ booth: code, value: Math.round(1000 - rank * step) }));
}

function groupByZone<T extends { readonly zone: string }>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(one.zone);
    if (group === undefined) groups.set(one.zone, [one]);
    else group.push(one);
  }
  return groups;
}

function pick<T>(all: readonly T[], random: Draw): T {
  const one = all[Math.floor(random() * all.length)];
  if (one === undefined) throw new RangeError("There is nothing to pick from.");
  return one;
}

function makeExpo(halls: readonly Hall[]): Expo {
  return {
    id: "bench",
    name: { en: "Bench" },
    city: "Nowhere",
    country: "CN",
    timezone: "UTC",
    dates: null,
    signup: null,
    halls,
    rules: {
      mode: "batch",
      approval: false,
      holdMinutes: 15,
      extendMinutes: 15,
      maxPerCompany: 1,
      wishesUntil: null,
      acceptHours: 48,
      rivalsApart: true,
    },
    slots: null,
    example: true,
  };
}
