import type { DocumentBlock } from "../document.ts";
import type { DocumentFormat } from "./format.ts";

/** A saved web page: its main part where it marks one, without scripts, menus and forms. */
export const html: DocumentFormat = {
  name: "html",
  extensions: ["html", "htm", "xhtml"],
  parse: async (text) => {
    const { load } = await import("cheerio");
    const $ = load(text);
    $(
      "script, style, noscript, template, nav, header nav, footer, aside, form, iframe, svg, button, [hidden], [aria-hidden=true]",
    ).remove();
    const root =
      [$("article"), $("main"), $("[role=main]"), $("body")].find((found) => found.length === 1) ?? $("body");
    const blocks: DocumentBlock[] = [];
    root
      .find("h1, h2, h3, h4, h5, h6, p, li, td, th, dt, dd, pre, blockquote, figcaption, div, section")
      .each((_index, element) => {
        const name = element.tagName.toLowerCase();
        const node = $(element);
        const container = node.find("p, li, div, table, section, h1, h2, h3, h4, h5, h6, blockquote, pre").length > 0;
        const own = container
          ? node
              .contents()
              .filter((_i, child) => child.type === "text")
              .text()
          : node.text();
        const words = own.replace(/\s+/gu, " ").trim();
        if (words === "") return;
        if (/^h[1-6]$/u.test(name)) blocks.push({ kind: "heading", level: Number(name.slice(1)), text: words });
        else blocks.push({ kind: "paragraph", text: name === "li" ? `• ${words}` : words });
      });
    const title =
      blocks.find((block) => block.kind === "heading" && block.level === 1)?.text ??
      ($("title").first().text().trim() || null);
    return { blocks, title, lang: $("html").attr("lang")?.trim() || null, frontMatter: {} };
  },
};
