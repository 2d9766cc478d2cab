import type { TextFile } from "../../message/outgoing.ts";
import type { Piece } from "../../message/piece.ts";
import { renderRows, renderSelect } from "./controls.ts";
import { type Html, html, NO_HTML } from "./html.ts";
import { renderRichText } from "./rich-text.ts";
import { renderCitation, renderSources } from "./sources.ts";
import type { Voice } from "./words.ts";

/**
 * A piece as the page shows it: one article. `message` names it for ever; a replacement is rendered under the name of the
 * message that it stands in for ({@link messageOfPiece}).
 */
export function renderPiece(piece: Piece, message: string, voice: Voice): Html {
  const known = new Set(piece.sources.map((source) => source.n));
  const text = renderRichText(piece.text, (n) => renderCitation(n, known.has(n), message, voice));
  return html`<article class="message desk" aria-label="${voice.say("web.name")}" tabindex="-1" data-message="${message}">${[
    html`<div class="text">${text}</div>`,
    renderPicture(piece.picture),
    renderFile(piece.file, voice),
    renderSelect(piece.select, voice),
    renderSources(piece.sources, message, voice),
    renderRows(piece.rows, voice),
  ]}</article>`;
}

/** The name of the message that a piece shows: its own, or the one it replaces. */
export function messageOfPiece(piece: Piece, own: string): string {
  return piece.mode.kind === "replace" ? piece.mode.message : own;
}

/** Words of the visitor. With an empty text it is the mould for words that are just being sent. */
export function renderSaid(text: string, { say }: Voice): Html {
  return html`<article class="message own" aria-label="${say("web.you")}"><p class="text" dir="auto">${text}</p></article>`;
}

/** A picture lies in the page itself: it is ours, and nothing is fetched for it. */
function renderPicture(picture: Piece["picture"]): Html {
  if (picture === undefined) return NO_HTML;
  return html`<img class="picture" alt="${picture.alt}" src="data:${picture.mime};base64,${picture.base64}">`;
}

/** A file stands in the message, closed; the page's script offers it for download. */
function renderFile(file: TextFile | null, { say }: Voice): Html {
  if (file === null) return NO_HTML;
  return html`<details class="file"><summary><bdi>${say("web.file.label", { name: file.name })}</bdi></summary><pre dir="auto" tabindex="0">${file.text}</pre></details><div class="row"><button type="button" class="press" data-press="download" data-name="${file.name}" data-mime="${file.mime}">${say("web.file.download")}</button></div>`;
}
