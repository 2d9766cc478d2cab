import { z } from "zod";
import { type ActionRoute, action } from "../../../conversation/feature.ts";
import {
  act,
  buttons,
  openForm,
  type Reply,
  type ReplyButton,
  repeatable,
  reply,
  show,
  text,
} from "../../../conversation/reply.ts";
import { type Apply, answering, type Turn } from "../../../conversation/turn.ts";
import { type LanguageTag, type Localizable, lines, localized, sequence } from "../../../message/text.ts";
import { exhaustive } from "../../../shared/exhaustive.ts";
import type { Tx } from "../../../store/store.ts";
import { beginDossier, type Company, type Continuation, findCompanyOf } from "../../company/index.ts";
import { type Act, type Holder, wishesClosedAt, wishesSchema } from "../booking/index.ts";
import { titleOf } from "../chat/words.ts";
import type { Expo } from "../expo.ts";
import { getExpo } from "../expos.ts";
import { holderOf, partiesOf } from "../signup/acting.ts";
import { boothsOf, listSizes } from "../signup/choose/sizes.ts";
import { onExpoClock } from "../signup/clock-words.ts";
import type { SignupDeps } from "../signup/deps.ts";
import { refused } from "../signup/refused.ts";
import { describeWish } from "../signup/waiting.ts";
import { type ApplicationChange, type BoothApplication, findApplication, MOST_WISHES } from "./application.ts";
import { beginWishes, changeWishes, handInWishes, type Wished } from "./change.ts";
import { RIVALS_FORM } from "./rivals.ts";

/** The name of the continuation that hands wishes in once the company is known. */
export const WISHES_RETURN = "wishes.handIn";

const expoSchema = z.object({ expo: z.string() });
const quiet = { response: "new", audience: "private" } as const;
const inPlace = { response: "update", audience: "private" } as const;

/** Ranking wishes: a size, then booths or whole halls and zones, best first; handed in, and changed until the deadline. */
export function createWishActions(deps: SignupDeps): ActionRoute[] {
  const { store } = deps;
  const changing =
    (change: (act: Act, holder: Holder) => Promise<Wished>) =>
    async (turn: Turn, id: string): Promise<Apply> => {
      const expo = await getExpo(store.read, id);
      return async (tx) => {
        const holder = await holderOfWishes(deps, tx, turn, id);
        const wished = await change({ tx, traits: store.traits, expo: id, now: turn.now }, holder);
        return [await tellWished(tx, expo, wished, turn)];
      };
    };
  const edit = (change: (before: BoothApplication) => ApplicationChange) =>
    changing((decision, holder) => changeWishes(decision, holder, change));

  return [
    action({
      ...{ name: "wishes.begin", params: expoSchema, ...quiet },
      handle: async (turn, { params }) => {
        const expo = await getExpo(store.read, params.expo);
        const closed = wishesClosedAt(expo, turn.now);
        if (closed !== null) return answering(await refused(store.read, expo, closed));
        const before = await findApplication(store.read, expo.id, await partiesOf(store.read, turn.person.id));
        const isOpen = before !== null && (before.state === "draft" || before.state === "open");
        return answering(isOpen ? wishCard(expo, before, turn.language) : askWishSize(expo));
      },
    }),
    action({
      ...{ name: "wishes.sizes", params: expoSchema, ...inPlace },
      handle: async (_turn, { params }) => answering(askWishSize(await getExpo(store.read, params.expo))),
    }),
    action({
      ...{ name: "wishes.size", params: expoSchema.extend({ area: z.number() }), ...inPlace },
      handle: (turn, { params: { expo, area } }) =>
        changing((decision, holder) => beginWishes(decision, holder, area))(turn, expo),
    }),
    action({
      ...{ name: "wishes.add", params: expoSchema.extend({ wish: wishesSchema.element }), ...quiet },
      handle: (turn, { params: { expo, wish } }) =>
        edit(({ wishes }) => {
          const isKnown = wishes.some((one) => JSON.stringify(one) === JSON.stringify(wish));
          return isKnown ? {} : { wishes: [...wishes, wish].slice(0, MOST_WISHES) };
        })(turn, expo),
    }),
    action({
      ...{ name: "wishes.dropLast", params: expoSchema, ...inPlace },
      handle: (turn, { params }) => edit(({ wishes }) => ({ wishes: wishes.slice(0, -1) }))(turn, params.expo),
    }),
    action({
      ...{ name: "wishes.elsewhere", params: expoSchema.extend({ on: z.boolean() }), ...inPlace },
      handle: (turn, { params: { expo, on } }) => edit(() => ({ elsewhere: on }))(turn, expo),
    }),
    action({
      ...{ name: "wishes.withdraw", params: expoSchema, ...inPlace },
      handle: async (turn, { params }) => {
        const expo = await getExpo(store.read, params.expo);
        return async (tx) => {
          const holder = await holderOfWishes(deps, tx, turn, expo.id);
          const decision = { tx, traits: store.traits, expo: expo.id, now: turn.now };
          const wished = await changeWishes(decision, holder, () => ({ state: "withdrawn" }));
          if (wished.kind !== "done") return [await tellWished(tx, expo, wished, turn)];
          const again = show(localized("wishes.begin"), "wishes.begin", { expo: expo.id });
          return [reply(text(localized("wishes.withdrawn")), buttons(again))];
        };
      },
    }),
    action({
      ...{ name: "wishes.handIn", params: expoSchema, ...quiet },
      handle:
        async (turn, { params }) =>
        async (tx) => {
          const company = await findCompanyOf(tx, turn.person.id);
          if (!company?.complete) return beginDossier(turn, { name: WISHES_RETURN, params })(tx);
          return [await handIn(deps, tx, turn, await getExpo(tx, params.expo), company)];
        },
    }),
  ];
}

/** Where a person goes on once the details of their company are complete. */
export function createWishContinuation(deps: SignupDeps): Continuation {
  return (turn, params, company) => async (tx) => {
    const expo = await getExpo(tx, expoSchema.parse(params).expo);
    return [await handIn(deps, tx, turn, expo, company)];
  };
}

async function handIn(deps: SignupDeps, tx: Tx, turn: Turn, expo: Expo, company: Company): Promise<Reply> {
  const decision = { tx, traits: deps.store.traits, expo: expo.id, now: turn.now };
  const wished = await handInWishes(decision, { person: turn.person.id, company: company.id });
  return tellWished(tx, expo, wished, turn);
}

/** Whose wishes a person changes: what they began before they had a company is their own until it is handed in. */
export async function holderOfWishes({ store }: SignupDeps, tx: Tx, turn: Turn, expo: string): Promise<Holder> {
  const holder = await holderOf(tx, store.traits, turn.person.id);
  const before = await findApplication(tx, expo, await partiesOf(tx, turn.person.id));
  const isOwn = before !== null && before.company === null && before.state === "draft";
  return isOwn ? { person: turn.person.id, company: null } : holder;
}

/** The wishes as they are now, or why they can't be changed. */
export async function tellWished(tx: Tx, expo: Expo, wished: Wished, turn: Turn): Promise<Reply> {
  switch (wished.kind) {
    case "done":
      return wishCard(expo, wished.application, turn.language);
    case "none":
      return reply(
        text(localized("wishes.none")),
        buttons(show(localized("wishes.begin"), "wishes.begin", { expo: expo.id })),
      );
    default:
      return refused(tx, expo, wished);
  }
}

function askWishSize(expo: Expo): Reply {
  const sizes = listSizes(boothsOf(expo.halls), () => true);
  return reply(text(localized("wishes.help")), {
    ...{ kind: "choice", prompt: localized("wishes.askSize") },
    options: sizes.map(({ area }) => ({
      label: localized("signup.size", { area }),
      act: repeatable("wishes.size", { expo: expo.id, area }),
    })),
  });
}

/** The list of wishes, best first, and what can be done with it. */
export function wishCard(expo: Expo, application: BoothApplication, language: LanguageTag): Reply {
  const { area, wishes, elsewhere, rivals, state } = application;
  const ranked = wishes.map((wish, index) =>
    localized("wishes.ranked", { rank: index + 1, wish: describeWish(expo, wish, language) }),
  );
  const at = { expo: expo.id };
  return reply(
    text(
      sequence(
        localized("wishes.title", { expo: titleOf(expo, language), area }),
        ranked.length === 0 ? localized("wishes.noneYet") : lines(...ranked),
        localized(elsewhere ? "wishes.elsewhereYes" : "wishes.elsewhereNo", { area }),
        ...(rivals.length === 0 ? [] : [localized("wishes.rivals", { codes: rivals.join(", ") })]),
        standing(expo, application),
      ),
    ),
    buttons(
      ...(wishes.length < MOST_WISHES
        ? [show(localized("wishes.add"), "signup.begin", { ...at, aim: { kind: "wish", area } })]
        : []),
      ...(wishes.length === 0 ? [] : [show(localized("wishes.dropLast"), "wishes.dropLast", at)]),
      show(localized(elsewhere ? "wishes.onlyThese" : "wishes.anyOther", { area }), "wishes.elsewhere", {
        ...{ ...at, on: !elsewhere },
      }),
      ...rivalButton(expo, rivals),
      show(localized("wishes.otherSize"), "wishes.sizes", at),
      ...(state === "draft" ? [show(localized("wishes.handIn"), "wishes.handIn", at)] : []),
      act(localized("wishes.withdraw"), "wishes.withdraw", at),
    ),
  );
}

function rivalButton({ id, rules }: Expo, rivals: readonly string[]): ReplyButton[] {
  if (!rules.rivalsApart) return [];
  return [openForm(localized("wishes.nameRivals"), RIVALS_FORM, { expo: id }, { codes: rivals.join(", ") })];
}

function standing(expo: Expo, { state }: BoothApplication): Localizable {
  const until = expo.rules.wishesUntil ?? expo.signup?.closes ?? null;
  const deadline = until === null ? {} : { until: onExpoClock(expo, until) };
  switch (state) {
    case "draft":
      return localized("wishes.draft", deadline);
    case "open":
      return localized("wishes.handedIn", deadline);
    case "placed":
      return localized("wishes.placed");
    case "unplaced":
      return localized("wishes.unplaced");
    case "withdrawn":
      return localized("wishes.withdrawn");
    default:
      return exhaustive(state);
  }
}
