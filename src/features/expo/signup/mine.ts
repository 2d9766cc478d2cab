import { z } from "zod";
import { type ActionRoute, action } from "../../../conversation/feature.ts";
import { buttons, type ReplyButton, reply, show, text } from "../../../conversation/reply.ts";
import { type Apply, answering, type Turn } from "../../../conversation/turn.ts";
import { type LanguageTag, type Localizable, localized, sequence } from "../../../message/text.ts";
import type { Reading } from "../../../store/store.ts";
import { type Booking, listBookingsOf, listWaitsOf, positionOf } from "../booking/index.ts";
import { titleOf } from "../chat/words.ts";
import type { Expo } from "../expo.ts";
import { findExpo } from "../expos.ts";
import { type BoothApplication, listApplicationsOf } from "../wishes/application.ts";
import { wishCard } from "../wishes/chat.ts";
import { partiesOf } from "./acting.ts";
import { ref } from "./cards.ts";
import { onDeskClock, timeLeft } from "./clock-words.ts";
import type { SignupDeps } from "./deps.ts";
import { showBooking } from "./hold.ts";
import { bookingRef, onOwn } from "./own-booking.ts";
import { waitCard, waitLine } from "./waiting.ts";

const quiet = { response: "new", audience: "private" } as const;

/** What a person has at all expos, and each of it in full. */
export function createMineActions(deps: SignupDeps): ActionRoute[] {
  return [
    action({
      ...{ name: "signup.list", params: z.object({}), ...quiet },
      handle: async (turn) => showMine(deps, turn),
    }),
    action({
      ...{ name: "signup.show", params: bookingRef, ...quiet },
      handle: onOwn(deps, ({ expo, booking, act }, turn) => showBooking(deps, act.tx, turn, expo, booking)),
    }),
  ];
}

/** `/booth`: what there is; the only thing at once in full. */
export async function showMine(deps: SignupDeps, turn: Turn): Promise<Apply> {
  const { bookings, waits, wishes } = await readMine(deps.store.read, turn);
  const { language, now } = turn;
  if (bookings.length + waits.length + wishes.length === 1) {
    for (const { expo, booking } of bookings) return async (tx) => [await showBooking(deps, tx, turn, expo, booking)];
    for (const wait of waits) return answering(waitCard(wait.expo, wait, language));
    for (const { expo, application } of wishes) return answering(wishCard(expo, application, language));
  }
  const find = show(localized("signup.find"), "expo.list");
  if (bookings.length + waits.length + wishes.length === 0)
    return answering(reply(text(localized("signup.none")), buttons(find)));
  return answering(
    reply(
      text(
        sequence(
          localized("signup.mineTitle"),
          ...bookings.map(({ expo, booking: one }) => bookingLine(expo, one, language, now)),
          ...waits.map((one) => waitLine(one.expo, one, language)),
          ...wishes.map((one) => wishesLine(one, language)),
        ),
      ),
      buttons(
        ...bookings.map(({ expo, booking: one }) => openButton(expo, one, language)),
        ...waits.map(({ expo }) =>
          show(localized("signup.leaveLineOf", { expo: titleOf(expo, language) }), "signup.leaveLine", {
            expo: expo.id,
          }),
        ),
        ...wishes.map(({ expo }) =>
          show(localized("wishes.open", { expo: titleOf(expo, language) }), "wishes.begin", { expo: expo.id }),
        ),
        find,
      ),
    ),
  );
}

/** What a person has at expos, a line each, for `/status`. */
export async function listMatters(db: Reading, turn: Turn): Promise<readonly Localizable[]> {
  const { bookings, waits, wishes } = await readMine(db, turn);
  const { language, now } = turn;
  return [
    ...bookings.map(({ expo, booking }) => bookingLine(expo, booking, language, now)),
    ...waits.map((one) => waitLine(one.expo, one, language)),
    ...wishes.map((one) => wishesLine(one, language)),
  ];
}

/** The way from `/status` to it. */
export async function listWays(db: Reading, turn: Turn): Promise<readonly ReplyButton[]> {
  const { bookings, waits, wishes } = await readMine(db, turn);
  return bookings.length + waits.length + wishes.length === 0 ? [] : [show(localized("signup.mine"), "signup.list")];
}

/** Wishes in a line, and the way to them. */
function wishesLine({ expo, application }: Mine["wishes"][number], language: LanguageTag): Localizable {
  const state = localized(application.state === "open" ? "wishes.lineHandedIn" : "wishes.lineDraft");
  return localized("wishes.line", { expo: titleOf(expo, language), area: application.area, state });
}

type Mine = {
  readonly bookings: readonly { readonly expo: Expo; readonly booking: Booking }[];
  readonly waits: readonly (Parameters<typeof waitCard>[1] & { readonly expo: Expo })[];
  readonly wishes: readonly { readonly expo: Expo; readonly application: BoothApplication }[];
};

async function readMine(db: Reading, turn: Turn): Promise<Mine> {
  const parties = await partiesOf(db, turn.person.id);
  const bookings = await listBookingsOf(db, parties, turn.now);
  const lines = (await listWaitsOf(db, parties)).filter(({ state }) => state === "waiting");
  const applications = await listApplicationsOf(db, parties);
  const ids = [...new Set([...bookings, ...lines, ...applications].map(({ expo }) => expo))];
  const expos = new Map<string, Expo>();
  for (const id of ids) {
    const expo = await findExpo(db, id);
    if (expo !== null) expos.set(id, expo);
  }
  const waits: Mine["waits"][number][] = [];
  for (const wait of lines) {
    const expo = expos.get(wait.expo);
    if (expo !== undefined) waits.push({ expo, wait, position: await positionOf(db, wait.expo, wait) });
  }
  return {
    bookings: bookings.flatMap((booking) => {
      const expo = expos.get(booking.expo);
      return expo === undefined ? [] : [{ expo, booking }];
    }),
    waits,
    wishes: applications.flatMap((application) => {
      const expo = expos.get(application.expo);
      return expo === undefined ? [] : [{ expo, application }];
    }),
  };
}

function bookingLine(expo: Expo, booking: Booking, language: LanguageTag, now: string): Localizable {
  const params = { booth: booking.booth, expo: titleOf(expo, language), number: booking.number ?? "" };
  switch (booking.state) {
    case "confirmed":
      return localized("signup.lineBooked", params);
    case "submitted":
      return localized("signup.lineSubmitted", params);
    default:
      return localized(booking.wait === null ? "signup.lineHeld" : "signup.lineOffered", {
        ...{ booth: params.booth, expo: params.expo },
        ...{ until: onDeskClock(booking.until), left: timeLeft(booking.until, now) },
      });
  }
}

function openButton(expo: Expo, booking: Booking, language: LanguageTag): ReplyButton {
  const label = localized("signup.open", { booth: booking.booth, expo: titleOf(expo, language) });
  return show(label, "signup.show", ref(booking));
}
