import { buttons, reply, show, text } from "../../conversation/reply.ts";
import type { Apply, Turn } from "../../conversation/turn.ts";
import { localized } from "../../message/text.ts";
import { dropUnasked } from "../../store/outbox.ts";
import { setStopped } from "../../store/people.ts";

/** From now on the person gets nothing that they did not ask for; what waits for them is not sent. */
export function stop(turn: Turn): Apply {
  return async (tx) => {
    await setStopped(tx, turn.person.id, turn.now);
    await dropUnasked(tx, turn.person.id, turn.now);
    return [reply(text(localized("settings.stopped")), buttons(show(localized("settings.resume"), "settings.resume")))];
  };
}

/** The person wants to hear of the desk again. */
export function resume(turn: Turn): Apply {
  return async (tx) => {
    await setStopped(tx, turn.person.id, null);
    return [reply(text(localized("settings.resumed")))];
  };
}
