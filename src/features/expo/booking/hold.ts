import { later, MINUTE } from "../../../shared/clock.ts";
import type { Booked, Holder, Refusal, Wish } from "./booking.ts";
import { addHold, change, findBooking, findOpen, findPlace, listFree, listOfParty } from "./bookings.ts";
import { type Act, type Desk, decide } from "./decide.ts";
import { about, note } from "./event-log.ts";
import { choosePlace, closedAt, hasEnded, partyOf } from "./rules.ts";

/** How many booths a party may have: the expo's own rule where not given, any number where null (a delegation). */
export type Limit = { readonly max?: number | null };

/** Holds a booth for the minutes that the expo gives. Whoever holds it already is told the same again. */
export function holdBooth(act: Act, holder: Holder, booth: string, limit: Limit = {}): Promise<Booked> {
  return decide(act, async (desk) => {
    const open = await findOpen(desk.tx, desk.expo, booth);
    if (open !== null && open.party === partyOf(holder)) return { kind: "done", booking: open };
    const refusal =
      closedAt(desk.plan, desk.now) ?? (await barOf(desk, booth)) ?? (await limitOf(desk, partyOf(holder), limit));
    return refusal === null ? hold(desk, holder, booth) : refuse(desk, holder, booth, refusal);
  });
}

/** Holds the booth that meets the first wish that a free one meets. */
export function holdAny(act: Act, holder: Holder, wishes: readonly Wish[], limit: Limit = {}): Promise<Booked> {
  return decide(act, async (desk) => {
    const refusal = closedAt(desk.plan, desk.now) ?? (await limitOf(desk, partyOf(holder), limit));
    if (refusal !== null) return refuse(desk, holder, null, refusal);
    const place = choosePlace(wishes, await listFree(desk.tx, desk.expo));
    return place === null ? refuse(desk, holder, null, { kind: "full" }) : hold(desk, holder, place.code);
  });
}

/** Lets a hold run longer, once. An offer runs its hours and no longer, as others wait behind it. */
export function extendHold(act: Act, holder: Holder, id: string): Promise<Booked> {
  return decide(act, async ({ tx, expo, now, plan }) => {
    const booking = await findBooking(tx, expo, id);
    if (booking === null) return { kind: "unknown" };
    if (booking.party !== partyOf(holder)) return { kind: "notYours" };
    if (booking.state === "expired") return { kind: "expired", at: booking.until };
    if (booking.state !== "held") return { kind: "state", state: booking.state };
    if (booking.wait !== null) return { kind: "isOffer" };
    if (booking.extended) return { kind: "extendedBefore", until: booking.until };
    const until = later(booking.until, plan.rules.extendMinutes * MINUTE);
    const extended = await change(tx, booking, { until, extended: 1 }, now);
    await note({ tx, expo, now }, "extended", about(extended), { until });
    return { kind: "done", booking: extended };
  });
}

/** Why a booth can't be had by anyone else now; null where it can. */
export async function barOf({ tx, expo, now }: Desk, booth: string): Promise<Refusal | null> {
  const place = await findPlace(tx, expo, booth);
  if (place === null) return { kind: "unknown" };
  const open = await findOpen(tx, expo, booth);
  // One that ended is over already here; the condition is asked again because it costs nothing.
  if (open !== null && !(open.state === "held" && hasEnded(open.until, now)))
    return { kind: "taken", booth, until: open.state === "held" ? open.until : null };
  return place.blocked === null ? null : { kind: "blocked", booth };
}

/** Why a party may not have another booth; null where it may. */
export async function limitOf({ tx, expo, plan }: Desk, party: string, { max }: Limit): Promise<Refusal | null> {
  const most = max === undefined ? plan.rules.maxPerCompany : max;
  if (most === null || (await listOfParty(tx, expo, party)).length < most) return null;
  return { kind: "limit", max: most };
}

async function hold({ tx, expo, now, plan }: Desk, holder: Holder, booth: string): Promise<Booked> {
  const until = later(now, plan.rules.holdMinutes * MINUTE);
  const booking = await addHold(tx, { expo, booth, holder, until }, now);
  await note({ tx, expo, now }, "held", about(booking), { until });
  return { kind: "done", booking };
}

/** A refusal is a decision too: the seller can read later why they did not get it. */
async function refuse(desk: Desk, holder: Holder, booth: string | null, refusal: Refusal): Promise<Refusal> {
  const until = refusal.kind === "taken" ? refusal.until : null;
  const known = refusal.kind === "unknown" ? null : booth;
  await note(
    desk,
    "refused",
    { booth: known, party: partyOf(holder), person: holder.person },
    { why: refusal.kind, until },
  );
  return refusal;
}
