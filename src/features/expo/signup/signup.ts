import type { Feature } from "../../../conversation/feature.ts";
import { type ReplyButton, show } from "../../../conversation/reply.ts";
import type { Turn } from "../../../conversation/turn.ts";
import { localized } from "../../../message/text.ts";
import { MINUTE } from "../../../shared/clock.ts";
import type { Reading } from "../../../store/store.ts";
import type { Continuation } from "../../company/index.ts";
import { findClosed, wishesClosedAt } from "../booking/index.ts";
import { createDelegationActions, createDelegationLink, createFirmsForm, firmsButton } from "../delegation/chat.ts";
import { listDelegationsOf } from "../delegation/delegations.ts";
import type { Expo } from "../expo.ts";
import { createWishActions, createWishContinuation, WISHES_RETURN } from "../wishes/chat.ts";
import { giveOutDue } from "../wishes/give-out.ts";
import { createRivalForm } from "../wishes/rival-form.ts";
import { announce } from "./announce.ts";
import { createBoothLink } from "./booth-link.ts";
import { createChangeActions } from "./change.ts";
import { createChooseActions } from "./choose/actions.ts";
import { createConfirmActions, createSignupContinuation } from "./confirm.ts";
import { createDeadlineActions, remindOfDates } from "./deadlines.ts";
import type { SignupDeps } from "./deps.ts";
import { createGiveBackActions } from "./give-back.ts";
import { createHandOverActions, createHandOverContinuation, createHandOverLink, HANDOVER_RETURN } from "./hand-over.ts";
import { createHoldActions, SIGNUP_RETURN } from "./hold.ts";
import { createLogActions } from "./log.ts";
import { createMineActions, listMatters, listWays, showMine } from "./mine.ts";
import { createSignupTimers } from "./remind.ts";
import { createTaskActions } from "./tasks.ts";
import { createWaitActions } from "./waiting.ts";

/** How often dates are looked at: a reminder is for a day, not for a second. */
const DATES_MS = 10 * MINUTE;

type Signup = Pick<Feature, "actions" | "commands" | "forms" | "links" | "timers" | "matters" | "ways" | "tick">;

/** How a seller gets a booth by chat, and always sees where they stand. */
export function createSignup(deps: SignupDeps): Signup {
  let nextDates = 0;
  return {
    matters: listMatters,
    ways: listWays,
    timers: createSignupTimers(deps),
    links: [createBoothLink(deps), createHandOverLink(), createDelegationLink()],
    forms: [createRivalForm(deps), createFirmsForm(deps)],
    tick: async (now) => {
      const isTimeForDates = performance.now() >= nextDates;
      if (isTimeForDates) nextDates = performance.now() + DATES_MS;
      const done = await Promise.allSettled([
        announce(deps.store, now),
        giveOutDue(deps.store, now),
        ...(isTimeForDates ? [remindOfDates(deps.store, now)] : []),
      ]);
      const faults = done.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
      // What failed keeps none of the others from its work.
      if (faults.length > 0) throw new AggregateError(faults, "some of what is due could not be done");
      return done.some((one) => one.status === "fulfilled" && one.value === true);
    },
    commands: [
      {
        ...{ name: "booth", word: "signup.wordBooth", description: "signup.commandBooth" },
        ...{ response: "new", audience: "private" },
        handle: async (turn) => showMine(deps, turn),
      },
    ],
    actions: [
      ...createChooseActions(deps),
      ...createHoldActions(deps),
      ...createConfirmActions(deps),
      ...createGiveBackActions(deps),
      ...createChangeActions(deps),
      ...createHandOverActions(deps),
      ...createWaitActions(deps),
      ...createMineActions(deps),
      ...createLogActions(deps),
      ...createTaskActions(deps),
      ...createDeadlineActions(deps),
      ...createWishActions(deps),
      ...createDelegationActions(deps),
    ],
  };
}

/** What goes on with a signup once the details of a company are complete. */
export function createSignupContinuations(deps: SignupDeps): Readonly<Record<string, Continuation>> {
  return {
    [SIGNUP_RETURN]: createSignupContinuation(deps),
    [HANDOVER_RETURN]: createHandOverContinuation(deps),
    [WISHES_RETURN]: createWishContinuation(deps),
  };
}

/** What can be done at an expo, as buttons of its card. */
export async function signupWays(db: Reading, expo: Expo, { now, person }: Turn): Promise<readonly ReplyButton[]> {
  const leads = (await listDelegationsOf(db, person.id, expo.id)).map(firmsButton);
  return [...(await seatWays(db, expo, now)), ...leads];
}

async function seatWays(db: Reading, expo: Expo, now: string): Promise<readonly ReplyButton[]> {
  const plan = show(localized("signup.plan"), "signup.plan", { expo: expo.id, hall: null });
  if (expo.rules.mode === "batch" && wishesClosedAt(expo, now) === null)
    return [show(localized("wishes.begin"), "wishes.begin", { expo: expo.id }), plan];
  return (await findClosed(db, expo, now)) === null
    ? [show(localized("signup.begin"), "signup.begin", { expo: expo.id, aim: { kind: "hold" } }), plan]
    : [plan];
}
