import type { Feature } from "../../conversation/feature.ts";
import { buttons, reply, show, text } from "../../conversation/reply.ts";
import type { Apply, Turn } from "../../conversation/turn.ts";
import { localized, sequence } from "../../message/text.ts";
import { setStopped } from "../../store/people.ts";

/**
 * The greeting: one message with which the desk can be used at once. It ends a `/stop`.
 *
 * @param payload of a deep link that leads nowhere; null without one.
 */
export function welcome(features: readonly Feature[], turn: Turn, payload: string | null): Apply {
  const lost = payload === null ? [] : [localized("settings.unknownLink")];
  const back = turn.person.stopped ? [localized("settings.resumed")] : [];
  return async (tx) => {
    await setStopped(tx, turn.person.id, null);
    return [
      reply(
        text(sequence(...lost, ...back, localized("settings.welcome"))),
        buttons(
          show(localized("core.ask"), "knowledge.begin"),
          ...features.flatMap((feature) => feature.menu ?? []),
          show(localized("settings.myDesk"), "settings.desk"),
        ),
      ),
    ];
  };
}
