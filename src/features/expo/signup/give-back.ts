import { type ActionRoute, action } from "../../../conversation/feature.ts";
import { buttons, type Reply, reply, show, text } from "../../../conversation/reply.ts";
import type { Turn } from "../../../conversation/turn.ts";
import { localized } from "../../../message/text.ts";
import { later } from "../../../shared/clock.ts";
import { type Booking, cancelBooking, UNDO_MS, undoCancel } from "../booking/index.ts";
import { ref } from "./cards.ts";
import { onDeskClock } from "./clock-words.ts";
import type { SignupDeps } from "./deps.ts";
import { showBooking } from "./hold.ts";
import { onOwn, bookingRef as params } from "./own-booking.ts";
import { refused } from "./refused.ts";

const inPlace = { response: "update", audience: "private" } as const;

/** Giving a booth back, and taking that back. What is confirmed is asked once more. */
export function createGiveBackActions(deps: SignupDeps): ActionRoute[] {
  return [
    action({
      ...{ name: "signup.cancelAsk", params, response: "new", audience: "private" },
      handle: onOwn(deps, async ({ booking }) => askFirst(booking)),
    }),
    action({
      ...{ name: "signup.giveBack", params, ...inPlace },
      handle: onOwn(deps, async ({ expo, booking, holder, act }, turn) => {
        const given = await cancelBooking(act, holder, booking.id);
        return given.kind === "done" ? tellGivenBack(given.booking, turn) : refused(act.tx, expo, given);
      }),
    }),
    action({
      ...{ name: "signup.undo", params, ...inPlace },
      handle: onOwn(deps, async ({ expo, booking, holder, act }, turn) => {
        const restored = await undoCancel(act, holder, booking.id);
        return restored.kind === "done"
          ? showBooking(deps, act.tx, turn, expo, restored.booking)
          : refused(act.tx, expo, restored);
      }),
    }),
  ];
}

function askFirst(booking: Booking): Reply {
  const { booth } = booking;
  return reply(
    text(localized("signup.cancelAsk", { booth })),
    buttons(
      show(localized("signup.cancelYes", { booth }), "signup.giveBack", ref(booking)),
      show(localized("signup.keep"), "signup.show", ref(booking)),
    ),
  );
}

/** What is given back can be had again for some minutes, unless it went to someone who waits. */
function tellGivenBack(booking: Booking, turn: Turn): Reply {
  const { booth, expo, state } = booking;
  const another = show(localized("signup.anotherBooth"), "signup.begin", { expo, aim: { kind: "hold" } });
  if (state === "declined") return reply(text(localized("signup.declined", { booth })), buttons(another));
  const until = onDeskClock(later(turn.now, UNDO_MS));
  return reply(
    text(localized("signup.givenBack", { booth, until })),
    buttons(show(localized("signup.undo"), "signup.undo", ref(booking)), another),
  );
}
