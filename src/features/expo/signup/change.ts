import { z } from "zod";
import { type ActionRoute, action } from "../../../conversation/feature.ts";
import { buttons, reply, show, text } from "../../../conversation/reply.ts";
import { localized } from "../../../message/text.ts";
import { changeBooth } from "../booking/index.ts";
import { boothFields } from "./booth-fields.ts";
import { ref } from "./cards.ts";
import { onExpoClock } from "./clock-words.ts";
import type { SignupDeps } from "./deps.ts";
import { showBooking } from "./hold.ts";
import { bookingRef, onOwn } from "./own-booking.ts";
import { refused } from "./refused.ts";

const toSchema = bookingRef.extend({ booth: z.string() });
const quiet = { response: "new", audience: "private" } as const;

/** Putting right what is booked, until the signup closes: another booth, other details of the company. */
export function createChangeActions(deps: SignupDeps): ActionRoute[] {
  return [
    action({
      ...{ name: "signup.change", params: bookingRef, ...quiet },
      handle: onOwn(deps, async ({ expo, booking }, turn) => {
        const closes = expo.signup?.closes ?? turn.now;
        const aim = { kind: "change", booking: booking.id };
        return reply(
          text(localized("signup.changeHelp", { until: onExpoClock(expo, closes) })),
          buttons(
            show(localized("signup.changeBooth"), "signup.begin", { expo: expo.id, aim }),
            show(localized("signup.changeCompany"), "company.change"),
          ),
        );
      }),
    }),
    // It may cost more than the one before: nobody is moved without their word.
    action({
      ...{ name: "signup.changeAsk", params: toSchema, ...quiet },
      handle: onOwn(deps, async ({ expo, booking }, turn, params) => {
        const { booth } = params;
        return reply(
          {
            ...{ kind: "card", title: localized("signup.changeBooth") },
            text: localized("signup.changeAsk", { booth, before: booking.booth }),
            fields: boothFields(expo, booth, turn.language, turn.now),
          },
          buttons(
            show(localized("signup.changeYes", { booth }), "signup.changeTo", params),
            show(localized("signup.keep"), "signup.show", ref(booking)),
          ),
        );
      }),
    }),
    action({
      ...{ name: "signup.changeTo", params: toSchema, ...quiet },
      handle: onOwn(deps, async ({ expo, booking, holder, act }, turn, { booth }) => {
        const changed = await changeBooth(act, holder, booking.id, booth);
        return changed.kind === "done"
          ? showBooking(deps, act.tx, turn, expo, changed.booking)
          : refused(act.tx, expo, changed);
      }),
    }),
  ];
}
