import { escapeMarkdown } from "../../message/markdown.ts";
import { type Block, listMarker, type RichText, type Span } from "../../message/text.ts";
import { exhaustive } from "../../shared/exhaustive.ts";

/** How much of the styling is kept, where all of it is too long for a message. */
export type Dressing = "all" | "noLinks" | "none";

/** Rich text as Discord's Markdown: ours is written as such, no word of a person or document can become any. */
export function renderRichText(rich: RichText, dressing: Dressing = "all"): string {
  return rich
    .map((block) => renderBlock(block, dressing))
    .join("\n\n")
    .trim();
}

function renderBlock(block: Block, dressing: Dressing): string {
  switch (block.kind) {
    case "paragraph":
      return renderSpans(block.spans, dressing);
    case "heading":
      return wrap("**", renderSpans(block.spans, dressing), dressing);
    case "quote":
      return quote(renderSpans(block.spans, dressing), dressing);
    case "list":
      return block.items
        .map((item, index) => `${listMarker(block.ordered, index)}${renderSpans(item, dressing)}`)
        .join("\n");
    default:
      return exhaustive(block);
  }
}

function quote(text: string, dressing: Dressing): string {
  return dressing === "none" ? text : text.replace(/^/gmu, "> ");
}

function renderSpans(spans: readonly Span[], dressing: Dressing): string {
  return spans.map((span) => renderSpan(span, dressing)).join("");
}

function renderSpan(span: Span, dressing: Dressing): string {
  switch (span.kind) {
    case "text":
      return escapeMarkdown(span.text);
    case "citation":
      return `[${span.n}]`;
    case "moment":
      return dressing === "none" ? escapeMarkdown(span.text) : stamp(span);
    case "bold":
      return wrap("**", renderSpans(span.spans, dressing), dressing);
    case "italic":
      return wrap("_", renderSpans(span.spans, dressing), dressing);
    case "code":
      return code(span.spans, dressing);
    case "link":
      return link(span.url, renderSpans(span.spans, dressing), dressing);
    default:
      return exhaustive(span);
  }
}

/** A moment on the reader's own clock, or the time that is left until then, which Discord counts down by itself. */
function stamp({ at, left }: Extract<Span, { kind: "moment" }>): string {
  return `<t:${Math.floor(Date.parse(at) / 1_000)}:${left ? "R" : "f"}>`;
}

/** Marks stand close to the words, line by line: with white space inside they are none. */
function wrap(mark: string, text: string, dressing: Dressing): string {
  if (dressing === "none") return text;
  return text.replace(
    /^(\s*)(\S(?:.*\S)?)(\s*)$/gmu,
    (_all, before, words, after) => `${before}${mark}${words}${mark}${after}`,
  );
}

/** In code nothing is escaped: words with its own mark stay plain. */
function code(spans: readonly Span[], dressing: Dressing): string {
  const plain = spans.map((span) => (span.kind === "text" ? span.text : "`")).join("");
  return dressing === "none" || plain.includes("`") || plain.trim() === ""
    ? renderSpans(spans, dressing)
    : `\`${plain}\``;
}

function link(url: string, words: string, dressing: Dressing): string {
  if (dressing !== "all" || !isWebAddress(url) || /[<>()\s]/u.test(url) || words.includes("]")) return words;
  return `[${words}](<${url}>)`;
}

/** Only these are ever made into links. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\/\S+$/iu.test(url) && URL.canParse(url);
}
