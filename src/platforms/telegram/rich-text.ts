import { type Block, listMarker, type RichText, type Span } from "../../message/text.ts";
import { exhaustive } from "../../shared/exhaustive.ts";

/** A stretch of text with a style; offsets and lengths are UTF-16 units, as Telegram counts. */
export type TextEntity = {
  readonly type: "bold" | "italic" | "code" | "blockquote" | "text_link";
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
};

export type StyledText = { readonly text: string; readonly entities: readonly TextEntity[] };

/** Telegram drops all above so many. */
const MOST_ENTITIES = 100;

/**
 * Rich text as plain words and a list of the stretches that are styled, which is how Telegram itself keeps it: nothing is
 * ever parsed, so no word of a person or document can become markup. The words are those of `plainText`, trimmed.
 */
export function renderRichText(rich: RichText): StyledText {
  const out: Builder = { text: "", entities: [] };
  for (const [index, block] of rich.entries()) {
    if (index > 0) out.text += "\n\n";
    renderBlock(out, block);
  }
  return trim(out);
}

type Builder = { text: string; readonly entities: TextEntity[] };

function renderBlock(out: Builder, block: Block): void {
  switch (block.kind) {
    case "paragraph":
      return renderSpans(out, block.spans);
    case "heading":
      return styled(out, { type: "bold" }, () => renderSpans(out, block.spans));
    case "quote":
      return styled(out, { type: "blockquote" }, () => renderSpans(out, block.spans));
    case "list":
      return block.items.forEach((item, index) => {
        out.text += `${index > 0 ? "\n" : ""}${listMarker(block.ordered, index)}`;
        renderSpans(out, item);
      });
    default:
      return exhaustive(block);
  }
}

function renderSpans(out: Builder, spans: readonly Span[]): void {
  for (const span of spans) renderSpan(out, span);
}

function renderSpan(out: Builder, span: Span): void {
  switch (span.kind) {
    case "text":
    case "moment":
      out.text += span.text;
      return;
    case "citation":
      out.text += `[${span.n}]`;
      return;
    case "bold":
    case "italic":
    case "code":
      return styled(out, { type: span.kind }, () => renderSpans(out, span.spans));
    case "link":
      return isWebAddress(span.url)
        ? styled(out, { type: "text_link", url: span.url }, () => renderSpans(out, span.spans))
        : renderSpans(out, span.spans);
    default:
      return exhaustive(span);
  }
}

function styled(out: Builder, style: Omit<TextEntity, "offset" | "length">, render: () => void): void {
  const offset = out.text.length;
  const at = out.entities.length;
  render();
  const length = out.text.length - offset;
  if (length === 0) return;
  // Code takes no other style inside it.
  if (style.type === "code") out.entities.length = at;
  out.entities.splice(at, 0, { ...style, offset, length });
}

/** Only these are ever made into links. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\/\S+$/iu.test(url) && URL.canParse(url);
}

/** Telegram cuts white space off both ends; done here, the offsets stay true. */
function trim({ text, entities }: Builder): StyledText {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  const kept = entities.flatMap(({ offset, length, ...style }): TextEntity[] => {
    const from = Math.max(offset, start);
    const to = Math.min(offset + length, end);
    return to > from ? [{ ...style, offset: from - start, length: to - from }] : [];
  });
  return { text: text.slice(start, Math.max(start, end)), entities: kept.slice(0, MOST_ENTITIES) };
}
