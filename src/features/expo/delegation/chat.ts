import { z } from "zod";
import { type ActionRoute, action, type FormRoute, type LinkRoute } from "../../../conversation/feature.ts";
import {
  buttons,
  onceOnly,
  openForm,
  type Reply,
  type ReplyButton,
  type ReplyOption,
  reply,
  show,
  text,
} from "../../../conversation/reply.ts";
import { answering } from "../../../conversation/turn.ts";
import { type LanguageTag, lines, localized, sequence, written } from "../../../message/text.ts";
import { ANY, bookForFirms, type Firm } from "../booking/index.ts";
import { titleOf } from "../chat/words.ts";
import type { Expo } from "../expo.ts";
import { getExpo } from "../expos.ts";
import { listFreeCodes } from "../free.ts";
import { nameIn } from "../names.ts";
import { listSizes } from "../signup/choose/sizes.ts";
import type { SignupDeps } from "../signup/deps.ts";
import { refused } from "../signup/refused.ts";
import {
  DELEGATION_LINK,
  type Delegation,
  holderOfDelegation,
  listDelegationsOf,
  takeDelegation,
} from "./delegations.ts";
import { FIRMS_FORM, firmsForm, readFirms } from "./firms-form.ts";

const firmSchema = z.object({ name: z.string(), creditCode: z.string() });

/** The link that makes whoever opens it the leader of a delegation. */
export function createDelegationLink(): LinkRoute {
  return {
    prefix: DELEGATION_LINK,
    handle:
      async (turn, { rest }) =>
      async (tx) => {
        const delegation = await takeDelegation(tx, rest, turn.person.id);
        if (delegation === null) return [reply(text(localized("delegation.linkGone")))];
        const expo = await getExpo(tx, delegation.expo);
        const { name, booths } = delegation;
        return [
          reply(
            text(
              localized("delegation.welcome", {
                name: written(name),
                expo: titleOf(expo, turn.language),
                count: booths,
              }),
            ),
            buttons(firmsButton(delegation), show(localized("signup.backToExpo"), "expo.card", { expo: expo.id })),
          ),
        ];
      },
  };
}

/** The button by which a leader books for firms. */
export function firmsButton({ id }: Delegation): ReplyButton {
  return openForm(localized("delegation.book"), FIRMS_FORM, { delegation: id });
}

/** The firms, a line each; then where they shall stand. */
export function createFirmsForm({ store }: SignupDeps): FormRoute {
  return {
    form: firmsForm,
    submit: async (turn, { answers, params }) => {
      const id = z.string().parse(params.delegation);
      const delegation = (await listDelegationsOf(store.read, turn.person.id)).find((one) => one.id === id);
      if (delegation === undefined) return answering(reply(text(localized("delegation.notLeader"))));
      const expo = await getExpo(store.read, delegation.expo);
      const free = await listFreeCodes(store.read, expo.id, turn.now);
      return answering(askPlace(expo, delegation, readFirms(answers.firms ?? ""), free, turn.language));
    },
  };
}

/** Books for all firms at once. */
export function createDelegationActions({ store }: SignupDeps): ActionRoute[] {
  return [
    action({
      ...{ name: "delegation.book", response: "new", audience: "private" },
      params: z.object({
        ...{ delegation: z.string(), hall: z.string(), area: z.number() },
        firms: z.array(firmSchema).min(1),
      }),
      handle:
        async (turn, { params: { delegation: id, hall, area, firms } }) =>
        async (tx) => {
          const delegation = (await listDelegationsOf(tx, turn.person.id)).find((one) => one.id === id);
          if (delegation === undefined) return [reply(text(localized("delegation.notLeader")))];
          const expo = await getExpo(tx, delegation.expo);
          const act = { tx, traits: store.traits, expo: expo.id, now: turn.now };
          const booked = await bookForFirms(act, holderOfDelegation(delegation, turn.person.id), {
            ...{ firms, max: delegation.booths },
            wish: { ...ANY, halls: [hall], area: { from: area, to: area } },
          });
          const again = buttons(firmsButton(delegation), show(localized("signup.mine"), "signup.list"));
          switch (booked.kind) {
            case "done": {
              const rows = booked.bookings.map(({ booth, number, firm }) =>
                localized("delegation.bookedLine", { booth, number: number ?? "", firm: written(firm) }),
              );
              const lead = localized(expo.rules.approval ? "delegation.submitted" : "delegation.booked", {
                count: rows.length,
              });
              return [reply(text(sequence(lead, lines(...rows), localized("delegation.handOver"))), again)];
            }
            case "few":
              return [reply(text(localized("delegation.few", { free: booked.free, count: firms.length })), again)];
            case "limit":
              return [reply(text(localized("delegation.limit", { count: booked.max })), again)];
            default:
              return [await refused(tx, expo, booked)];
          }
        },
    }),
  ];
}

/** Halls and sizes in which there are booths for all of them. */
function askPlace(
  expo: Expo,
  { id }: Delegation,
  firms: readonly Firm[],
  free: ReadonlySet<string>,
  language: LanguageTag,
): Reply {
  const places = expo.halls.flatMap((hall) =>
    listSizes(hall.booths, ({ code }) => free.has(code)).map((size) => ({ hall, size })),
  );
  const enough = places.filter(({ size }) => size.free >= firms.length);
  if (enough.length === 0) {
    const most = Math.max(0, ...places.map(({ size }) => size.free));
    return reply(text(localized("delegation.few", { free: most, count: firms.length })));
  }
  const options = enough.map(
    ({ hall, size }): ReplyOption => ({
      label: localized("delegation.place", {
        ...{ hall: nameIn(hall.name, language), area: size.area, free: size.free },
      }),
      act: onceOnly("delegation.book", {
        ...{ delegation: id, hall: hall.id, area: size.area },
        firms: firms.map(({ name, creditCode }) => ({ name, creditCode })),
      }),
    }),
  );
  const list = firms.map(({ name }, index) => localized("wishes.ranked", { rank: index + 1, wish: written(name) }));
  return reply(text(sequence(localized("delegation.check", { count: firms.length }), lines(...list))), {
    ...{ kind: "choice", prompt: localized("delegation.askPlace"), options },
  });
}
