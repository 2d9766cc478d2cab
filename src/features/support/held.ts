import { z } from "zod";
import type { Feature } from "../../conversation/feature.ts";
import { reply, text } from "../../conversation/reply.ts";
import { eventKey } from "../../message/incoming.ts";
import { localized, sequence } from "../../message/text.ts";
import type { Store } from "../../store/store.ts";
import { quoted } from "./card.ts";
import { caseNumber } from "./cases.ts";
import { findClaim, findHeld } from "./claims.ts";
import { postAbout } from "./posts.ts";
import { tellWaiting } from "./waiting.ts";

/**
 * While a person has someone's question, the desk does not answer beside them: what the asker writes there goes to the
 * person. They were told so when it was claimed, and can still `/ask`.
 */
export function createOverhear({ read }: Store): NonNullable<Feature["overhear"]> {
  return async (turn, { text: said }) => {
    const { conversation } = turn.incoming;
    const held = await findHeld(read, { person: turn.person.id, conversation }, turn.now);
    if (held === null) return null;
    const news = reply(
      text(
        sequence(
          localized("support.roomFollowUp", { number: caseNumber(held.group) }),
          quoted(said.slice(0, 4_000).toWellFormed(), turn.writtenIn),
        ),
      ),
    );
    return async (tx) => {
      await postAbout(tx, `case-said/${eventKey(turn.incoming)}`, held, news, turn.now);
      return [];
    };
  };
}

/** The timer of a promise. */
export const PROMISE_TIMER = "support.promise";

/** The time of a promise is up: who has the question is reminded, and who asked is told that it takes longer. */
export const promiseTimer: NonNullable<Feature["timers"]>[number] = {
  name: PROMISE_TIMER,
  handle: async (turn, { params }) => {
    const { number, claimedAt } = z.object({ number: z.number(), claimedAt: z.string() }).parse(params);
    return async (tx) => {
      const claim = await findClaim(tx, number);
      if (claim === null || claim.claimedAt !== claimedAt) return [];
      const late = (id: number) => localized("support.late", { number: caseNumber(id) });
      await tellWaiting(tx, number, `late/${number}/${claimedAt}`, late, turn.now);
      return [reply(text(localized("support.roomLate", { number: caseNumber(number), who: claim.holder })))];
    };
  },
};
