import type { Pace } from "../message/capabilities.ts";
import { SECOND } from "../shared/clock.ts";

type Scope = "direct" | "group";

/** Spreads sends evenly: a fixed gap between any two, and a longer one between two to the same chat. */
export type Pacer = {
  /** Milliseconds until a send to anyone is allowed. */
  readonly restMs: () => number;
  /** Milliseconds until a send to `conversation` is allowed. */
  readonly waitMs: (conversation: string, scope: Scope) => number;
  /** Takes the slot of a send that begins now. Call it right after {@link Pacer.waitMs} said 0. */
  readonly book: (conversation: string) => void;
  /** Notes that a send arrived: when exactly is not known, so the gap of its chat counts from now. */
  readonly settle: (conversation: string) => void;
  /**
   * Rests a chat for as long as its network asked. A second chat that is refused with no arrival in between means that
   * the limit is the bot's: then everything rests, and the answer is true.
   */
  readonly limit: (conversation: string, ms: number) => boolean;
  /** Takes over what an earlier process did: a send to a chat `agoMs` ago. */
  readonly remember: (conversation: string, agoMs: number) => void;
  /** Rests one chat, or (null) everything. */
  readonly hold: (conversation: string | null, ms: number) => void;
};

/** So many sends may follow at once on a delay: a network's limit a second has room for them above our own rate. */
const CATCH_UP = 3;

/** @param now milliseconds since any fixed instant. */
export function createPacer(pace: Pace | null, now: () => number): Pacer {
  const last = new Map<string, number>();
  const held = new Map<string, number>();
  let nextAny = Number.NEGATIVE_INFINITY;
  let heldAll = Number.NEGATIVE_INFINITY;
  let refused: string | null = null;

  const note = (conversation: string, at: number): void => {
    const chat = chatOf(conversation);
    last.set(chat, Math.max(at, last.get(chat) ?? at));
    if (pace !== null && last.size > 10_000) forget(last, now() - Math.max(pace.groupMs, pace.conversationMs));
  };
  const hold: Pacer["hold"] = (conversation, ms) => {
    const until = now() + ms;
    if (conversation === null) heldAll = Math.max(heldAll, until);
    else held.set(chatOf(conversation), Math.max(until, held.get(chatOf(conversation)) ?? until));
    if (held.size > 10_000) forget(held, now());
  };

  const restMs = (): number => Math.max(0, Math.max(nextAny, heldAll) - now());

  return {
    restMs,
    waitMs: (conversation, scope) => {
      const chat = chatOf(conversation);
      const gap = scope === "group" ? (pace?.groupMs ?? 0) : (pace?.conversationMs ?? 0);
      const before = last.get(chat) ?? Number.NEGATIVE_INFINITY;
      return Math.max(restMs(), Math.max(before + gap, held.get(chat) ?? 0) - now());
    },
    book: (conversation) => {
      if (pace === null) return;
      const gap = SECOND / pace.perSecond;
      // Sends that come a little late, as after a long computation, are made up for, so that the rate is kept.
      nextAny = (now() - nextAny < CATCH_UP * gap ? nextAny : now()) + gap;
      note(conversation, now());
    },
    settle: (conversation) => {
      refused = null;
      if (pace !== null) note(conversation, now());
    },
    limit: (conversation, ms) => {
      const everyone = refused !== null && refused !== chatOf(conversation);
      refused = chatOf(conversation);
      hold(conversation, ms);
      if (everyone) hold(null, ms);
      return everyone;
    },
    remember: (conversation, agoMs) => note(conversation, now() - agoMs),
    hold,
  };
}

/** The chat of a conversation `<platform>:<chat>[:<topic>]`: a network counts by chat. */
function chatOf(conversation: string): string {
  return conversation.split(":", 2).join(":");
}

function forget(times: Map<string, number>, before: number): void {
  for (const [chat, at] of times) if (at < before) times.delete(chat);
}
