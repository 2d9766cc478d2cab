import { shorten } from "../../message/measure.ts";
import type { Button } from "../../message/outgoing.ts";
import type { Piece } from "../../message/piece.ts";
import { TELEGRAM_CAPABILITIES } from "./capabilities.ts";
import { isWebAddress, renderRichText, type StyledText } from "./rich-text.ts";

/** A piece in Telegram's terms: what it says, what can be pressed, and the file that carries both. */
export type Rendered = StyledText & {
  readonly keyboard: readonly (readonly InlineButton[])[];
  readonly file: { readonly name: string; readonly bytes: Buffer; readonly shownAs: "photo" | "document" } | null;
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
  const words = text === "" ? wordsInstead(piece) : text;
  return { text: words, entities, keyboard, file: fileOf(piece) };
}

function wordsInstead({ file, picture }: Piece): string {
  if (picture !== undefined) return shorten(picture.alt, TELEGRAM_CAPABILITIES.caption ?? 0).trim();
  return file === null ? NO_WORDS : "";
}

function fileOf({ file, picture }: Piece): Rendered["file"] {
  if (picture !== undefined)
    return { name: picture.name, bytes: Buffer.from(picture.base64, "base64"), shownAs: "photo" };
  return file === null ? null : { name: file.name, bytes: Buffer.from(file.text, "utf8"), shownAs: "document" };
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
