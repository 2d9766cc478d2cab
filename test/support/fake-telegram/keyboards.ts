import { isLink } from "./entities.ts";
import { findRecord, type Params } from "./params.ts";
import { notCovered, violation } from "./refusal.ts";
import { type InlineButton, type InlineKeyboard, isRecord } from "./shapes.ts";

const ACTIONS = [
  "url",
  "callback_data",
  "web_app",
  "login_url",
  "switch_inline_query",
  "switch_inline_query_current_chat",
  "switch_inline_query_chosen_chat",
  "copy_text",
  "callback_game",
  "pay",
];
const MOST_BUTTONS = 100;
const LONGEST_DATA = 64;

/** What stands below a message: an inline keyboard, another keyboard (which is not shown in transcripts), or nothing. */
export type Markup =
  | { readonly kind: "inline"; readonly keyboard: InlineKeyboard }
  | { readonly kind: "reply" }
  | { readonly kind: "none" };

export function readMarkup(params: Params): Markup {
  const markup = findRecord(params, "reply_markup");
  if (markup === undefined) return { kind: "none" };
  if ("keyboard" in markup || "remove_keyboard" in markup || "force_reply" in markup) return { kind: "reply" };
  if (!("inline_keyboard" in markup)) throw violation("object expected as reply markup");
  const keyboard = readInlineKeyboard(markup);
  return keyboard.inline_keyboard.length === 0 ? { kind: "none" } : { kind: "inline", keyboard };
}

/** The inline keyboard of an edit; only inline ones can be edited in. */
export function readInlineMarkup(params: Params): InlineKeyboard | undefined {
  const markup = readMarkup(params);
  if (markup.kind === "reply") throw violation("inline keyboard expected");
  return markup.kind === "inline" ? markup.keyboard : undefined;
}

/** Reads an inline keyboard; rows without buttons vanish. Throws a violation where a button is not as Telegram wants it. */
export function readInlineKeyboard({ inline_keyboard: rows }: Record<string, unknown>): InlineKeyboard {
  if (!Array.isArray(rows)) throw violation('field "inline_keyboard" must be of type Array');
  const read = rows.map((row: unknown) => {
    if (!Array.isArray(row)) throw violation("can't parse inline keyboard: array of rows expected");
    return row.map(readButton);
  });
  const count = read.flat().length;
  if (count > MOST_BUTTONS) throw violation(`REPLY_MARKUP_TOO_LONG: ${count} buttons of at most ${MOST_BUTTONS}`);
  return { inline_keyboard: read.filter((row) => row.length > 0) };
}

function readButton(value: unknown): InlineButton {
  if (!isRecord(value)) throw violation("can't parse inline keyboard button: expected an object");
  const { text, url, callback_data: data } = value;
  if (typeof text !== "string" || text.trim() === "") throw violation("inline keyboard button text must be non-empty");
  const actions = ACTIONS.filter((name) => value[name] !== undefined);
  if (actions.length === 0)
    throw violation("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  if (actions.length > 1)
    throw violation(`inline keyboard button "${text}" has several actions: ${actions.join(", ")}`);
  if (data !== undefined) {
    const bytes = typeof data === "string" ? Buffer.byteLength(data) : 0;
    if (bytes < 1 || bytes > LONGEST_DATA) throw violation("BUTTON_DATA_INVALID");
  } else if (url !== undefined) {
    if (!isLink(url)) throw violation(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  } else if (actions[0] === "callback_game" || actions[0] === "pay" || actions[0] === "login_url")
    throw notCovered(`inline buttons with ${actions[0]}`);
  return value as InlineButton;
}
