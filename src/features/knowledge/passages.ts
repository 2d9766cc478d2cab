import type { DocumentBlock, Passage } from "./document.ts";
import { splitSentences } from "./sentences.ts";

/** A passage is closed once it has this many characters ... */
const ENOUGH = 350;
/** ... and no paragraph longer than this stays whole. */
const TOO_LONG = 900;

/**
 * Cuts a document into passages: never across a heading, at paragraphs where it can, at sentences where a paragraph is
 * too long. Short neighbours are kept together, so that each passage says something.
 */
export function cutPassages(blocks: readonly DocumentBlock[], lang: string): Passage[] {
  const passages: Passage[] = [];
  const headings: { level: number; text: string }[] = [];
  let open: string[] = [];

  const close = (): void => {
    if (open.length === 0) return;
    const heading = headings.map(({ text }) => text).join(" > ");
    passages.push({ ordinal: passages.length, heading: heading === "" ? null : heading, text: open.join("\n") });
    open = [];
  };

  for (const block of blocks) {
    if (block.kind === "heading") {
      close();
      while ((headings.at(-1)?.level ?? 0) >= block.level) headings.pop();
      headings.push({ level: block.level, text: block.text });
      continue;
    }
    for (const piece of block.text.length > TOO_LONG ? cutParagraph(block.text, lang) : [block.text]) {
      const length = open.reduce((sum, text) => sum + text.length, 0);
      if (length > 0 && (length >= ENOUGH || length + piece.length > TOO_LONG)) close();
      open.push(piece);
    }
  }
  close();
  return passages;
}

function cutParagraph(text: string, lang: string): string[] {
  const pieces: string[] = [];
  let open = "";
  for (const sentence of splitSentences(text, lang).flatMap(cutSentence)) {
    if (open !== "" && open.length + sentence.length > TOO_LONG * 0.7) {
      pieces.push(open.trim());
      open = "";
    }
    open += sentence;
  }
  if (open.trim() !== "") pieces.push(open.trim());
  return pieces;
}

/** Text without full stops, as in Thai: cut at spaces, else anywhere. */
function cutSentence(sentence: string): string[] {
  return sentence.length <= TOO_LONG
    ? [sentence]
    : (sentence.match(/[\s\S]{1,600}(?:\s+|$)|[\s\S]{1,600}/gu) ?? [sentence]);
}
