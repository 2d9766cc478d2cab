import { z } from "zod";
import { type ActionRoute, action } from "../../../conversation/feature.ts";
import { buttons, reply, show, text } from "../../../conversation/reply.ts";
import { localized } from "../../../message/text.ts";
import { changeBooth, findBooking } from "../booking/index.ts";
import { getExpo } from "../expos.ts";
import { holderFor } from "./acting.ts";
import { boothFields } from "./booth-fields.ts";
import { onExpoClock } from "./clock-words.ts";
import type { SignupDeps } from "./deps.ts";
import { showBooking } from "./hold.ts";
import { refused } from "./refused.ts";

const bookingSchema = z.object({ expo: z.string(), booking: z.string() });

/** Putting right what is booked, until the signup closes: another booth, other details of the company. */
export function createChangeActions(deps: SignupDeps): ActionRoute[] {
  const { store } = deps;
  return [
    action({
      ...{ name: "signup.change", params: bookingSchema, response: "new", audience: "private" },
      handle: async (turn, { params: { expo: id, booking } }) => {
        const expo = await getExpo(store.read, id);
        const closes = expo.signup?.closes ?? turn.now;
        return async () => [
          reply(
            text(localized("signup.changeHelp", { until: onExpoClock(expo, closes) })),
            buttons(
              show(localized("signup.changeBooth"), "signup.begin", { expo: id, aim: { kind: "change", booking } }),
              show(localized("signup.changeCompany"), "company.change"),
            ),
          ),
        ];
      },
    }),
    action({
      ...{ name: "signup.changeAsk", params: bookingSchema.extend({ booth: z.string() }) },
      ...{ response: "new", audience: "private" },
      handle:
        async (turn, { params }) =>
        async (tx) => {
          const expo = await getExpo(tx, params.expo);
          const booking = await findBooking(tx, expo.id, params.booking);
          if (booking === null) return [await refused(tx, expo, { kind: "unknown" })];
          const { booth } = params;
          return [
            reply(
              {
                ...{ kind: "card", title: localized("signup.changeBooth") },
                text: localized("signup.changeAsk", { booth, before: booking.booth }),
                fields: boothFields(expo, booth, turn.language, turn.now),
              },
              buttons(
                show(localized("signup.changeYes", { booth }), "signup.changeTo", params),
                show(localized("signup.keep"), "signup.show", { expo: expo.id, booking: booking.id }),
              ),
            ),
          ];
        },
    }),
    action({
      ...{ name: "signup.changeTo", params: bookingSchema.extend({ booth: z.string() }) },
      ...{ response: "new", audience: "private" },
      handle: async (turn, { params: { expo: id, booking, booth } }) => {
        const expo = await getExpo(store.read, id);
        return async (tx) => {
          const before = await findBooking(tx, id, booking);
          if (before === null) return [await refused(tx, expo, { kind: "unknown" })];
          const holder = await holderFor(tx, store.traits, turn.person.id, before);
          const act = { tx, traits: store.traits, expo: id, now: turn.now };
          const changed = await changeBooth(act, holder, booking, booth);
          return [
            changed.kind === "done"
              ? await showBooking(deps, tx, turn, expo, changed.booking)
              : await refused(tx, expo, changed),
          ];
        };
      },
    }),
  ];
}
