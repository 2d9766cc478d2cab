import { z } from "zod";
import { action, type Feature } from "../../conversation/feature.ts";
import { show } from "../../conversation/reply.ts";
import { type Apply, answering, type Turn } from "../../conversation/turn.ts";
import { localized, written } from "../../message/text.ts";
import { bookingInvariants } from "./booking/invariants.ts";
import { bookingPrivacy, retainBookings } from "./booking/privacy.ts";
import { expoCard } from "./chat/card.ts";
import { findNamed } from "./chat/find-named.ts";
import { listExpos } from "./chat/list.ts";
import { delegationInvariants, delegationPrivacy } from "./delegation/delegations.ts";
import type { Expo } from "./expo.ts";
import { findExpo, readExpos } from "./expos.ts";
import { countFree } from "./free.ts";
import { expoInvariants } from "./invariants.ts";
import { expoPrivacy } from "./privacy.ts";
import type { SignupDeps } from "./signup/deps.ts";
import { createSignup, signupWays } from "./signup/signup.ts";
import { wishPrivacy } from "./wishes/privacy.ts";

/** The prefix of the deep links that open an expo's card. */
export const EXPO_LINK = "expo";

/** Expos: what is on, who stands where, and how a seller gets a booth. */
export function createExpoFeature(deps: SignupDeps): Feature {
  const { store } = deps;
  const signup = createSignup(deps);
  const showList = async (turn: Turn, from = 0): Promise<Apply> =>
    answering(listExpos(await readExpos(store.read), turn, from));
  const showCard = async (turn: Turn, expo: Expo): Promise<Apply> => {
    const free = await countFree(store.read, expo.id, turn.now);
    return answering(expoCard(expo, { free, ways: await signupWays(store.read, expo, turn) }, turn));
  };
  const showUnknown = async (turn: Turn, said: string): Promise<Apply> => {
    const lead = localized("expo.unknown", { said: written(said.slice(0, 60)) });
    return answering(listExpos(await readExpos(store.read), turn, 0, [lead]));
  };
  const showById = async (turn: Turn, id: string): Promise<Apply> => {
    const expo = await findExpo(store.read, id.toLowerCase());
    return expo === null ? showUnknown(turn, id) : showCard(turn, expo);
  };
  const showNamed = async (turn: Turn, said: string): Promise<Apply> => {
    const found = findNamed(await readExpos(store.read), said);
    const [expo] = found;
    if (expo === undefined) return showUnknown(turn, said);
    return found.length === 1 ? showCard(turn, expo) : answering(listExpos(found, turn));
  };
  const open = { response: "new", audience: "shared" } as const;

  return {
    ...signup,
    name: "expo",
    privacy: { ...expoPrivacy, ...bookingPrivacy, ...wishPrivacy, ...delegationPrivacy },
    invariants: [...expoInvariants, ...bookingInvariants, ...delegationInvariants],
    retain: retainBookings,
    menu: [show(localized("expo.menu"), "expo.list")],
    links: [...(signup.links ?? []), { prefix: EXPO_LINK, handle: async (turn, { rest }) => showById(turn, rest) }],
    commands: [
      {
        ...{ ...open, name: "expo", word: "expo.wordExpo", description: "expo.commandExpo" },
        argument: { name: "name", word: "expo.wordName", description: "expo.argumentName" },
        handle: async (turn, { args }) => (args.trim() === "" ? showList(turn) : showNamed(turn, args.trim())),
      },
      ...(signup.commands ?? []),
    ],
    actions: [
      ...(signup.actions ?? []),
      action({
        ...{ ...open, name: "expo.list", params: z.object({ from: z.int().min(0).default(0) }) },
        handle: async (turn, { params }) => showList(turn, params.from),
      }),
      action({
        ...{ ...open, name: "expo.card", params: z.object({ expo: z.string() }) },
        handle: async (turn, { params }) => showById(turn, params.expo),
      }),
    ],
  };
}
