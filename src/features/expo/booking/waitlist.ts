import type { Holder, Wait, Waiting, Wish } from "./booking.ts";
import { change, listFree, listOfParty } from "./bookings.ts";
import { type Act, decide } from "./decide.ts";
import { about, aboutWait, note } from "./event-log.ts";
import { choosePlace, closedAt, partyOf } from "./rules.ts";
import { addWait, findWaitOf, positionOf, setWaitState } from "./waits.ts";

/** Waits for any booth that meets one of the wishes, in order of liking. Each party has one place in line. */
export function joinWaitlist(act: Act, holder: Holder, wishes: readonly Wish[]): Promise<Waiting> {
  return decide(act, async (desk): Promise<Waiting> => {
    const { tx, expo, now, plan } = desk;
    const closed = closedAt(plan, now);
    if (closed !== null) return closed;
    const before = await findWaitOf(tx, expo, partyOf(holder));
    if (before !== null) return { kind: "waiting", wait: before, position: await positionOf(tx, expo, before) };
    const free = choosePlace(wishes, await listFree(tx, expo));
    if (free !== null) return { kind: "available", booth: free.code };
    const wait = await addWait(tx, expo, holder, wishes, now);
    await note(desk, "joined", aboutWait(wait));
    return { kind: "waiting", wait, position: await positionOf(tx, expo, wait) };
  });
}

/** Gives one's place in line up, and with it an offer that is open. */
export function leaveWaitlist(
  act: Act,
  holder: Holder,
): Promise<{ readonly kind: "left"; readonly wait: Wait } | { readonly kind: "unknown" }> {
  return decide(act, async (desk) => {
    const { tx, expo, now } = desk;
    const wait = await findWaitOf(tx, expo, partyOf(holder));
    if (wait === null) return { kind: "unknown" as const };
    const offer = (await listOfParty(tx, expo, wait.party)).find((one) => one.wait === wait.id && one.state === "held");
    if (offer !== undefined) {
      await change(tx, offer, { state: "declined", was: "held" }, now);
      await note(desk, "declined", about(offer));
    }
    await setWaitState(tx, wait.id, "left");
    await note(desk, "left", aboutWait(wait));
    return { kind: "left" as const, wait: { ...wait, state: "left" } };
  });
}
