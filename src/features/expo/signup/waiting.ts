import { z } from "zod";
import { type ActionRoute, action } from "../../../conversation/feature.ts";
import { act, buttons, type Reply, reply, show, text } from "../../../conversation/reply.ts";
import { type LanguageTag, type Localizable, lines, localized, written } from "../../../message/text.ts";
import { joinWaitlist, leaveWaitlist, type Wait, type Waiting, type Wish, wishesSchema } from "../booking/index.ts";
import { titleOf } from "../chat/words.ts";
import type { Expo } from "../expo.ts";
import { getExpo } from "../expos.ts";
import { nameIn } from "../names.ts";
import { holderOf } from "./acting.ts";
import type { SignupDeps } from "./deps.ts";
import { holdButton, refused } from "./refused.ts";

/** Waiting for a booth that is taken, and giving the place in line up. */
export function createWaitActions({ store }: SignupDeps): ActionRoute[] {
  return [
    action({
      ...{ name: "signup.wait", response: "new", audience: "private" },
      params: z.object({ expo: z.string(), wishes: wishesSchema }),
      handle: async (turn, { params }) => {
        const expo = await getExpo(store.read, params.expo);
        return async (tx) => {
          const holder = await holderOf(tx, store.traits, turn.person.id);
          const decision = { tx, traits: store.traits, expo: expo.id, now: turn.now };
          const waiting = await joinWaitlist(decision, holder, params.wishes);
          return [
            waiting.kind === "waiting"
              ? waitCard(expo, waiting, turn.language)
              : waiting.kind === "available"
                ? reply(
                    text(localized("signup.available", { booth: waiting.booth })),
                    buttons(holdButton(expo, waiting.booth)),
                  )
                : await refused(tx, expo, waiting),
          ];
        };
      },
    }),
    action({
      ...{ name: "signup.leaveLine", params: z.object({ expo: z.string() }), response: "update", audience: "private" },
      handle: async (turn, { params }) => {
        const expo = await getExpo(store.read, params.expo);
        return async (tx) => {
          const holder = await holderOf(tx, store.traits, turn.person.id);
          const decision = { tx, traits: store.traits, expo: expo.id, now: turn.now };
          const left = await leaveWaitlist(decision, holder);
          // What they joined before they had a company is their own still.
          const own =
            left.kind === "left" || holder.company === null
              ? left
              : await leaveWaitlist(decision, { person: turn.person.id, company: null });
          return [reply(text(localized(own.kind === "left" ? "signup.leftLine" : "signup.notInLine")))];
        };
      },
    }),
  ];
}

type InLine = Extract<Waiting, { kind: "waiting" }>;

/** A place in line: where it stands, what for, and the way out. */
export function waitCard(expo: Expo, { wait, position }: Omit<InLine, "kind">, language: LanguageTag): Reply {
  return reply(
    text(waitLine(expo, { wait, position }, language)),
    text(localized("signup.waitHelp", { count: expo.rules.acceptHours })),
    buttons(
      act(localized("signup.leaveLine"), "signup.leaveLine", { expo: expo.id }),
      show(localized("signup.mine"), "signup.list"),
    ),
  );
}

/** A place in line, in a line. */
export function waitLine(
  expo: Expo,
  { wait, position }: { readonly wait: Wait; readonly position: number },
  language: LanguageTag,
): Localizable {
  return localized("signup.waiting", {
    expo: titleOf(expo, language),
    position,
    wishes: lines(...wait.wishes.map((wish) => describeWish(expo, wish, language))),
  });
}

/** A wish in words: the booths by their codes, else the size and where. */
export function describeWish(expo: Expo, { booths, halls, zones, area }: Wish, language: LanguageTag): Localizable {
  if (booths !== null) return localized("signup.wishBooths", { booths: booths.join(", ") });
  const hallNames = expo.halls.filter(({ id }) => halls?.includes(id)).map(({ name }) => nameIn(name, language));
  const zoneNames = expo.halls
    .flatMap((hall) => hall.zones)
    .filter(({ id }) => zones?.includes(id))
    .map(({ name }) => nameIn(name, language));
  const places = [...new Set([...hallNames, ...zoneNames])];
  const size = area === null ? localized("signup.wishAnySize") : localized("signup.wishSize", { area: area.from });
  return places.length === 0
    ? size
    : localized("signup.wishIn", {
        size,
        places: written(new Intl.ListFormat(language, { type: "disjunction" }).format(places)),
      });
}
