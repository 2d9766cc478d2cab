import { type Block, plainSpans, type RichText, type Span } from "../../message/text.ts";
import { exhaustive } from "../../shared/exhaustive.ts";
import { type Html, html } from "./html.ts";

/** How a citation is shown: a link to the source where the message has it, else its number as it is. */
export type RenderCitation = (n: number) => Html;

/** Rich text as HTML. Each block is set in the direction of its own words. */
export function renderRichText(text: RichText, citation: RenderCitation): Html[] {
  return text.map((block) => renderBlock(block, citation));
}

function renderBlock(block: Block, citation: RenderCitation): Html {
  switch (block.kind) {
    case "paragraph":
      return html`<p dir="${directionOf(block.spans)}">${renderSpans(block.spans, citation)}</p>`;
    case "heading":
      return html`<h3 dir="${directionOf(block.spans)}">${renderSpans(block.spans, citation)}</h3>`;
    case "quote":
      return html`<blockquote${langAttribute(block.lang)} dir="auto">${renderSpans(block.spans, citation)}</blockquote>`;
    case "list": {
      const items = block.items.map((item) => html`<li>${renderSpans(item, citation)}</li>`);
      const direction = directionOf(block.items.flat());
      return block.ordered ? html`<ol dir="${direction}">${items}</ol>` : html`<ul dir="${direction}">${items}</ul>`;
    }
    default:
      return exhaustive(block);
  }
}

function renderSpans(spans: readonly Span[], citation: RenderCitation): Html[] {
  return spans.map((span) => renderSpan(span, citation));
}

function renderSpan(span: Span, citation: RenderCitation): Html {
  switch (span.kind) {
    case "text":
      return html`${span.text}`;
    case "moment":
      return html`<time datetime="${span.at}">${span.text}</time>`;
    case "bold":
      return html`<strong>${renderSpans(span.spans, citation)}</strong>`;
    case "italic":
      return html`<em>${renderSpans(span.spans, citation)}</em>`;
    case "code":
      return html`<code>${renderSpans(span.spans, citation)}</code>`;
    case "link":
      return isWebAddress(span.url)
        ? html`<a href="${span.url}" target="_blank" rel="noopener noreferrer nofollow">${renderSpans(span.spans, citation)}</a>`
        : html`${renderSpans(span.spans, citation)}`;
    case "citation":
      return citation(span.n);
    default:
      return exhaustive(span);
  }
}

/** Only these are ever made into links. */
export function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol);
}

/** ` lang="..."`, or nothing where the language is not known. */
export function langAttribute(lang: string | null): Html {
  return lang === null ? html`` : html` lang="${lang}"`;
}

/**
 * `dir="auto"` looks at the first letter alone and sets an Arabic sentence that begins with `IOSS` the wrong way round;
 * this looks at all of them. A third of right-to-left letters decides, because numbers and names are often Latin.
 */
function directionOf(spans: readonly Span[]): "ltr" | "rtl" | "auto" {
  const text = plainSpans(spans).slice(0, 500);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return "auto";
  const fromTheRight = text.match(/[\p{sc=Arabic}\p{sc=Hebrew}]/gu)?.length ?? 0;
  return fromTheRight >= letters / 3 ? "rtl" : "ltr";
}
