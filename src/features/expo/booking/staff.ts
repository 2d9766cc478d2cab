import { type Actor, type AuditEntry, changeWithin } from "../../../store/audit.ts";
import type { Booked, Booking, BookingState, Refusal } from "./booking.ts";
import { change, findBooking, findPlace } from "./bookings.ts";
import { type Act, type Desk, decide } from "./decide.ts";
import { about, type BookingEventKind, note } from "./event-log.ts";
import { barOf } from "./hold.ts";
import type { BookingTables } from "./tables.ts";
import { setWaitState } from "./waits.ts";

/** Who may decide about signups, beside admins. */
export const SIGNUP_ROLES = ["organiser"] as const;

/** Accepts what was submitted. */
export function approveBooking(act: Act, actor: Actor, id: string): Promise<Booked> {
  return decideAsStaff(act, actor, id, "approved", ["submitted"], async (desk, booking) => {
    const approved = await change(desk.tx, booking, { state: "confirmed" }, desk.now);
    await note(desk, "approved", about(approved), { number: approved.number });
    return approved;
  });
}

/** Turns down what was submitted: the booth is free for who waits. */
export function rejectBooking(act: Act, actor: Actor, id: string): Promise<Booked> {
  return decideAsStaff(act, actor, id, "rejected", ["submitted"], (desk, booking) => end(desk, booking, "rejected"));
}

/** Takes a booth back from who has it. */
export function releaseBooking(act: Act, actor: Actor, id: string): Promise<Booked> {
  return decideAsStaff(act, actor, id, "released", OPEN, (desk, booking) => end(desk, booking, "released"));
}

/** Brings a booking to another booth, which must be free. */
export function moveBooking(act: Act, actor: Actor, id: string, booth: string): Promise<Booked> {
  return decideAsStaff(act, actor, id, "moved", OPEN, async (desk, booking) => {
    const refusal = booth === booking.booth ? null : await barOf(desk, booth);
    if (refusal !== null) return refusal;
    const moved = await change(desk.tx, booking, { booth }, desk.now);
    await note(desk, "movedFrom", about(booking), { to: booth });
    await note(desk, "movedTo", about(moved), { from: booking.booth });
    return moved;
  });
}

export type BlockResult = { readonly kind: "done" } | Refusal;

/** Keeps a booth back. One that somebody has must be released or its booking moved first. */
export function blockBooth(act: Act, actor: Actor, booth: string, reason: string): Promise<BlockResult> {
  return asStaff(act, actor, { action: "booths.blocked", subject: `${act.expo}/${booth}`, details: { reason } }, () =>
    decide(act, async (desk): Promise<BlockResult> => {
      const bar = await barOf(desk, booth);
      if (bar !== null && bar.kind !== "blocked") return bar;
      await setBlocked(desk, booth, reason);
      await note(desk, "blocked", { booth });
      return { kind: "done" };
    }),
  );
}

/** Lets a booth be taken again, by who waits before anyone else. */
export function unblockBooth(act: Act, actor: Actor, booth: string): Promise<BlockResult> {
  return asStaff(act, actor, { action: "booths.unblocked", subject: `${act.expo}/${booth}`, details: {} }, () =>
    decide(act, async (desk): Promise<BlockResult> => {
      if ((await findPlace(desk.tx, desk.expo, booth)) === null) return { kind: "unknown" };
      await setBlocked(desk, booth, null);
      await note(desk, "unblocked", { booth });
      return { kind: "done" };
    }),
  );
}

const OPEN: readonly BookingState[] = ["held", "submitted", "confirmed"];

/** The role is checked, the change made and the audit entry written in one; a refusal leaves no entry. */
function asStaff<T extends { readonly kind: string }>(
  { tx, now }: Act,
  actor: Actor,
  entry: AuditEntry,
  work: () => Promise<T>,
): Promise<T> {
  return changeWithin(tx, actor, SIGNUP_ROLES, now, async () => {
    const result = await work();
    return { result, entry: result.kind === "done" ? entry : null };
  });
}

function decideAsStaff(
  act: Act,
  actor: Actor,
  id: string,
  action: string,
  from: readonly BookingState[],
  work: (desk: Desk, booking: Booking) => Promise<Booking | Refusal>,
): Promise<Booked> {
  return asStaff(act, actor, { action: `bookings.${action}`, subject: `${act.expo}/${id}`, details: {} }, () =>
    decide(act, async (desk): Promise<Booked> => {
      const booking = await findBooking(desk.tx, desk.expo, id);
      if (booking === null) return { kind: "unknown" };
      if (!from.includes(booking.state)) return { kind: "state", state: booking.state };
      const result = await work(desk, booking);
      return "kind" in result ? result : { kind: "done", booking: result };
    }),
  );
}

async function end(desk: Desk, booking: Booking, state: BookingState & BookingEventKind): Promise<Booking> {
  const over = await change(desk.tx, booking, { state, was: booking.state }, desk.now);
  if (booking.state === "held" && booking.wait !== null) await setWaitState(desk.tx, booking.wait, "lapsed");
  await note(desk, state, about(over));
  return over;
}

async function setBlocked({ tx, expo }: Desk, booth: string, blocked: string | null): Promise<void> {
  await tx
    .withTables<BookingTables>()
    .updateTable("expo_booths")
    .set({ blocked })
    .where("expo", "=", expo)
    .where("code", "=", booth)
    .execute();
}
