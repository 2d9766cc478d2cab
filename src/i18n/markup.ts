import type { Block, Span } from "../message/text.ts";

/** What stands in for a placeholder of a locale string. */
export type Filling = { readonly spans: readonly Span[] };

const PLACEHOLDER = /\{\{\s*([\w.]+)\s*\}\}/gu;

/** The names of the placeholders of a locale string, sorted. */
export function placeholdersOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(PLACEHOLDER), (match) => match[1] ?? ""))].sort();
}

/**
 * Reads the small markup of our own locale strings: empty lines part paragraphs, `- ` begins a list item, `**bold**`,
 * `_italic_`, `` `code` ``. Placeholders are filled after the markup is read, so a value is never parsed.
 */
export function parseMarkup(text: string, fill: (name: string) => Filling): Block[] {
  return text.split(/\n{2,}/u).flatMap((chunk) => parseChunk(chunk, fill));
}

function parseChunk(chunk: string, fill: (name: string) => Filling): Block[] {
  const lines = chunk.split("\n");
  const firstItem = lines.findIndex((line) => line.startsWith("- "));
  if (firstItem < 0) return [{ kind: "paragraph", spans: parseSpans(chunk, fill) }];
  const lead = lines.slice(0, firstItem).join("\n");
  const items = lines.slice(firstItem).map((line) => parseSpans(line.replace(/^- /u, ""), fill));
  const list: Block = { kind: "list", ordered: false, items };
  return lead === "" ? [list] : [{ kind: "paragraph", spans: parseSpans(lead, fill) }, list];
}

const INLINE =
  /\*\*(?<bold>.+?)\*\*|(?<![\p{L}\p{N}])_(?<italic>[^_]+)_(?![\p{L}\p{N}])|`(?<code>[^`]+)`|\{\{\s*(?<name>[\w.]+)\s*\}\}/gu;

function parseSpans(text: string, fill: (name: string) => Filling): Span[] {
  const spans: Span[] = [];
  let end = 0;
  const push = (until: number): void => {
    if (until > end) spans.push({ kind: "text", text: text.slice(end, until) });
  };
  for (const match of text.matchAll(INLINE)) {
    push(match.index);
    end = match.index + match[0].length;
    const { bold, italic, code, name } = match.groups ?? {};
    if (name !== undefined) spans.push(...fill(name).spans);
    else if (bold !== undefined) spans.push({ kind: "bold", spans: parseSpans(bold, fill) });
    else if (italic !== undefined) spans.push({ kind: "italic", spans: parseSpans(italic, fill) });
    else if (code !== undefined) spans.push({ kind: "code", spans: parseSpans(code, fill) });
  }
  push(text.length);
  return spans;
}
