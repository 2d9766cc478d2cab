import type { List, Nodes, RootContent } from "mdast";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { messageOf } from "../../../shared/errors.ts";
import type { DocumentBlock } from "../document.ts";
import { RefusedError } from "../reading/refused.ts";
import { type DocumentFormat, textFormat } from "./format.ts";
import { readHtml } from "./html.ts";
import { tableLines } from "./table.ts";

/** Markdown (GitHub's), with optional YAML front matter. */
export const markdown: DocumentFormat = textFormat({
  name: "markdown",
  extensions: ["md", "markdown"],
  mediaTypes: ["text/markdown", "text/x-markdown"],
  parse: async (text) => {
    const { frontMatter, body } = splitFrontMatter(text);
    refuseDeepNests(body);
    const [{ unified }, { default: remarkParse }, { default: remarkGfm }] = await Promise.all([
      import("unified"),
      import("remark-parse"),
      import("remark-gfm"),
    ]);
    const tree = unified().use(remarkParse).use(remarkGfm).parse(body);
    const blocks = (await Promise.all(tree.children.map(toBlocks))).flat();
    const title = blocks.find((block) => block.kind === "heading")?.text ?? null;
    return { blocks, title, lang: null, frontMatter };
  },
});

/** The parser takes minutes, or the whole stack, over quotes and lists inside each other. */
const DEEPEST = 100;

function refuseDeepNests(body: string): void {
  for (const line of body.split("\n")) {
    const containers = /^(?:[ \t]{0,8}(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))+/u.exec(line)?.[0] ?? "";
    const depth = containers.replace(/[ \t\d]/gu, "").length;
    const indentation = /^[ \t]*(?=[-+*>]|\d{1,9}[.)])/u.exec(line)?.[0].length ?? 0;
    if (Math.max(depth, indentation / 2) > DEEPEST) throw new RefusedError("nested", "quotes or lists");
  }
}

const frontMatterSchema = z.record(z.string(), z.unknown());

/** Its reader takes time by the square of the number of keys. */
const LONGEST_FRONT_MATTER = 20_000;

function splitFrontMatter(text: string): { readonly frontMatter: Record<string, unknown>; readonly body: string } {
  const match = /^---\n(?<yaml>[\s\S]*?)\n---\s*(?:\n|$)/u.exec(text);
  if (match?.groups?.yaml === undefined) return { frontMatter: {}, body: text };
  if (match.groups.yaml.length > LONGEST_FRONT_MATTER)
    throw new RefusedError("frontMatter", `it is longer than ${LONGEST_FRONT_MATTER} characters`);
  try {
    const frontMatter = frontMatterSchema.parse(parseYaml(match.groups.yaml, { schema: "core" }) ?? {});
    return { frontMatter, body: text.slice(match[0].length) };
  } catch (error) {
    const reason = messageOf(error).split("\n")[0];
    throw new RefusedError("frontMatter", reason, { cause: error });
  }
}

async function toBlocks(node: RootContent): Promise<DocumentBlock[]> {
  switch (node.type) {
    case "heading":
      return [{ kind: "heading", level: node.depth, text: wordsOf(node) }];
    case "list":
      return paragraphOf(itemLines(node, 0).join("\n"));
    case "table":
      return tableLines(
        node.children.map((row) => row.children.map(wordsOf)),
        true,
      ).flatMap(paragraphOf);
    case "blockquote":
      return (await Promise.all(node.children.map(toBlocks))).flat();
    case "html":
      return [...(await readHtml(`<body>${node.value}</body>`)).blocks];
    case "code":
      return paragraphOf(node.value.trim());
    case "paragraph":
      return paragraphOf(wordsOf(node));
    default:
      return [];
  }
}

function paragraphOf(text: string): DocumentBlock[] {
  return text === "" ? [] : [{ kind: "paragraph", text }];
}

/** The items of a list and of the lists inside it, a line each. */
function itemLines(list: List, depth: number): string[] {
  return list.children.flatMap((item) => {
    const own = item.children.filter((child) => child.type !== "list").map(wordsOf);
    const nested = item.children.flatMap((child) => (child.type === "list" ? itemLines(child, depth + 1) : []));
    return [`${"  ".repeat(depth)}• ${own.join(" ")}`, ...nested];
  });
}

/** The words of a node on one line: line breaks and inline markup become spaces. */
function wordsOf(node: Nodes): string {
  return collectWords(node).replace(/\s+/gu, " ").trim();
}

function collectWords(node: Nodes): string {
  if (node.type === "break" || node.type === "html") return " ";
  if ("value" in node) return node.value;
  if (node.type === "image") return node.alt ?? "";
  return "children" in node ? node.children.map(collectWords).join("") : "";
}
