import { isLink } from "./entities.ts";
import { violation } from "./refusal.ts";
import { compact, type Entity, type Formatted } from "./shapes.ts";

const KIND_OF: Readonly<Record<string, string>> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  "tg-spoiler": "spoiler",
  span: "spoiler",
  blockquote: "blockquote",
  a: "text_link",
  code: "code",
  pre: "pre",
};
const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };

type Open = { readonly tag: string; readonly attributes: string; readonly at: number };

/** Reads Telegram's HTML. Throws a violation in Telegram's words where a tag is unknown, or not closed. */
export function parseHtml(html: string): Formatted {
  const open: Open[] = [];
  const entities: Entity[] = [];
  let text = "";
  for (const { 0: token, index, groups } of html.matchAll(
    /<(?<close>\/?)(?<tag>[a-z][a-z0-9-]*)(?<attributes>[^>]*)>|&(?<name>#x[0-9a-f]+|#\d+|[a-z]+);|[^<&]+|[<&]/giu,
  )) {
    const tag = groups?.tag?.toLowerCase();
    if (tag === undefined)
      text += token === "<" ? refuse("Unexpected end tag", html, index) : unescaped(token, groups?.name);
    else if (groups?.close === "") {
      if (!(tag in KIND_OF)) refuse(`Unsupported start tag "${tag}"`, html, index);
      open.push({ tag, attributes: groups.attributes ?? "", at: text.length });
    } else {
      const start = open.pop();
      if (start === undefined) return refuse("Unexpected end tag", html, index);
      if (start.tag !== tag) refuse(`Unmatched end tag, expected "</${start.tag}>", found "</${tag}>"`, html, index);
      entities.push(...closed(start, text.length));
    }
  }
  const left = open.pop();
  if (left !== undefined)
    throw violation(`can't parse entities: Can't find end tag corresponding to start tag "${left.tag}"`);
  return { text, entities: entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length) };
}

function refuse(why: string, html: string, index: number): never {
  throw violation(`can't parse entities: ${why} at byte offset ${Buffer.byteLength(html.slice(0, index))}`);
}

function unescaped(token: string, name: string | undefined): string {
  if (name === undefined) return token;
  if (name.startsWith("#x")) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
  if (name.startsWith("#")) return String.fromCodePoint(Number(name.slice(1)));
  return NAMED[name] ?? token;
}

function closed({ tag, attributes, at }: Open, end: number): readonly Entity[] {
  if (end === at) return [];
  const type = KIND_OF[tag] ?? tag;
  const href = /href=["']?([^"'\s>]+)/iu.exec(attributes)?.[1]?.replaceAll("&amp;", "&");
  if (type === "text_link" && !isLink(href)) return [];
  const language = /class=["']?language-([^"'\s>]+)/iu.exec(attributes)?.[1];
  const expandable = type === "blockquote" && /\bexpandable\b/iu.test(attributes);
  return [
    compact<Entity>({
      type: expandable ? "expandable_blockquote" : type,
      offset: at,
      length: end - at,
      url: type === "text_link" ? href : undefined,
      language: type === "pre" ? language : undefined,
    }),
  ];
}
