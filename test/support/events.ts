import type { Incoming, IncomingOf } from "../../src/message/incoming.ts";
import type { Lane } from "../../src/message/outgoing.ts";
import type { StoredOutgoing } from "../../src/message/stored.ts";
import { localized } from "../../src/message/text.ts";
import type { Recipient } from "../../src/store/outbox.ts";

let counter = 0;

/** The parts that every event of a test person shares. */
export function from(account: string, eventId?: string): Omit<IncomingOf<"joined">, "kind" | "payload"> {
  counter += 1;
  return {
    platform: "wire",
    bot: "desk",
    eventId: eventId ?? `e${counter}`,
    account,
    conversation: `wire:${account}`,
    scope: "direct",
    localeHint: null,
  };
}

export function says(account: string, text: string, eventId?: string): Incoming {
  return { ...from(account, eventId), kind: "text", text, files: [] };
}

export function presses(account: string, token: string, message: string | null = null): Incoming {
  return { ...from(account), kind: "action", token, message };
}

export function fillsIn(account: string, token: string, answers: Record<string, string>): Incoming {
  return { ...from(account), kind: "form", token, answers };
}

export function recipient(account: string, person: string): Recipient {
  return { platform: "wire", bot: "desk", conversation: `wire:${account}`, account, person, scope: "direct" };
}

/** A stored message that says one locale key. */
export function message(
  key = "core.help",
  lane: Lane = "interactive",
  more: Partial<StoredOutgoing> = {},
): StoredOutgoing {
  return { parts: [{ kind: "text", text: localized(key) }], mode: { kind: "new" }, lane, expiresAt: null, ...more };
}
