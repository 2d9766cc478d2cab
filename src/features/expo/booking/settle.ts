import { HOUR, later } from "../../../shared/clock.ts";
import type { Tx } from "../../../store/store.ts";
import type { Booking, Wait } from "./booking.ts";
import { addHold, change, listEnded, listFree, listOfParty } from "./bookings.ts";
import { about, note } from "./event-log.ts";
import { type Bookable, choosePlace, closedAt, type Place } from "./rules.ts";
import { listWaiting, setWaitState } from "./waits.ts";

type Desk = { readonly tx: Tx; readonly expo: string; readonly now: string; readonly plan: Bookable };

/** Ends the holds whose time is up, so that all that follows sees what is true now. Who waits comes before who asks. */
export async function settle(desk: Desk): Promise<void> {
  const ended = await listEnded(desk.tx, desk.expo, desk.now);
  for (const booking of ended) await expire(desk, booking);
  if (ended.length > 0) await offerFreePlaces(desk);
}

/** Offers free booths to who waits: each to the first in line whom it fits, each of them one. */
export async function offerFreePlaces(desk: Desk): Promise<void> {
  if (closedAt(desk.plan, desk.now) !== null) return;
  let free = await listFree(desk.tx, desk.expo);
  if (free.length === 0) return;
  for (const wait of await listWaiting(desk.tx, desk.expo)) {
    const place = choosePlace(wait.wishes, free);
    if (place === null || (await hasAll(desk, wait))) continue;
    await offer(desk, wait, place);
    free = free.filter(({ code }) => code !== place.code);
    if (free.length === 0) return;
  }
}

async function expire({ tx, expo, now }: Desk, booking: Booking): Promise<void> {
  await change(tx, booking, { state: "expired" }, now);
  if (booking.wait !== null) await setWaitState(tx, booking.wait, "lapsed");
  await note({ tx, expo, now }, "expired", about(booking), { until: booking.until });
}

async function offer({ tx, expo, now, plan }: Desk, wait: Wait, { code }: Place): Promise<void> {
  const until = later(now, plan.rules.acceptHours * HOUR);
  const booking = await addHold(tx, { expo, booth: code, holder: wait, until, wait: wait.id }, now);
  await setWaitState(tx, wait.id, "offered");
  await note({ tx, expo, now }, "offered", about(booking), { until });
}

/** Whoever has as many as the expo allows keeps their place in line, and is passed over. */
async function hasAll({ tx, expo, plan }: Desk, { party }: Wait): Promise<boolean> {
  const max = plan.rules.maxPerCompany;
  return max !== null && (await listOfParty(tx, expo, party)).length >= max;
}
