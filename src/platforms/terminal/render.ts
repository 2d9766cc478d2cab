import type { Piece } from "../../message/piece.ts";
import { type Block, listMarker, type RichText, type Span } from "../../message/text.ts";

/** A piece as text for a terminal; with `styled`, bold and italics by escape codes of our own making. */
export function renderPiece(piece: Piece, styled: boolean): string {
  const file = piece.file === null ? "" : `--- ${piece.file.name}\n${piece.file.text}`;
  return [renderText(piece.text, styled), file].filter((part) => part !== "").join("\n\n");
}

function renderText(rich: RichText, styled: boolean): string {
  let text = "";
  rich.forEach((block, index) => {
    const before = rich[index - 1];
    const tight = before !== undefined && isShortcut(before) && isShortcut(block);
    text += (index === 0 ? "" : tight ? "\n" : "\n\n") + renderBlock(block, styled);
  });
  return text;
}

/** Lines such as `a) Ask a person` stand together. */
function isShortcut(block: Block): boolean {
  return (
    block.kind === "paragraph" &&
    block.spans.length === 1 &&
    block.spans[0]?.kind === "text" &&
    /^[a-z\d]{1,2}\) /u.test(block.spans[0].text)
  );
}

function renderBlock(block: Block, styled: boolean): string {
  switch (block.kind) {
    case "list":
      return block.items.map((item, index) => listMarker(block.ordered, index) + renderSpans(item, styled)).join("\n");
    case "quote":
      return renderSpans(block.spans, styled)
        .split("\n")
        .map((line) => `  │ ${line}`)
        .join("\n");
    case "heading":
      return style(renderSpans(block.spans, styled), "1", styled);
    case "paragraph":
      return renderSpans(block.spans, styled);
  }
}

function renderSpans(spans: readonly Span[], styled: boolean): string {
  return spans.map((span) => renderSpan(span, styled)).join("");
}

function renderSpan(span: Span, styled: boolean): string {
  switch (span.kind) {
    case "text":
    case "moment":
      return span.text;
    case "citation":
      return style(`[${span.n}]`, "36", styled);
    case "link":
      return `${renderSpans(span.spans, styled)} <${span.url}>`;
    case "bold":
      return style(renderSpans(span.spans, styled), "1", styled);
    case "italic":
      return style(renderSpans(span.spans, styled), "3", styled);
    case "code":
      return renderSpans(span.spans, styled);
  }
}

function style(text: string, code: string, styled: boolean): string {
  return styled ? `\u001b[${code}m${text}\u001b[0m` : text;
}
