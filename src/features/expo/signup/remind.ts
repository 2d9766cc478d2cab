import { z } from "zod";
import type { Feature } from "../../../conversation/feature.ts";
import { buttons, type Reply, reply, show, text } from "../../../conversation/reply.ts";
import { type Apply, answering, type Turn } from "../../../conversation/turn.ts";
import { localized } from "../../../message/text.ts";
import { HOUR, later, MINUTE } from "../../../shared/clock.ts";
import { findRecipient, findSent } from "../../../store/outbox.ts";
import type { Tx } from "../../../store/store.ts";
import { setTimer } from "../../../store/timers.ts";
import { muteButton, whenToRemind } from "../../reminders/index.ts";
import { type Booking, findBooking } from "../booking/index.ts";
import { getExpo } from "../expos.ts";
import { ref } from "./cards.ts";
import { onDeskClock, timeLeft } from "./clock-words.ts";
import type { SignupDeps } from "./deps.ts";
import { showBooking } from "./hold.ts";
import { COUNTDOWN, HOLD_ENDS, LEAD_MS, setCountdown, setHoldEnds } from "./timers.ts";

const OFFER_WAITS = "signup.offerWaits";

const endsSchema = z.object({ expo: z.string(), booking: z.string(), until: z.string() });
const cardSchema = z.object({ expo: z.string(), booking: z.string(), card: z.string() });

/** Sets the timer that reminds of an offer: when half of its time is gone, and some minutes remain. */
export async function setOfferReminder(tx: Tx, person: string, booking: Booking, now: string): Promise<void> {
  const left = Date.parse(booking.until) - Date.parse(now);
  const to = await findRecipient(tx, person);
  if (to === null || left < 20 * MINUTE) return;
  const { platform, bot, conversation, account, scope } = to;
  const params = { expo: booking.expo, booking: booking.id, until: booking.until };
  const dueAt = later(booking.until, -Math.min(left / 2, 12 * HOUR));
  await setTimer(tx, { platform, bot, conversation, account, scope, name: OFFER_WAITS, params, dueAt });
}

/** What happens while a booth is held or offered, without anybody's press. */
export function createSignupTimers(deps: SignupDeps): NonNullable<Feature["timers"]> {
  const { store } = deps;
  return [
    {
      name: COUNTDOWN,
      handle: async (turn, { params }) => countDown(deps, turn, cardSchema.parse(params)),
    },
    {
      name: HOLD_ENDS,
      handle: async (turn, { params }) => {
        const { expo, booking: id, until } = endsSchema.parse(params);
        return async (tx) => {
          const booking = await findHeld(tx, expo, id, turn.now);
          if (booking === null) return [];
          // It was extended meanwhile.
          if (booking.until !== until && later(booking.until, -LEAD_MS) > turn.now) {
            await setHoldEnds(tx, turn.incoming, booking, turn.now);
            return [];
          }
          const when = await whenToRemind(tx, turn.person.id, "holds", turn.now);
          // Whoever pressed a quarter of an hour ago is awake, whatever the hour.
          return when.kind === "never" ? [] : [holdEnds(booking, turn)];
        };
      },
    },
    {
      name: OFFER_WAITS,
      handle: async (turn, { params }) => {
        const { expo, booking: id } = endsSchema.parse(params);
        const when = await whenToRemind(store.read, turn.person.id, "offers", turn.now);
        if (when.kind === "never") return answering();
        return async (tx) => {
          const booking = await findHeld(tx, expo, id, turn.now);
          if (booking === null) return [];
          if (when.kind === "later" && when.at < booking.until) {
            const { platform, bot, conversation, account, scope } = turn.incoming;
            const again = endsSchema.parse(params);
            await setTimer(tx, {
              ...{ platform, bot, conversation, account, scope, name: OFFER_WAITS, params: again, dueAt: when.at },
            });
            return [];
          }
          return [offerWaits(booking, turn)];
        };
      },
    },
  ];
}

/** Brings the card of a hold up to date; at its end it says so. */
async function countDown(
  deps: SignupDeps,
  turn: Turn,
  { expo: id, booking, card }: z.infer<typeof cardSchema>,
): Promise<Apply> {
  const expo = await getExpo(deps.store.read, id);
  return async (tx) => {
    const found = await findBooking(tx, id, booking);
    const stands = await findSent(tx, card);
    if (found === null || stands === null) return [];
    const mode = { kind: "replace", message: stands.message, clock: true } as const;
    if (found.state === "expired" || (found.state === "held" && found.until <= turn.now))
      return [{ ...over(found), mode, lane: "broadcast" }];
    if (found.state !== "held") return [];
    await setCountdown(tx, turn.incoming, found, card, turn.now);
    const said = await showBooking(deps, tx, turn, expo, found);
    return [{ ...said, mode, lane: "broadcast", expiresAt: found.until }];
  };
}

function over({ expo, booth, until }: Booking): Reply {
  return reply(
    text(localized("signup.holdOver", { booth, at: onDeskClock(until) })),
    buttons(
      show(localized("signup.take", { booth }), "signup.hold", { expo, booth }),
      show(localized("signup.anotherBooth"), "signup.begin", { expo, aim: { kind: "hold" } }),
    ),
  );
}

function holdEnds(booking: Booking, { now }: Turn): Reply {
  const { booth, until } = booking;
  const left = { booth, until: onDeskClock(until), left: timeLeft(until, now) };
  return {
    ...reply(
      text(localized("signup.remindHold", left)),
      buttons(
        show(localized("signup.goOn"), "signup.goOn", ref(booking)),
        ...(booking.extended || booking.wait !== null
          ? []
          : [show(localized("signup.moreTime"), "signup.extend", ref(booking))]),
        muteButton("holds"),
      ),
    ),
    lane: "transactional",
    expiresAt: until,
  };
}

function offerWaits(booking: Booking, { now }: Turn): Reply {
  const { booth, until } = booking;
  return {
    ...reply(
      text(localized("signup.remindOffer", { booth, until: onDeskClock(until), left: timeLeft(until, now) })),
      buttons(
        show(localized("signup.accept"), "signup.goOn", ref(booking)),
        show(localized("signup.decline"), "signup.giveBack", ref(booking)),
        muteButton("offers"),
      ),
    ),
    lane: "transactional",
    expiresAt: until,
  };
}

async function findHeld(tx: Tx, expo: string, id: string, now: string): Promise<Booking | null> {
  const booking = await findBooking(tx, expo, id);
  return booking !== null && booking.state === "held" && booking.until > now ? booking : null;
}
