import type { Button, Option, Outgoing, Part } from "../message/outgoing.ts";
import type { Localizable } from "../message/text.ts";
import { DAY } from "../shared/clock.ts";
import type { JsonObject } from "../shared/json.ts";
import type { Recipient } from "../store/outbox.ts";

/** What a press shall do, as a feature says it. The engine turns it into a token in the store. */
export type Intent = {
  readonly action: string;
  readonly params: JsonObject;
  /** `once` for what changes something, `repeat` for pages and citations. */
  readonly use: "once" | "repeat";
  readonly lifetimeMs: number;
  /** Whoever sees it may press it: a group of staff, whose actions say who may. Else its reader alone. */
  readonly anyone?: true;
};

/** A message of a feature, to the person of the turn or (with `to`) to somebody else. */
export type Reply = Outgoing<Localizable, Intent> & {
  readonly to?: Recipient;
  /** Names it among the replies of its event, so that it can be found and changed later: see {@link keyOfReply}. */
  readonly name?: string;
};

/** The key of a named reply, under which `findSent` tells where it stands. */
export function keyOfReply(event: string, name: string): string {
  return `${event}:${name}`;
}

export type ReplyPart = Part<Localizable, Intent>;
export type ReplyButton = Button<Localizable, Intent>;
export type ReplyOption = Option<Localizable, Intent>;

/** An answer, in a new message. */
export function reply(...parts: readonly ReplyPart[]): Reply {
  return { parts, mode: { kind: "new" }, lane: "interactive", expiresAt: null };
}

export function text(body: Localizable): ReplyPart {
  return { kind: "text", text: body };
}

export function buttons(...list: readonly ReplyButton[]): ReplyPart {
  return { kind: "buttons", buttons: list };
}

/** A press that shows something: it works as often as it is made. */
export function repeatable(action: string, params: JsonObject = {}): Intent {
  return { action, params, use: "repeat", lifetimeMs: 30 * DAY };
}

/** A press that changes something: it works once. */
export function onceOnly(action: string, params: JsonObject = {}): Intent {
  return { action, params, use: "once", lifetimeMs: 30 * DAY };
}

/** A button that changes something: it works once. */
export function act(label: Localizable, action: string, params: JsonObject = {}): ReplyButton {
  return { kind: "act", label, act: onceOnly(action, params) };
}

/** A button that shows something: it works as often as it is pressed. */
export function show(label: Localizable, action: string, params: JsonObject = {}): ReplyButton {
  return { kind: "act", label, act: repeatable(action, params) };
}

/** A button for whoever of a group sees it; its action declares who may. */
export function shared(label: Localizable, action: string, params: JsonObject = {}): ReplyButton {
  return { kind: "act", label, act: { ...repeatable(action, params), anyone: true } };
}

/** A button that opens a form, by the form's id, with what was answered before; where it is paged, at a field. */
export function openForm(
  label: Localizable,
  form: string,
  params: JsonObject = {},
  values: JsonObject = {},
  at = 0,
): ReplyButton {
  return { kind: "form", label, act: repeatable(OPEN_FORM, { form, params, values, at }) };
}

/** The action behind every form button. */
export const OPEN_FORM = "form.open";
