import type { DocumentBlock } from "../document.ts";
import { unpackOffice } from "../reading/zip.ts";
import { packParts } from "../reading/zip-writer.ts";
import type { DocumentFormat } from "./format.ts";
import { numberedLevel } from "./headings.ts";
import { readHtml } from "./html.ts";
import { isOffice, readProperties } from "./office.ts";

/** A Word document, by way of mammoth's HTML, which keeps headings, lists and tables (LangChain's loader drops them). */
export const docx: DocumentFormat = {
  name: "docx",
  extensions: ["docx"],
  mediaTypes: ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  isText: false,
  sniff: (bytes) => isOffice(bytes, "word/document"),
  parse: async (bytes, { limits }) => {
    const parts = await unpackOffice(bytes, limits, "Word document");
    const { default: mammoth } = await import("mammoth");
    const { value } = await mammoth.convertToHtml(
      { buffer: packParts(parts) },
      {
        styleMap: STYLES,
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
      },
    );
    const page = await readHtml(value);
    const blocks = withNumberedHeadings(page.blocks);
    const properties = readProperties(parts);
    const first = blocks.find((block) => block.kind === "heading" && block.level === 1)?.text;
    return { ...page, ...properties, blocks, title: first ?? properties.title ?? openingTitle(blocks) };
  },
};

/** Beside mammoth's own: what Chinese and other Word editions call their headings. */
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  ...[1, 2, 3, 4].flatMap((level) =>
    ["标题", "標題", "見出し", "Заголовок", "Überschrift", "Titre", "Título", "Nagłówek", "Başlık", "العنوان"].map(
      (name) => `p[style-name='${name} ${level}'] => h${level}:fresh`,
    ),
  ),
];

/** A document without heading styles, as offices often write them: its numbered lines part it. */
function withNumberedHeadings(blocks: readonly DocumentBlock[]): DocumentBlock[] {
  if (blocks.some(({ kind }) => kind === "heading")) return [...blocks];
  return blocks.map((block, index) => {
    const level = numberedLevel(block.text);
    // Numbered lines one after another are a list.
    const follower = blocks[index + 1];
    const headsSomething = follower !== undefined && (numberedLevel(follower.text) ?? 99) > (level ?? 99);
    return level !== null && headsSomething ? { kind: "heading", level, text: block.text } : block;
  });
}

function openingTitle([first]: readonly DocumentBlock[]): string | null {
  return first !== undefined && first.text.length <= 100 && !/[.。!！;；:：|]$/u.test(first.text) ? first.text : null;
}
