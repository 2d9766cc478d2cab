import { z } from "zod";
import { type ActionRoute, action, type LinkRoute } from "../../../conversation/feature.ts";
import { act, buttons, type Reply, reply, show, text } from "../../../conversation/reply.ts";
import { showLink } from "../../../conversation/show-link.ts";
import type { Turn } from "../../../conversation/turn.ts";
import { localized, written } from "../../../message/text.ts";
import type { Tx } from "../../../store/store.ts";
import { beginDossier, type Company, type Continuation, findCompanyOf, listMembers } from "../../company/index.ts";
import {
  createHandover,
  findBooking,
  findHandover,
  HANDOVER_DAYS,
  type Holder,
  transferBooking,
  useHandover,
} from "../booking/index.ts";
import { getExpo } from "../expos.ts";
import { boothFields } from "./booth-fields.ts";
import { ref } from "./cards.ts";
import type { SignupDeps } from "./deps.ts";
import { showBooking } from "./hold.ts";
import { bookingRef, onOwn } from "./own-booking.ts";
import { refused } from "./refused.ts";

/** The prefix of the deep links by which a booking is handed over. */
export const HANDOVER_LINK = "handover";

/** The name of the continuation that goes on with a handover once the taker's company is known. */
export const HANDOVER_RETURN = "signup.takeOver";

const tokenSchema = z.object({ token: z.string() });
const quiet = { response: "new", audience: "private" } as const;

/** Handing a booking to a colleague, or by a link to whoever opens it. It stays where it is until it is taken. */
export function createHandOverActions(deps: SignupDeps): ActionRoute[] {
  const { sealer } = deps;
  return [
    action({
      ...{ name: "signup.handOver", params: bookingRef, ...quiet },
      handle: onOwn(deps, async ({ booking, act: { tx } }, turn) => {
        const company = await findCompanyOf(tx, turn.person.id);
        const isCompanys = company !== null && booking.company === company.id;
        const members = isCompanys ? await listMembers(tx, sealer, company.id) : [];
        const colleagues = members
          .filter(({ person }) => person !== turn.person.id)
          .map(({ person, name }) =>
            act(localized("signup.handOverTo", { name: written(name) }), "signup.handOverTo", {
              ...ref(booking),
              person,
            }),
          );
        return reply(
          text(localized("signup.handOverHelp", { booth: booking.booth, count: HANDOVER_DAYS })),
          buttons(
            ...colleagues,
            act(localized("signup.handOverLink"), "signup.handOverLink", ref(booking)),
            show(localized("signup.keep"), "signup.show", ref(booking)),
          ),
        );
      }),
    }),
    action({
      ...{ name: "signup.handOverTo", params: bookingRef.extend({ person: z.string() }), ...quiet },
      handle: onOwn(deps, async ({ expo, booking, holder, act: decision }, _turn, { person }) => {
        const company = await findCompanyOf(decision.tx, person);
        if (company === null || company.id !== holder.company) return reply(text(localized("signup.noColleague")));
        const given = await transferBooking(decision, holder, booking.id, { person, company: company.id });
        return given.kind === "done"
          ? reply(text(localized("signup.handedOver", { booth: given.booking.booth })))
          : refused(decision.tx, expo, given);
      }),
    }),
    action({
      ...{ name: "signup.handOverLink", params: bookingRef, ...quiet },
      handle: onOwn(deps, async ({ booking, act: { tx } }, turn) => {
        const token = await createHandover(tx, booking, turn.person.id, turn.now);
        const { address, command } = await showLink(tx, turn, `${HANDOVER_LINK}_${token}`);
        return reply(
          text(localized("signup.handOverPass", { booth: booking.booth, count: HANDOVER_DAYS })),
          text(address ?? command),
          ...(address === null ? [] : [text(localized("signup.handOverElsewhere", { command }))]),
        );
      }),
    }),
    action({
      ...{ name: "signup.takeOver", params: tokenSchema, ...quiet },
      handle:
        async (turn, { params }) =>
        async (tx) => {
          const company = await findCompanyOf(tx, turn.person.id);
          if (!company?.complete) return beginDossier(turn, { name: HANDOVER_RETURN, params })(tx);
          return [await takeOver(deps, tx, turn, params.token, company)];
        },
    }),
  ];
}

/** Opening such a link shows what is handed over; taking it is a press of its own. */
export function createHandOverLink(): LinkRoute {
  return {
    prefix: HANDOVER_LINK,
    handle:
      async (turn, { rest }) =>
      async (tx) => {
        const handover = await findHandover(tx, rest, turn.now);
        if (handover === null) return [reply(text(localized("signup.handOverGone")))];
        const expo = await getExpo(tx, handover.expo);
        const booking = await findBooking(tx, expo.id, handover.booking);
        if (booking === null || booking.party !== handover.party)
          return [reply(text(localized("signup.handOverGone")))];
        return [
          reply(
            {
              ...{ kind: "card", title: localized("signup.takeOverTitle", { booth: booking.booth }) },
              text: localized("signup.takeOverHelp"),
              fields: boothFields(expo, booking.booth, turn.language, turn.now),
            },
            buttons(show(localized("signup.takeOver"), "signup.takeOver", { token: rest })),
          ),
        ];
      },
  };
}

/** Where a person goes on once the details of the company are complete that takes a booking over. */
export function createHandOverContinuation(deps: SignupDeps): Continuation {
  return (turn, params, company) => async (tx) => [
    await takeOver(deps, tx, turn, tokenSchema.parse(params).token, company),
  ];
}

async function takeOver(deps: SignupDeps, tx: Tx, turn: Turn, token: string, company: Company): Promise<Reply> {
  const gone = reply(text(localized("signup.handOverGone")));
  const handover = await findHandover(tx, token, turn.now);
  if (handover === null) return gone;
  const expo = await getExpo(tx, handover.expo);
  const before = await findBooking(tx, expo.id, handover.booking);
  if (before === null || before.party !== handover.party) return gone;
  const giver: Holder = { person: handover.person, company: before.company };
  const to = { person: turn.person.id, company: company.id };
  const decision = { tx, traits: deps.store.traits, expo: expo.id, now: turn.now };
  const taken = await transferBooking(decision, giver, before.id, to);
  if (taken.kind !== "done") return refused(tx, expo, taken);
  await useHandover(tx, token, turn.now);
  return showBooking(deps, tx, turn, expo, taken.booking);
}
