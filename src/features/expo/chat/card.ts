import { buttons, type Reply, type ReplyButton, reply, show } from "../../../conversation/reply.ts";
import type { Turn } from "../../../conversation/turn.ts";
import { type Localizable, localized, sequence, written } from "../../../message/text.ts";
import { exhaustive } from "../../../shared/exhaustive.ts";
import { signupStage } from "../calendar.ts";
import type { Expo } from "../expo.ts";
import { nameIn } from "../names.ts";
import { titleOf, whenOf, whereOf } from "./words.ts";

/** What other parts of the program know of an expo, for its card. */
export type CardDetails = {
  /** How many booths can be taken, by the hall's id. */
  readonly free: ReadonlyMap<string, number>;
  /** What can be done there, such as seeing its floor plan; they stand first. */
  readonly ways: readonly ReplyButton[];
};

/** One expo: when and where it is, until when to sign up, how much is free in its halls, and the ways on from here. */
export function expoCard(expo: Expo, { free, ways }: CardDetails, turn: Turn): Reply {
  const { language, now } = turn;
  const notes = [
    ...(expo.rules.mode === "batch" && expo.rules.wishesUntil !== null
      ? [localized("expo.wishes", { until: momentOf(expo, expo.rules.wishesUntil) })]
      : []),
    ...(expo.example ? [localized("expo.example")] : []),
  ];
  return reply(
    {
      kind: "card",
      title: titleOf(expo, language),
      ...(notes.length === 0 ? {} : { text: sequence(...notes) }),
      fields: [
        { label: localized("expo.when"), value: whenOf(expo, language, now) },
        { label: localized("expo.where"), value: whereOf(expo, language) },
        { label: localized("expo.signup"), value: signupOf(expo, now) },
        ...expo.halls.map(({ id, name, booths }) => ({
          label: written(nameIn(name, language)),
          value: localized("expo.free", { free: free.get(id) ?? 0, all: booths.length }),
        })),
      ],
    },
    buttons(...ways, show(localized("expo.all"), "expo.list")),
  );
}

function signupOf(expo: Expo, now: string): Localizable {
  const { signup } = expo;
  const stage = signupStage(expo, now);
  if (signup === null || stage === "unannounced") return localized("expo.unannounced");
  switch (stage) {
    case "before":
      return localized("expo.signupOpens", {
        opens: momentOf(expo, signup.opens),
        closes: momentOf(expo, signup.closes),
      });
    case "open":
      return localized("expo.signupOpen", { closes: momentOf(expo, signup.closes) });
    case "closed":
      return localized("expo.signupClosed", { closed: momentOf(expo, signup.closes) });
    default:
      return exhaustive(stage);
  }
}

/** An instant on the clock of the expo, which it names. */
function momentOf({ timezone }: Expo, instant: string) {
  return { date: instant, style: "dateTime", zone: timezone } as const;
}
