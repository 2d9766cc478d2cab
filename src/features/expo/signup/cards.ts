import { buttons, type Reply, type ReplyButton, reply, show } from "../../../conversation/reply.ts";
import { type LanguageTag, type Localizable, localized, sequence, written } from "../../../message/text.ts";
import type { Reading } from "../../../store/store.ts";
import { type Company, summariseCompany } from "../../company/index.ts";
import type { Booking } from "../booking/index.ts";
import type { Expo } from "../expo.ts";
import { boothFields } from "./booth-fields.ts";
import { onDeskClock, timeLeft } from "./clock-words.ts";
import type { SignupDeps } from "./deps.ts";
import { taskLines } from "./tasks.ts";

/** Who reads a card, and when. */
export type Reader = { readonly language: LanguageTag; readonly now: string };

/** What can be done with a booking, as the params of its buttons. */
export function ref({ expo, id }: Booking) {
  return { expo, booking: id };
}

/** A booth that is held, or offered, to someone whose company is not known yet. */
export function heldCard(expo: Expo, booking: Booking, { language, now }: Reader): Reply {
  return reply(
    {
      ...{ kind: "card", title: localized("signup.heldTitle", { booth: booking.booth }) },
      text: sequence(heldText(booking, now), localized("signup.nextCompany")),
      fields: boothFields(expo, booking.booth, language, now),
    },
    buttons(show(localized("signup.goOn"), "signup.goOn", ref(booking)), ...holdWays(expo, booking)),
  );
}

/** All that is about to be booked, before it is confirmed. */
export async function summaryCard(
  db: Reading,
  { sealer }: Pick<SignupDeps, "sealer">,
  { expo, booking, company }: { readonly expo: Expo; readonly booking: Booking; readonly company: Company },
  { language, now }: Reader,
): Promise<Reply> {
  const about = await summariseCompany(db, sealer, company, language);
  return reply(
    {
      ...{ kind: "card", title: localized("signup.summaryTitle", { booth: booking.booth }) },
      text: sequence(
        heldText(booking, now),
        localized(expo.rules.approval ? "signup.checkAndApply" : "signup.checkAndConfirm"),
      ),
      fields: [...boothFields(expo, booking.booth, language, now), ...about],
    },
    buttons(
      show(localized(expo.rules.approval ? "signup.apply" : "signup.confirm"), "signup.confirm", ref(booking)),
      ...holdWays(expo, booking),
      show(localized("signup.changeCompany"), "company.change"),
    ),
  );
}

/** A booth that is booked, or waits for the organiser's word. */
export function bookedCard(
  expo: Expo,
  booking: Booking,
  firm: string | null,
  { language, now }: Reader,
  lead: Localizable = statusOf(booking),
): Reply {
  return reply(
    {
      ...{ kind: "card", title: localized(bookedTitle(booking), { booth: booking.booth }) },
      text: sequence(lead, ...taskLines(expo, language)),
      fields: [
        { label: localized("signup.number"), value: written(booking.number ?? "") },
        ...boothFields(expo, booking.booth, language, now),
        ...(firm === null ? [] : [{ label: localized("company.name"), value: written(firm) }]),
      ],
    },
    buttons(...bookedWays(booking)),
  );
}

function bookedTitle({ state }: Booking): string {
  return state === "submitted" ? "signup.submittedTitle" : "signup.bookedTitle";
}

/** Where a booking stands, in a sentence. */
export function statusOf({ state, number }: Booking): Localizable {
  return localized(state === "submitted" ? "signup.submitted" : "signup.booked", { number: number ?? "" });
}

function heldText({ until, wait }: Booking, now: string): Localizable {
  const params = { until: onDeskClock(until), left: timeLeft(until, now) };
  return localized(wait === null ? "signup.heldUntil" : "signup.offeredUntil", params);
}

function holdWays(expo: Expo, booking: Booking): ReplyButton[] {
  const { extendMinutes } = expo.rules;
  const mayExtend = booking.wait === null && !booking.extended && extendMinutes > 0;
  return [
    ...(mayExtend ? [show(localized("signup.extend", { count: extendMinutes }), "signup.extend", ref(booking))] : []),
    show(localized(booking.wait === null ? "signup.giveBack" : "signup.decline"), "signup.giveBack", ref(booking)),
  ];
}

function bookedWays(booking: Booking): ReplyButton[] {
  return [
    show(localized("signup.remindMe"), "signup.remindMe", ref(booking)),
    show(localized("signup.tasks"), "signup.tasks", ref(booking)),
    show(localized("signup.change"), "signup.change", ref(booking)),
    show(localized("signup.handOver"), "signup.handOver", ref(booking)),
    show(localized("signup.log"), "signup.log", ref(booking)),
    show(localized("signup.cancel"), "signup.cancelAsk", ref(booking)),
  ];
}
