import type { Button } from "../../message/outgoing.ts";
import type { Piece } from "../../message/piece.ts";
import { isWebAddress, renderRichText, type StyledText } from "./rich-text.ts";

/** A piece in Telegram's terms: what it says, what can be pressed, and the file that carries both. */
export type Rendered = StyledText & {
  readonly keyboard: readonly (readonly InlineButton[])[];
  readonly file: { readonly name: string; readonly bytes: Buffer } | null;
};

type InlineButton =
  | { readonly text: string; readonly callback_data: string }
  | { readonly text: string; readonly url: string };

/** What stands where a message would have no words: Telegram takes none without. */
const NO_WORDS = "…";

/** Renders a piece. Pure: the same piece is always the same message. */
export function renderPiece(piece: Piece): Rendered {
  const { text, entities } = renderRichText(piece.text);
  const keyboard = piece.rows.map((row) => row.flatMap(renderButton)).filter((row) => row.length > 0);
  const file = piece.file === null ? null : { name: piece.file.name, bytes: Buffer.from(piece.file.text, "utf8") };
  return { text: text === "" && file === null ? NO_WORDS : text, entities, keyboard, file };
}

function renderButton(button: Button<string, string>): InlineButton[] {
  const text = button.label.trim() === "" ? NO_WORDS : button.label;
  if (button.kind !== "link") return [{ text, callback_data: button.act }];
  return isWebAddress(button.url) ? [{ text, url: button.url }] : [];
}

/** The same message without anything that Telegram could take offence at: no styles, no addresses. */
export function withoutStyle(rendered: Rendered): Rendered {
  const keyboard = rendered.keyboard
    .map((row) => row.filter((button) => "callback_data" in button))
    .filter((row) => row.length > 0);
  return { ...rendered, entities: [], keyboard };
}
