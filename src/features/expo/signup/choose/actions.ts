import { z } from "zod";
import { type ActionRoute, action } from "../../../../conversation/feature.ts";
import { buttons, type Reply, reply, show, text } from "../../../../conversation/reply.ts";
import { type Apply, answering, type Turn } from "../../../../conversation/turn.ts";
import { localized } from "../../../../message/text.ts";
import { findClosed, listBookingsOf, wishesClosedAt } from "../../booking/index.ts";
import type { Expo } from "../../expo.ts";
import { getExpo } from "../../expos.ts";
import { type FloorPlan, stateOf } from "../../floor-plan/floor-plan.ts";
import { getStoredPlan } from "../../floor-plan/stored-plan.ts";
import { countFree, listFreeCodes } from "../../free.ts";
import { nameIn } from "../../names.ts";
import { partiesOf } from "../acting.ts";
import type { SignupDeps } from "../deps.ts";
import { refused } from "../refused.ts";
import { waitButtons } from "../wait-buttons.ts";
import { aimSchema } from "./aim.ts";
import { askBooth, askHall, askSize, askZone, type Choosing, isParted } from "./menu.ts";
import { boothsOf, freeOfSize, listSizes } from "./sizes.ts";

const at = z.object({ expo: z.string(), aim: aimSchema, hall: z.string() });
const quiet = { response: "new", audience: "private" } as const;
const inPlace = { response: "update", audience: "private" } as const;

/** From an expo to a booth: hall, size, zone where there are many, booth. All but the picture happens in one message. */
export function createChooseActions(deps: SignupDeps): ActionRoute[] {
  const { store } = deps;
  const choosing = ({ language }: Turn, expo: Expo, aim: Choosing["aim"]): Choosing => ({ expo, aim, language });
  const planOf = async (turn: Turn, expo: Expo, hall: string): Promise<FloorPlan> => {
    const mine = await mineIn(deps, turn, expo, hall);
    return getStoredPlan(store.read, { expo: expo.id, hall, zone: null, mine }, turn.now);
  };

  return [
    action({
      ...{ name: "signup.begin", params: at.omit({ hall: true }), ...quiet },
      handle: async (turn, { params }) => {
        const expo = await getExpo(store.read, params.expo);
        const closed =
          params.aim.kind === "wish" ? wishesClosedAt(expo, turn.now) : await findClosed(store.read, expo, turn.now);
        if (closed !== null) return answering(await refused(store.read, expo, closed));
        const [only, ...others] = expo.halls;
        if (only !== undefined && others.length === 0)
          return enterHall(deps, turn, choosing(turn, expo, params.aim), await planOf(turn, expo, only.id));
        const free = await countFree(store.read, expo.id, turn.now);
        if ([...free.values()].every((count) => count === 0)) return answering(full(expo));
        return answering(askHall(choosing(turn, expo, params.aim), free));
      },
    }),
    action({
      ...{ name: "signup.hall", params: at, ...quiet },
      handle: async (turn, { params: { expo: id, aim, hall } }) => {
        const expo = await getExpo(store.read, id);
        return enterHall(deps, turn, choosing(turn, expo, aim), await planOf(turn, expo, hall));
      },
    }),
    action({
      ...{ name: "signup.anyHall", params: z.object({ expo: z.string() }), ...inPlace },
      handle: async (turn, { params }) => {
        const expo = await getExpo(store.read, params.expo);
        const free = await listFreeCodes(store.read, expo.id, turn.now);
        const sizes = listSizes(boothsOf(expo.halls), ({ code }) => free.has(code));
        return answering(askSize(choosing(turn, expo, { kind: "hold" }), null, sizes, true));
      },
    }),
    action({
      ...{ name: "signup.size", params: at.extend({ area: z.number().nullable() }), ...inPlace },
      handle: async (turn, { params: { expo: id, aim, hall, area } }) => {
        const expo = await getExpo(store.read, id);
        const plan = await planOf(turn, expo, hall);
        const choice = choosing(turn, expo, aim);
        return answering(area === null ? sizesOf(choice, plan) : boothsOrZones(choice, plan, area));
      },
    }),
    action({
      ...{ name: "signup.zone", ...inPlace },
      params: at.extend({ area: z.number(), zone: z.string().nullable(), from: z.int().min(0) }),
      handle: async (turn, { params: { expo: id, aim, hall, ...of } }) => {
        const expo = await getExpo(store.read, id);
        const plan = await planOf(turn, expo, hall);
        const choice = choosing(turn, expo, aim);
        return answering(
          freeOfSize(plan, of.area, of.zone).length === 0 ? sizesOf(choice, plan) : askBooth(choice, plan, of),
        );
      },
    }),
    action({
      ...{ name: "signup.plan", params: z.object({ expo: z.string(), hall: z.string().nullable() }), ...quiet },
      handle: async (turn, { params: { expo: id, hall } }) => {
        const expo = await getExpo(store.read, id);
        const shown = expo.halls.find((one) => one.id === hall) ?? expo.halls[0];
        if (shown === undefined) return answering(await refused(store.read, expo, { kind: "unknown" }));
        const others = expo.halls.filter((one) => one !== shown);
        const ways = others.map((one) =>
          show(localized("signup.planOf", { hall: nameIn(one.name, turn.language) }), "signup.plan", {
            ...{ expo: id, hall: one.id },
          }),
        );
        const take = show(localized("signup.begin"), "signup.begin", { expo: id, aim: { kind: "hold" } });
        const back = show(localized("signup.backToExpo"), "expo.card", { expo: id });
        const picture = await pictureOf(deps, turn, await planOf(turn, expo, shown.id));
        return answering({ ...picture, parts: [...picture.parts, buttons(take, ...ways, back)] });
      },
    }),
  ];
}

/** The picture of a hall, and below it the sizes: the one is looked at while the other is pressed. */
async function enterHall(deps: SignupDeps, turn: Turn, choice: Choosing, plan: FloorPlan): Promise<Apply> {
  const { aim } = choice;
  const area = aim.kind === "wish" ? aim.area : onlyFreeSize(plan);
  const next = area === null ? sizesOf(choice, plan) : boothsOrZones(choice, plan, area);
  return answering(await pictureOf(deps, turn, plan), next);
}

/** Where there is nothing to choose, nothing is asked. */
function onlyFreeSize(plan: FloorPlan): number | null {
  const sizes = listSizes(plan.hall.booths, ({ code }) => stateOf(plan, code) === "free");
  const [only, ...others] = sizes.filter(({ free }) => free > 0);
  return only !== undefined && others.length === 0 ? only.area : null;
}

function sizesOf(choice: Choosing, plan: FloorPlan): Reply {
  const { expo } = choice;
  const sizes = listSizes(plan.hall.booths, ({ code }) => stateOf(plan, code) === "free");
  if (sizes.every(({ free }) => free === 0)) return full(expo);
  return askSize(choice, plan.hall, sizes, expo.halls.length > 1);
}

function boothsOrZones(choice: Choosing, plan: FloorPlan, area: number): Reply {
  if (freeOfSize(plan, area, null).length === 0) return sizesOf(choice, plan);
  return isParted(plan, area) ? askZone(choice, plan, area) : askBooth(choice, plan, { area, zone: null, from: 0 });
}

/** Nothing is free: the ways to wait. */
function full(expo: Expo): Reply {
  const areas = listSizes(boothsOf(expo.halls), () => false).map(({ area }) => area);
  const sizes = areas.length > 1 ? areas.flatMap((area) => waitButtons(expo, null, area)) : [];
  return reply(text(localized("signup.full")), buttons(...sizes, ...waitButtons(expo, null, null)));
}

async function pictureOf({ painter }: SignupDeps, turn: Turn, plan: FloorPlan): Promise<Reply> {
  const { language } = turn;
  const caption = localized("signup.planCaption", {
    ...{ expo: nameIn(plan.expo.name, language), hall: nameIn(plan.hall.name, language) },
  });
  return reply(text(caption), { kind: "picture", picture: await painter.pictureOf(plan, language) });
}

/** The reader's own booths in a hall, for the picture. */
async function mineIn({ store }: SignupDeps, turn: Turn, expo: Expo, hall: string): Promise<readonly string[]> {
  const own = await listBookingsOf(store.read, await partiesOf(store.read, turn.person.id), turn.now);
  const codes = new Set(expo.halls.find(({ id }) => id === hall)?.booths.map(({ code }) => code));
  return own.filter(({ expo: id, booth }) => id === expo.id && codes.has(booth)).map(({ booth }) => booth);
}
