import {
  buttons,
  type Intent,
  onceOnly,
  type Reply,
  type ReplyOption,
  repeatable,
  reply,
  text,
} from "../../../../conversation/reply.ts";
import { type LanguageTag, type Localizable, lines, localized, sequence, written } from "../../../../message/text.ts";
import type { Booth, Expo, Hall } from "../../expo.ts";
import type { FloorPlan } from "../../floor-plan/floor-plan.ts";
import { numberZones } from "../../floor-plan/tally.ts";
import { planTexts } from "../../floor-plan/words.ts";
import { nameIn } from "../../names.ts";
import { type Aim, type AnyOf, takeAny, takeBooth } from "./aim.ts";
import { freeOfSize, type Size } from "./sizes.ts";

/** As many booths as a phone shows without scrolling for long. */
const PAGE = 20;

const HELP: Readonly<Record<Aim["kind"], string>> = {
  hold: "signup.hallsHelp",
  change: "signup.hallsChangeHelp",
  wish: "wishes.hallHelp",
};

/** What is chosen, at which expo, and what the reader reads. */
export type Choosing = { readonly expo: Expo; readonly aim: Aim; readonly language: LanguageTag };

/** Which hall: those with free booths, or any of them. */
export function askHall({ expo, aim, language }: Choosing, free: ReadonlyMap<string, number>): Reply {
  const open = expo.halls.filter(({ id }) => (free.get(id) ?? 0) > 0);
  const option = (hall: Hall): ReplyOption => ({
    label: localized("signup.hallOption", { hall: nameIn(hall.name, language), free: free.get(hall.id) ?? 0 }),
    act: repeatable("signup.hall", { expo: expo.id, aim, hall: hall.id }),
  });
  const any: ReplyOption[] =
    open.length > 1 && aim.kind === "hold"
      ? [{ label: localized("signup.anyHall"), act: repeatable("signup.anyHall", { expo: expo.id }) }]
      : [];
  return reply(text(localized(HELP[aim.kind])), {
    ...{ kind: "choice", prompt: localized("signup.askHall") },
    options: [...open.map(option), ...any],
  });
}

/** Which size; in one hall, or (where it is null) in any. */
export function askSize(
  { expo, aim, language }: Choosing,
  hall: Hall | null,
  sizes: readonly Size[],
  back: boolean,
): Reply {
  const free = sizes.filter((size) => size.free > 0);
  const line = ({ area, free: count, all, from }: Size): Localizable =>
    from === null
      ? localized("signup.sizeLine", { area, free: count, all })
      : localized("signup.sizeLinePriced", { area, free: count, all, price: from });
  const press = (area: number): Intent =>
    hall === null
      ? onceOnly("signup.holdAny", { expo: expo.id, hall: null, zone: null, area })
      : repeatable("signup.size", { expo: expo.id, aim, hall: hall.id, area });
  const where = hall === null ? localized("signup.anyHall") : written(nameIn(hall.name, language));
  return reply(
    text(sequence(localized("signup.sizesIn", { where }), lines(...sizes.map(line)))),
    {
      ...{ kind: "choice", prompt: localized("signup.askSize") },
      options: free.map(({ area }) => ({ label: localized("signup.size", { area }), act: press(area) })),
    },
    ...backTo(back ? repeatable("signup.begin", { expo: expo.id, aim }) : null),
  );
}

/** Which zone of a hall, where there are too many booths of the size to show at once. */
export function askZone({ expo, aim, language }: Choosing, plan: FloorPlan, area: number): Reply {
  const zones = numberZones(plan)
    .map((zone) => ({ ...zone, free: freeOfSize(plan, area, zone.zone?.id ?? null).length }))
    .filter(({ zone, free }) => zone !== null && free > 0);
  const at = { expo: expo.id, aim, hall: plan.hall.id, area };
  return reply(
    text(localized("signup.zonesHelp", { hall: nameIn(plan.hall.name, language), area })),
    {
      ...{ kind: "choice", prompt: localized("signup.askZone") },
      options: [
        ...anyOption(aim, expo, { hall: plan.hall.id, zone: null, area }),
        ...zones.map((zone) => ({
          label: localized("signup.zoneOption", {
            ...{ number: zone.number, zone: planTexts.zone(zone, language), free: zone.free },
          }),
          act: repeatable("signup.zone", { ...at, zone: zone.zone?.id ?? null, from: 0 }),
        })),
      ],
    },
    ...backTo(repeatable("signup.size", { ...at, area: null })),
  );
}

/** Which booth, a button each, as many as fit; with the way to the next ones. */
export function askBooth(
  { expo, aim, language }: Choosing,
  plan: FloorPlan,
  { area, zone, from }: { readonly area: number; readonly zone: string | null; readonly from: number },
): Reply {
  const free = freeOfSize(plan, area, zone);
  const page = free.slice(from, from + PAGE);
  const numbered = numberZones(plan).find((one) => one.zone !== null && one.zone.id === zone);
  const at = { expo: expo.id, aim, hall: plan.hall.id, area };
  const more = free.length > from + PAGE ? repeatable("signup.zone", { ...at, zone, from: from + PAGE }) : null;
  return reply(
    text(
      sequence(
        localized("signup.boothsIn", {
          ...{ area, where: whereOf(plan, numbered, language), from: from + 1, until: from + page.length },
          all: free.length,
        }),
        ...pricesOf(page),
      ),
    ),
    {
      ...{ kind: "choice", prompt: localized("signup.askBooth") },
      options: [
        ...(from === 0 ? anyOption(aim, expo, { hall: plan.hall.id, zone, area }) : []),
        ...page.map(({ code }) => ({ label: written(code), act: takeBooth(aim, expo.id, code) })),
      ],
    },
    ...(more === null ? [] : [buttons({ kind: "act", label: localized("signup.moreBooths"), act: more })]),
    ...backTo(repeatable("signup.size", { ...at, area: isParted(plan, area) ? area : null })),
  );
}

/** Whether the booths of a size are too many to show at once. */
export function isParted(plan: FloorPlan, area: number): boolean {
  return freeOfSize(plan, area, null).length > PAGE && plan.hall.zones.length > 1;
}

function whereOf(
  { hall }: FloorPlan,
  zone: ReturnType<typeof numberZones>[number] | undefined,
  language: LanguageTag,
): Localizable {
  const name = written(nameIn(hall.name, language));
  return zone === undefined
    ? name
    : localized("signup.hallAndZone", { hall: name, number: zone.number, zone: planTexts.zone(zone, language) });
}

/** One line on what the booths cost, where they cost the same; what differs is said once a booth is held. */
function pricesOf(booths: readonly Booth[]): Localizable[] {
  const [first] = booths;
  if (first === undefined || first.price === null) return [];
  const { amount, currency } = first.price;
  const same = booths.every(({ price }) => price?.amount === amount && price.currency === currency);
  return same ? [localized("signup.priceEach", { price: first.price })] : [];
}

function anyOption(aim: Aim, expo: Expo, of: AnyOf): ReplyOption[] {
  const press = takeAny(aim, expo.id, of);
  return press === null ? [] : [{ label: localized("signup.any"), act: press }];
}

function backTo(act: Intent | null) {
  return act === null ? [] : [buttons({ kind: "act", label: localized("signup.back"), act })];
}
