import { buttons, type Reply, reply, show, text } from "../../../conversation/reply.ts";
import { tellPerson } from "../../../conversation/tell-person.ts";
import { localized, sequence } from "../../../message/text.ts";
import { exhaustive } from "../../../shared/exhaustive.ts";
import { getPerson } from "../../../store/people.ts";
import type { Store, Tx } from "../../../store/store.ts";
import { listMemberIds } from "../../company/index.ts";
import { muteButton } from "../../reminders/index.ts";
import {
  type Booking,
  findBooking,
  listExposToSweep,
  listUntold,
  setTold,
  sweepBooths,
  type Untold,
} from "../booking/index.ts";
import { titleOf } from "../chat/words.ts";
import type { Expo } from "../expo.ts";
import { findExpo } from "../expos.ts";
import { findApplication } from "../wishes/application.ts";
import { NOT_HANDED_IN } from "../wishes/give-out.ts";
import { ref } from "./cards.ts";
import { onDeskClock, timeLeft } from "./clock-words.ts";
import { setOfferReminder } from "./remind.ts";

const BATCH = 200;

/**
 * Ends the holds whose time is up, which offers their booths to who waits, and tells people what others decided about
 * their booths. Each decision is told once, also where several processes look at the same moment.
 *
 * @returns whether messages were queued.
 */
export async function announce(store: Store, now: string): Promise<boolean> {
  for (const expo of await listExposToSweep(store.read, now))
    await store.transaction((tx) => sweepBooths({ tx, traits: store.traits, expo, now }));
  const untold = await listUntold(store.read, BATCH);
  const faults: unknown[] = [];
  for (const event of untold)
    await store
      .transaction(async (tx) => {
        if (await setTold(tx, event.id)) await tell(tx, event, now);
      })
      // One that can't be told holds up nobody else; it is tried again.
      .catch((error: unknown) => faults.push(error));
  if (faults.length > 0) throw new AggregateError(faults, "some decisions could not be told");
  return untold.length > 0;
}

async function tell(tx: Tx, event: Untold, now: string): Promise<void> {
  const expo = await findExpo(tx, event.expo);
  if (expo === null) return;
  const booking = event.booking === null ? null : await findBooking(tx, event.expo, event.booking);
  for (const person of await readersOf(tx, event)) {
    const { language } = await getPerson(tx, person);
    const said =
      booking === null ? await notPlaced(tx, expo, event, language) : noticeOf(expo, event, booking, language, now);
    if (said === null) continue;
    await tellPerson(tx, `booth/${event.id}/${person}`, person, said, now);
    const isOffer = event.kind === "offered" || event.kind === "allotted";
    if (booking !== null && isOffer) await setOfferReminder(tx, person, booking, now);
  }
}

/** The person who signed up; of a company whose person is gone, everyone who acts for it. */
async function readersOf(tx: Tx, { person, party }: Untold): Promise<readonly string[]> {
  if (person !== null) return [person];
  return party?.startsWith("company:") ? listMemberIds(tx, party.slice("company:".length)) : [];
}

/** What is said to somebody whose wishes could not be met, and why. */
async function notPlaced(tx: Tx, expo: Expo, { kind, party }: Untold, language: string): Promise<Reply | null> {
  if (kind !== "notPlaced" || party === null) return null;
  const application = await findApplication(tx, expo.id, [party]);
  const params = { expo: titleOf(expo, language) };
  const why = application?.why ?? "";
  const said =
    why === NOT_HANDED_IN
      ? [localized("wishes.lapsed", params)]
      : [
          localized("wishes.toldNotPlaced", params),
          localized(WHY_NOT[why] ?? "wishes.whyOutbid"),
          localized("wishes.inLineNow"),
        ];
  return reply(
    text(sequence(...said)),
    buttons(
      show(localized("signup.anotherBooth"), "signup.begin", { expo: expo.id, aim: { kind: "hold" } }),
      show(localized("signup.mine"), "signup.list"),
      show(localized("signup.log"), "signup.logAll", { expo: expo.id }),
    ),
  );
}

const WHY_NOT: Readonly<Record<string, string>> = {
  noWish: "wishes.whyNoWish",
  "noFit.size": "wishes.whyNoFit",
  "noFit.zone": "wishes.whyNoFit",
  noneOpen: "wishes.whyNoneOpen",
  outbid: "wishes.whyOutbid",
  rivalNextDoor: "wishes.whyRival",
};

/** What is said of a decision; null where what follows it made it pointless. */
function noticeOf(
  expo: Expo,
  { kind, booth, at }: Untold,
  booking: Booking,
  language: string,
  now: string,
): Reply | null {
  const params = { booth: booth ?? booking.booth, expo: titleOf(expo, language), number: booking.number ?? "" };
  const mine = show(localized("signup.mine"), "signup.list");
  const log = show(localized("signup.log"), "signup.log", ref(booking));
  const another = show(localized("signup.anotherBooth"), "signup.begin", { expo: expo.id, aim: { kind: "hold" } });
  switch (kind) {
    case "offered":
    case "allotted":
      if (booking.state !== "held" || booking.until <= now) return null;
      return {
        ...reply(
          text(
            localized(kind === "offered" ? "signup.toldOffered" : "wishes.toldAllotted", {
              ...params,
              until: onDeskClock(booking.until),
              left: timeLeft(booking.until, now),
            }),
          ),
          buttons(
            show(localized("signup.accept"), "signup.goOn", ref(booking)),
            show(localized("signup.decline"), "signup.giveBack", ref(booking)),
            muteButton("offers"),
          ),
        ),
        expiresAt: booking.until,
      };
    case "approved":
      return reply(text(localized("signup.toldApproved", params)), buttons(mine, log));
    case "rejected":
      return reply(text(localized("signup.toldRejected", params)), buttons(another, log));
    case "released":
      return reply(text(localized("signup.toldReleased", params)), buttons(another, log));
    case "movedTo":
      return reply(text(localized("signup.toldMoved", params)), buttons(mine, log));
    case "expired":
      return reply(text(localized("signup.toldExpired", { ...params, at: onDeskClock(at) })), buttons(another, log));
    case "handedOver":
      return reply(text(localized("signup.toldHandedOver", params)), buttons(log));
    case "held":
    case "extended":
    case "submitted":
    case "confirmed":
    case "cancelled":
    case "declined":
    case "restored":
    case "adopted":
    case "changedFrom":
    case "changedTo":
    case "received":
    case "movedFrom":
    case "listed":
    case "blocked":
    case "unblocked":
    case "refused":
    case "joined":
    case "left":
    case "notPlaced":
      return null;
    default:
      return exhaustive(kind);
  }
}
