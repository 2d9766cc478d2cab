import type { CheerioAPI } from "cheerio";
import type { DocumentBlock } from "../document.ts";
import type { DocumentFormat } from "./format.ts";

/** A saved web page: its main part where it marks one, without scripts, menus and forms. */
export const html: DocumentFormat = {
  name: "html",
  extensions: ["html", "htm", "xhtml"],
  parse: async (text) => {
    const { load } = await import("cheerio");
    const $ = load(text);
    $(FURNITURE).remove();
    $("br").replaceWith("\n");
    const root =
      [$("article"), $("main"), $("[role=main]"), $("body")].find((found) => found.length === 1) ?? $("body");
    const blocks: DocumentBlock[] = [];
    for (const element of [...root.toArray(), ...root.find(BLOCKS).toArray()]) {
      const words = ownWords($(element));
      const name = element.tagName.toLowerCase();
      if (words === "") continue;
      if (/^h[1-6]$/u.test(name)) blocks.push({ kind: "heading", level: Number(name.slice(1)), text: words });
      else blocks.push({ kind: "paragraph", text: name === "li" ? `• ${words}` : words });
    }
    const heading = blocks.find((block) => block.kind === "heading" && block.level === 1)?.text;
    const title = heading ?? ($("title").first().text().trim() || null);
    return { blocks, title, lang: $("html").attr("lang")?.trim() || null, frontMatter: {} };
  },
};

const FURNITURE =
  "script, style, noscript, template, nav, header nav, footer, aside, form, iframe, svg, button, [hidden], [aria-hidden=true]";

const BLOCKS =
  "h1, h2, h3, h4, h5, h6, p, ul, ol, li, table, tr, td, th, dl, dt, dd, pre, blockquote, figure, figcaption, div, section, article";

/** The words of an element that stand in no block inside it, on one line. */
function ownWords(node: ReturnType<CheerioAPI>): string {
  const copy = node.clone();
  copy.find(BLOCKS).remove();
  return copy.text().replace(/\s+/gu, " ").trim();
}
