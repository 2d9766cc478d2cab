import { z } from "zod";
import { type ActionRoute, action } from "../../../conversation/feature.ts";
import { buttons, type Reply, reply, show, text } from "../../../conversation/reply.ts";
import type { Apply, Turn } from "../../../conversation/turn.ts";
import { localized } from "../../../message/text.ts";
import { later } from "../../../shared/clock.ts";
import type { Tx } from "../../../store/store.ts";
import {
  type Act,
  type Booked,
  cancelBooking,
  findBooking,
  type Holder,
  UNDO_MS,
  undoCancel,
} from "../booking/index.ts";
import type { Expo } from "../expo.ts";
import { getExpo } from "../expos.ts";
import { holderFor } from "./acting.ts";
import { ref } from "./cards.ts";
import { onDeskClock } from "./clock-words.ts";
import type { SignupDeps } from "./deps.ts";
import { showBooking } from "./hold.ts";
import { refused } from "./refused.ts";

const params = z.object({ expo: z.string(), booking: z.string() });

/** Giving a booth back, and taking that back. What is confirmed is asked once more. */
export function createGiveBackActions(deps: SignupDeps): ActionRoute[] {
  const { store } = deps;
  const onBooking =
    (decide: (act: Act, holder: Holder, id: string) => Promise<Booked>, said: typeof showBooking) =>
    async (turn: Turn, event: { readonly params: z.infer<typeof params> }): Promise<Apply> => {
      const expo = await getExpo(store.read, event.params.expo);
      return async (tx) => {
        const before = await findBooking(tx, expo.id, event.params.booking);
        if (before === null) return [await refused(tx, expo, { kind: "unknown" })];
        const holder = await holderFor(tx, store.traits, turn.person.id, before);
        const booked = await decide({ tx, traits: store.traits, expo: expo.id, now: turn.now }, holder, before.id);
        return [
          booked.kind === "done" ? await said(deps, tx, turn, expo, booked.booking) : await refused(tx, expo, booked),
        ];
      };
    };
  return [
    action({
      ...{ name: "signup.cancelAsk", params, response: "new", audience: "private" },
      handle: async (_turn, event) => async (tx) => {
        const expo = await getExpo(store.read, event.params.expo);
        const booking = await findBooking(tx, expo.id, event.params.booking);
        return [booking === null ? await refused(tx, expo, { kind: "unknown" }) : askFirst(booking)];
      },
    }),
    action({
      ...{ name: "signup.giveBack", params, response: "update", audience: "private" },
      handle: onBooking(cancelBooking, tellGivenBack),
    }),
    action({
      ...{ name: "signup.undo", params, response: "update", audience: "private" },
      handle: onBooking(undoCancel, showBooking),
    }),
  ];
}

function askFirst(booking: { readonly expo: string; readonly id: string; readonly booth: string }): Reply {
  const { expo, id, booth } = booking;
  const at = { expo, booking: id };
  return reply(
    text(localized("signup.cancelAsk", { booth })),
    buttons(
      show(localized("signup.cancelYes", { booth }), "signup.giveBack", at),
      show(localized("signup.keep"), "signup.show", at),
    ),
  );
}

/** What is given back can be had again for some minutes, unless it went to someone who waits. */
async function tellGivenBack(
  _deps: SignupDeps,
  _tx: Tx,
  turn: Turn,
  expo: Expo,
  booking: Parameters<typeof ref>[0] & { readonly booth: string; readonly state: string },
): Promise<Reply> {
  const { booth, state } = booking;
  const another = show(localized("signup.anotherBooth"), "signup.begin", { expo: expo.id, aim: { kind: "hold" } });
  if (state === "declined") return reply(text(localized("signup.declined", { booth })), buttons(another));
  const until = onDeskClock(later(turn.now, UNDO_MS));
  return reply(
    text(localized("signup.givenBack", { booth, until })),
    buttons(show(localized("signup.undo"), "signup.undo", ref(booking)), another),
  );
}
