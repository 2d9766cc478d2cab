import { stripControls } from "../../../message/text.ts";
import type { DocumentBlock, ParsedDocument } from "../document.ts";
import { RefusedError } from "./refused.ts";

/** No heading is longer; what has more letters is a paragraph. */
const LONGEST_HEADING = 300;
/** What comes after takes time by the square of a paragraph's length. */
const LONGEST_PARAGRAPH = 4_000;
const LONGEST_TITLE = 500;

/**
 * Brings a document within bounds that the rest of the program can rely on: no control characters, no empty blocks,
 * headings of levels 1 to 9, paragraphs of at most 4,000 characters.
 *
 * @throws RefusedError where it holds more words than `most` bytes.
 */
export function bound(document: ParsedDocument, most: number): ParsedDocument {
  const blocks: DocumentBlock[] = [];
  let size = 0;
  for (const block of document.blocks) {
    const text = stripControls(block.text).trim();
    if (text === "") continue;
    // Each block also costs the few words that it is wrapped in.
    size += Buffer.byteLength(text) + 40;
    if (size > most) throw new RefusedError("tooManyWords");
    if (block.kind === "heading" && text.length <= LONGEST_HEADING)
      blocks.push({ kind: "heading", level: Math.min(9, Math.max(1, Math.trunc(block.level))), text });
    else for (const piece of cut(text)) blocks.push({ kind: "paragraph", text: piece });
  }
  const title = document.title === null ? "" : stripControls(document.title).replace(/\s+/gu, " ").trim();
  return { ...document, blocks, title: title === "" ? null : title.slice(0, LONGEST_TITLE) };
}

/** Cut after a sentence where there is one in the last fifth, else at a space, else anywhere but inside a character. */
function cut(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > LONGEST_PARAGRAPH) {
    const window = rest.slice(0, LONGEST_PARAGRAPH);
    const tail = window.slice(LONGEST_PARAGRAPH * 0.8);
    const stop = Math.max(
      tail.lastIndexOf("\n"),
      ...[...tail.matchAll(/[。！？]|[.!?](?=\s)/gu)].map(({ index }) => index + 1),
    );
    const space = tail.lastIndexOf(" ");
    const within = stop > 0 ? stop : space;
    const end = within > 0 ? LONGEST_PARAGRAPH * 0.8 + within : wholeEnd(window);
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end);
  }
  return [...pieces, rest.trim()].filter((piece) => piece !== "");
}

function wholeEnd(window: string): number {
  return /[\ud800-\udbff]$/u.test(window) ? window.length - 1 : window.length;
}
