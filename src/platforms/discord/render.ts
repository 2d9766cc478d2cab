import { measure, shorten } from "../../message/measure.ts";
import type { Button } from "../../message/outgoing.ts";
import type { Piece } from "../../message/piece.ts";
import { LONGEST_CONTENT } from "./capabilities.ts";
import { customIdOf } from "./custom-id.ts";
import { type Dressing, isWebAddress, renderRichText } from "./rich-text.ts";

/** A piece in Discord's terms. */
export type Rendered = {
  readonly content: string;
  readonly components: readonly Row[];
  readonly file: { readonly name: string; readonly bytes: Buffer; readonly description: string | null } | null;
};

type Row = { readonly type: 1; readonly components: readonly object[] };

const TYPES = { row: 1, button: 2, select: 3 } as const;
const STYLES = { act: 2, form: 1, link: 5 } as const;
const LONGEST_ADDRESS = 512;
const LONGEST_PLACEHOLDER = 150;
const LONGEST_DESCRIPTION = 1_024;

/** What stands where a message would have no words: Discord takes none without. */
const NO_WORDS = "…";

const DRESSINGS: readonly Dressing[] = ["all", "noLinks", "none"];

/** Renders a piece. Pure: the same piece is always the same message. */
export function renderPiece(piece: Piece, dressings = DRESSINGS): Rendered {
  const content = contentOf(piece, dressings);
  const file = fileOf(piece);
  return { content: content === "" && file === null ? NO_WORDS : content, components: rowsOf(piece), file };
}

/** The same message without anything that Discord could take offence at: no styles, no addresses. */
export function renderBare(piece: Piece): Rendered {
  const rows = piece.rows.map((row) => row.filter((button) => button.kind !== "link")).filter((row) => row.length > 0);
  return renderPiece({ ...piece, rows }, ["none"]);
}

/** The most styled form that fits; the words alone always do, because they were measured as they are sent. */
function contentOf({ text }: Piece, dressings: readonly Dressing[]): string {
  let content = "";
  for (const dressing of dressings) {
    content = renderRichText(text, dressing);
    if (measure(content, "codePoints") <= LONGEST_CONTENT) return content;
  }
  return Array.from(content).slice(0, LONGEST_CONTENT).join("");
}

function rowsOf({ rows, select }: Piece): Row[] {
  const list = select === null ? [] : [{ type: TYPES.row, components: [listOf(select)] } as const];
  const buttons = rows
    .map((row) => row.flatMap(renderButton))
    .filter((row) => row.length > 0)
    .map((components): Row => ({ type: TYPES.row, components }));
  return [...list, ...buttons];
}

function listOf({ prompt, options }: NonNullable<Piece["select"]>): object {
  return {
    type: TYPES.select,
    custom_id: customIdOf({ kind: "list" }),
    placeholder: shorten(prompt, LONGEST_PLACEHOLDER),
    options: options.map(({ label, description, act }) => ({
      label: label.trim() === "" ? NO_WORDS : label,
      value: act,
      ...(description === undefined || description.trim() === "" ? {} : { description }),
    })),
  };
}

function renderButton(button: Button<string, string>): object[] {
  const label = button.label.trim() === "" ? NO_WORDS : button.label;
  const base = { type: TYPES.button, style: STYLES[button.kind], label };
  if (button.kind !== "link") return [{ ...base, custom_id: customIdOf({ kind: button.kind, token: button.act }) }];
  return isWebAddress(button.url) && button.url.length <= LONGEST_ADDRESS ? [{ ...base, url: button.url }] : [];
}

function fileOf({ file, picture }: Piece): Rendered["file"] {
  if (picture !== undefined) {
    const description = shorten(picture.alt, LONGEST_DESCRIPTION);
    return { name: picture.name, bytes: Buffer.from(picture.base64, "base64"), description };
  }
  return file === null ? null : { name: file.name, bytes: Buffer.from(file.text, "utf8"), description: null };
}
