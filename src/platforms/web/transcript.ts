import { parseCommand } from "../../message/command.ts";
import type { TranscriptEntry } from "../../message/query.ts";
import type { Html } from "./html.ts";
import { messageOfPiece, renderPiece, renderSaid } from "./render.ts";
import type { Voice } from "./words.ts";

/** A conversation so far, and whether the visitor has said anything in it yet. */
export type RenderedTranscript = { readonly articles: readonly Html[]; readonly begun: boolean };

/**
 * The entries of a conversation as articles, oldest first. A replacement stands where the replaced message stood. What
 * the language switch said in the visitor's name is left out: they didn't write it, and the answer says what happened.
 */
export function renderTranscript(entries: readonly TranscriptEntry[], voice: Voice): RenderedTranscript {
  const articles = new Map<string, Html>();
  let begun = false;
  for (const [index, entry] of entries.entries()) {
    if (entry.kind === "piece") {
      const message = messageOfPiece(entry.piece, entry.message);
      articles.set(`piece ${message}`, renderPiece(entry.piece, message, voice));
    } else if (!isLanguageSwitch(entry.text)) {
      begun = true;
      articles.set(`said ${index}`, renderSaid(entry.text, voice));
    }
  }
  return { articles: [...articles.values()], begun };
}

function isLanguageSwitch(text: string): boolean {
  const command = parseCommand(text);
  return command?.name === "language" && command.args !== "";
}
