import type { DocumentBlock, ParsedDocument } from "../document.ts";
import { decodeText } from "../encoding.ts";
import { findDay } from "../reading/days.ts";
import { RefusedError } from "../reading/refused.ts";
import type { DocumentFormat } from "./format.ts";
import { collectBlocks } from "./html-blocks.ts";

/** A saved web page: its main part where it marks one, without scripts, menus and forms. */
export const html: DocumentFormat = {
  name: "html",
  extensions: ["html", "htm", "xhtml"],
  mediaTypes: ["text/html", "application/xhtml+xml"],
  isText: true,
  sniff: (bytes) => OPENING.test(bytes.subarray(0, 1_024).toString("latin1").replaceAll("\0", "")),
  parse: (bytes, { charset }) => readHtml(decodeText(bytes, charset ?? namedCharset(bytes))),
};

const OPENING =
  /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]/iu;

/** Reads a page, or a part of one. */
export async function readHtml(text: string): Promise<ParsedDocument> {
  refuseDeepNests(text);
  const { load } = await import("cheerio");
  const $ = load(withoutEmbedded(text));
  const root = [$("article"), $("main"), $("[role=main]"), $("body")].find((found) => found.length === 1) ?? $("body");
  const blocks: DocumentBlock[] = root.toArray().flatMap(collectBlocks);
  const heading = blocks.find((block) => block.kind === "heading" && block.level === 1)?.text;
  return {
    blocks,
    title: heading ?? ($("title").first().text().replace(/\s+/gu, " ").trim() || null),
    lang: $("html").attr("lang")?.trim() || null,
    frontMatter: {},
    published:
      PUBLISHED.map((selector) => $(selector).first())
        .map((found) => findDay(found.attr("content") ?? found.attr("datetime") ?? ""))
        .find((day) => day !== null) ?? null,
  };
}

/**
 * Leaves out the pictures that stand in the page itself, megabytes of them in saved pages. Their ends are searched for: a
 * pattern that takes in all of a picture runs out of stack over some megabytes.
 */
function withoutEmbedded(text: string): string {
  const [before = "", ...pictures] = text.split(/data:[\w/+.-]{1,50};base64,/u);
  return before + pictures.map((part) => part.slice(endOf(part))).join("");
}

function endOf(picture: string): number {
  const end = picture.search(/[^\w+/=%]/u);
  return end === -1 ? picture.length : end;
}

/** Where pages say when they were published, the surest first; the last are those of Chinese authorities. */
const PUBLISHED = [
  'meta[property="article:published_time"]',
  'meta[itemprop="datePublished"], time[itemprop="datePublished"]',
  'meta[name="dcterms.date" i], meta[name="dc.date" i], meta[name="dcterms.issued" i], meta[name="date" i]',
  'meta[name="PubDate" i], meta[name="publishdate" i], meta[name="firstpublishedtime" i]',
];

function namedCharset(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 2_048).toString("latin1");
  return /<meta[^>]{0,200}charset\s*=\s*["']?\s*(?<name>[\w-]{2,30})/iu.exec(head)?.groups?.name ?? null;
}

const DEEPEST = 400;
/** Elements that end only where they are closed. */
const CLOSED_ONLY =
  /<(?<end>\/?)(?<name>div|span|font|b|i|u|a|em|strong|ul|ol|dl|table|blockquote|section|article|center|small|big|code|tt|s|strike|nobr|pre|aside|main|form|svg|g|math|object|template|select|button|label|figure)(?=[\s>/])/giu;

/** The parser takes minutes over elements inside each other: they are counted before. */
function refuseDeepNests(text: string): void {
  let depth = 0;
  for (const { groups } of text.matchAll(CLOSED_ONLY)) {
    depth = Math.max(0, depth + (groups?.end === "/" ? -1 : 1));
    if (depth > DEEPEST) throw new RefusedError("nested", "its elements");
  }
}
