import { z } from "zod";
import { type ActionRoute, action } from "../../../conversation/feature.ts";
import { keyOfReply, type Reply, reply, text } from "../../../conversation/reply.ts";
import type { Apply, Turn } from "../../../conversation/turn.ts";
import { eventKey } from "../../../message/incoming.ts";
import { localized } from "../../../message/text.ts";
import type { Reading, Tx } from "../../../store/store.ts";
import { beginDossier, companyTitle, findCompany, findCompanyOf } from "../../company/index.ts";
import {
  type Act,
  type Booked,
  type Booking,
  extendHold,
  findFirms,
  type Holder,
  holdAny,
  holdBooth,
} from "../booking/index.ts";
import type { Expo } from "../expo.ts";
import { getExpo } from "../expos.ts";
import { holderOf } from "./acting.ts";
import { bookedCard, heldCard, ref, summaryCard } from "./cards.ts";
import { wishOf } from "./choose/aim.ts";
import type { SignupDeps } from "./deps.ts";
import { bookingRef, onOwn } from "./own-booking.ts";
import { refused } from "./refused.ts";
import { setHoldTimers } from "./timers.ts";

/** The name of the continuation that goes on once the company is known. */
export const SIGNUP_RETURN = "signup.summary";

/** Under this name among the replies of its press the card of a hold is found, so that its time can be counted down. */
export const HOLD_CARD = "hold";

const quiet = { response: "new", audience: "private" } as const;

/** What holds a booth, and what lets it be held longer. */
export function createHoldActions(deps: SignupDeps): ActionRoute[] {
  const { store } = deps;
  const hold = async (turn: Turn, id: string, take: (act: Act, holder: Holder) => Promise<Booked>): Promise<Apply> => {
    const expo = await getExpo(store.read, id);
    return async (tx) => {
      const holder = await holderOf(tx, store.traits, turn.person.id);
      const act = { tx, traits: store.traits, expo: id, now: turn.now };
      const booked = await take(act, holder);
      if (booked.kind !== "done") return [await refused(tx, expo, booked)];
      return afterHold(deps, tx, turn, expo, booked.booking);
    };
  };
  return [
    action({
      ...{ name: "signup.hold", params: z.object({ expo: z.string(), booth: z.string() }), ...quiet },
      handle: async (turn, { params: { expo, booth } }) =>
        hold(turn, expo, (act, holder) => holdBooth(act, holder, booth)),
    }),
    action({
      name: "signup.holdAny",
      params: z.object({
        ...{ expo: z.string(), hall: z.string().nullable(), zone: z.string().nullable(), area: z.number() },
      }),
      ...quiet,
      handle: async (turn, { params: { expo, hall, zone, area } }) => {
        const wish = wishOf({ hall, zone, area });
        return hold(turn, expo, (act, holder) => holdAny({ ...act, key: eventKey(turn.incoming) }, holder, [wish]));
      },
    }),
    action({
      ...{ name: "signup.extend", params: bookingRef, response: "update", audience: "private" },
      handle: onOwn(deps, async ({ expo, booking, holder, act }, turn) => {
        const extended = await extendHold(act, holder, booking.id);
        return extended.kind === "done"
          ? showBooking(deps, act.tx, turn, expo, extended.booking)
          : refused(act.tx, expo, extended);
      }),
    }),
  ];
}

/** What follows a hold: its summary, or first the details of the company. */
async function afterHold(
  deps: SignupDeps,
  tx: Tx,
  turn: Turn,
  expo: Expo,
  booking: Booking,
): Promise<readonly Reply[]> {
  const card = { ...(await showBooking(deps, tx, turn, expo, booking)), name: HOLD_CARD };
  if (booking.changedAt === turn.now)
    await setHoldTimers(tx, turn.incoming, booking, keyOfReply(eventKey(turn.incoming), HOLD_CARD), turn.now);
  const company = await findCompanyOf(tx, turn.person.id);
  if (booking.state !== "held" || company?.complete) return [card];
  return [card, ...(await beginDossier(turn, { name: SIGNUP_RETURN, params: ref(booking) })(tx))];
}

/** A booking as its holder sees it now. */
export async function showBooking(deps: SignupDeps, tx: Tx, turn: Turn, expo: Expo, booking: Booking): Promise<Reply> {
  const company = await findCompanyOf(tx, turn.person.id);
  if (booking.state === "submitted" || booking.state === "confirmed")
    return bookedCard(expo, booking, await firmOf(tx, booking), turn);
  if (booking.state !== "held") return reply(text(localized("signup.otherState")));
  return company?.complete ? summaryCard(tx, deps, { expo, booking, company }, turn) : heldCard(expo, booking, turn);
}

/** The name of the company or the firm that a booking is for; null where it is not known. */
export async function firmOf(db: Reading, { id, company }: Booking): Promise<string | null> {
  const listed = (await findFirms(db, [id])).get(id);
  if (listed !== undefined || company === null) return listed ?? null;
  const found = await findCompany(db, company);
  return found === null ? null : companyTitle(found);
}
