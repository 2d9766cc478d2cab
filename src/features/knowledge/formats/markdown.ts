import type { RootContent } from "mdast";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { AppError, messageOf } from "../../../shared/errors.ts";
import type { DocumentBlock } from "../document.ts";
import type { DocumentFormat } from "./format.ts";

/** Markdown (GitHub's), with optional YAML front matter. */
export const markdown: DocumentFormat = {
  name: "markdown",
  extensions: ["md", "markdown"],
  parse: async (text) => {
    const { frontMatter, body } = splitFrontMatter(text);
    const [{ unified }, { default: remarkParse }, { default: remarkGfm }, { toString: textOf }] = await Promise.all([
      import("unified"),
      import("remark-parse"),
      import("remark-gfm"),
      import("mdast-util-to-string"),
    ]);
    const tree = unified().use(remarkParse).use(remarkGfm).parse(body);
    const blocks = tree.children.flatMap((node) => toBlocks(node, textOf));
    const title = blocks.find((block) => block.kind === "heading")?.text ?? null;
    return { blocks, title, lang: null, frontMatter };
  },
};

const frontMatterSchema = z.record(z.string(), z.unknown());

function splitFrontMatter(text: string): { readonly frontMatter: Record<string, unknown>; readonly body: string } {
  const match = /^---\n(?<yaml>[\s\S]*?)\n---\s*(?:\n|$)/u.exec(text);
  if (match?.groups?.yaml === undefined) return { frontMatter: {}, body: text };
  try {
    const frontMatter = frontMatterSchema.parse(parseYaml(match.groups.yaml, { schema: "core" }) ?? {});
    return { frontMatter, body: text.slice(match[0].length) };
  } catch (error) {
    throw new AppError("content.invalid", `the front matter is not valid YAML (${messageOf(error).split("\n")[0]})`);
  }
}

function toBlocks(node: RootContent, textOf: (node: unknown) => string): DocumentBlock[] {
  switch (node.type) {
    case "heading":
      return [{ kind: "heading", level: node.depth, text: oneLine(textOf(node)) }];
    case "list":
      return [{ kind: "paragraph", text: node.children.map((item) => `• ${oneLine(textOf(item))}`).join("\n") }];
    case "table":
      return [
        {
          kind: "paragraph",
          text: node.children.map((row) => row.children.map((cell) => oneLine(textOf(cell))).join(" | ")).join("\n"),
        },
      ];
    case "blockquote":
      return node.children.flatMap((child) => toBlocks(child, textOf));
    case "code":
    case "paragraph": {
      const text = textOf(node).trim();
      return text === "" ? [] : [{ kind: "paragraph", text: oneLine(text) }];
    }
    default:
      return [];
  }
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/gu, " ").trim();
}
