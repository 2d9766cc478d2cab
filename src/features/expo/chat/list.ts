import { buttons, type Reply, type ReplyOption, repeatable, reply, show, text } from "../../../conversation/reply.ts";
import type { Turn } from "../../../conversation/turn.ts";
import { type Localizable, localized, sequence } from "../../../message/text.ts";
import { sortExpos } from "../calendar.ts";
import type { Expo } from "../expo.ts";
import { titleOf, whenOf, whereOf } from "./words.ts";

/** As many as fit a phone's screen with their buttons. */
const PAGE = 8;

/**
 * The expos, those to come first, a button each.
 *
 * @param from how many are passed over: those of the pages before.
 * @param lead what is said above them.
 */
export function listExpos(all: readonly Expo[], turn: Turn, from = 0, lead: readonly Localizable[] = []): Reply {
  if (all.length === 0) return reply(text(sequence(...lead, localized("expo.none"))));
  const { language, now } = turn;
  const shown = sortExpos(all, now).slice(from, from + PAGE);
  const lines = shown.map((expo) =>
    localized("expo.line", {
      name: titleOf(expo, language),
      when: whenOf(expo, language, now),
      place: whereOf(expo, language),
    }),
  );
  const options = shown.map(
    (expo): ReplyOption => ({
      label: titleOf(expo, language),
      description: whenOf(expo, language, now),
      act: repeatable("expo.card", { expo: expo.id }),
    }),
  );
  return reply(
    text(sequence(...lead, localized("expo.title"), ...lines)),
    { kind: "choice", prompt: localized("expo.pick"), options },
    ...(all.length > from + PAGE ? [buttons(show(localized("expo.more"), "expo.list", { from: from + PAGE }))] : []),
  );
}
