import { type ActionRoute, action } from "../../../conversation/feature.ts";
import { type Reply, reply, text } from "../../../conversation/reply.ts";
import type { Apply, Turn } from "../../../conversation/turn.ts";
import { localized } from "../../../message/text.ts";
import type { Tx } from "../../../store/store.ts";
import { beginDossier, type Company, type Continuation, companyTitle, findCompanyOf } from "../../company/index.ts";
import { adoptBooking, type Booked, type Booking, confirmBooking, findBooking } from "../booking/index.ts";
import type { Expo } from "../expo.ts";
import { getExpo } from "../expos.ts";
import { holderFor } from "./acting.ts";
import { calendarFile } from "./calendar-file.ts";
import { bookedCard, statusOf, summaryCard } from "./cards.ts";
import type { SignupDeps } from "./deps.ts";
import { SIGNUP_RETURN, showBooking } from "./hold.ts";
import { bookingRef } from "./own-booking.ts";
import { refused } from "./refused.ts";

/** The way from a hold to a booking: the company, the summary, and the word that makes it binding. */
export function createConfirmActions(deps: SignupDeps): ActionRoute[] {
  const { store } = deps;
  return [
    action({
      ...{ name: "signup.goOn", params: bookingRef, response: "new", audience: "private" },
      handle: async (turn, { params }) => {
        const expo = await getExpo(store.read, params.expo);
        return async (tx) => {
          const company = await findCompanyOf(tx, turn.person.id);
          if (!company?.complete) return beginDossier(turn, { name: SIGNUP_RETURN, params })(tx);
          return summarise(deps, tx, turn, { expo, id: params.booking, company });
        };
      },
    }),
    action({
      ...{ name: "signup.confirm", params: bookingRef, response: "update", audience: "private" },
      handle: async (turn, { params }) => {
        const expo = await getExpo(store.read, params.expo);
        return (tx) => confirm(deps, tx, turn, expo, params.booking);
      },
    }),
  ];
}

/** Where a person goes on once the details of their company are complete. */
export function createSignupContinuation(deps: SignupDeps): Continuation {
  return (turn, params, company): Apply =>
    async (tx) => {
      const { expo: id, booking } = bookingRef.parse(params);
      return summarise(deps, tx, turn, { expo: await getExpo(tx, id), id: booking, company });
    };
}

type Case = { readonly expo: Expo; readonly id: string; readonly company: Company };

async function summarise(deps: SignupDeps, tx: Tx, turn: Turn, { expo, id, company }: Case): Promise<Reply[]> {
  const booked = await adopt(deps, tx, turn, { expo, id, company });
  if (booked.kind !== "done") return [await refused(tx, expo, booked)];
  const { booking } = booked;
  return booking.state === "held"
    ? [await summaryCard(tx, deps, { expo, booking, company }, turn)]
    : [await showBooking(deps, tx, turn, expo, booking)];
}

/** What a person took before they had a company becomes the company's. */
async function adopt({ store }: SignupDeps, tx: Tx, turn: Turn, { expo, id, company }: Case): Promise<Booked> {
  const booking = await findBooking(tx, expo.id, id);
  if (booking === null) return { kind: "unknown" };
  const act = { tx, traits: store.traits, expo: expo.id, now: turn.now };
  if (booking.company !== null || booking.state !== "held") return { kind: "done", booking };
  return adoptBooking(act, { person: turn.person.id, company: company.id }, id);
}

async function confirm(deps: SignupDeps, tx: Tx, turn: Turn, expo: Expo, id: string): Promise<readonly Reply[]> {
  const { traits } = deps.store;
  const company = await findCompanyOf(tx, turn.person.id);
  if (!company?.complete)
    return beginDossier(turn, { name: SIGNUP_RETURN, params: { expo: expo.id, booking: id } })(tx);
  const before = await findBooking(tx, expo.id, id);
  if (before === null) return [await refused(tx, expo, { kind: "unknown" })];
  const holder = await holderFor(tx, traits, turn.person.id, before);
  const adopted = await adopt(deps, tx, turn, { expo, id, company });
  if (adopted.kind !== "done") return [await refused(tx, expo, adopted)];
  const acts = holder.company === null && adopted.booking.company !== null;
  const owner = acts ? { person: turn.person.id, company: company.id } : holder;
  const booked = await confirmBooking({ tx, traits, expo: expo.id, now: turn.now }, owner, id);
  if (booked.kind !== "done") return [await refused(tx, expo, booked)];
  return told(deps, turn, expo, booked.booking, company);
}

/** The number, where it stands, and the dates for the person's calendar. */
function told(deps: SignupDeps, turn: Turn, expo: Expo, booking: Booking, company: Company): readonly Reply[] {
  const file = calendarFile(expo, booking, turn, deps.translator);
  const card = bookedCard(expo, booking, companyTitle(company), turn, statusOf(booking));
  return file === null ? [card] : [card, reply(text(localized("signup.calendar")), { kind: "file", file })];
}
