import type { ParsedDocument } from "../document.ts";
import { findDay } from "../reading/days.ts";
import { RefusedError } from "../reading/refused.ts";
import type { DocumentFormat } from "./format.ts";
import { isTitle } from "./office.ts";
import { toBlocks } from "./pdf-blocks.ts";
import { joinItems, type PdfLine } from "./pdf-lines.ts";

/** More than this takes longer than a file may. */
const MOST_PAGES = 3_000;

/** A PDF with words in it. A scanned one has none, and is refused. */
export const pdf: DocumentFormat = {
  name: "pdf",
  extensions: ["pdf"],
  mediaTypes: ["application/pdf", "application/x-pdf"],
  isText: false,
  sniff: (bytes) => bytes.subarray(0, 1_024).includes("%PDF-"),
  parse: async (bytes, { limits }) => {
    const document = await open(bytes);
    if (document.numPages > MOST_PAGES) throw new RefusedError("tooManyPages", String(document.numPages));
    const { pages, pictures } = await readPages(document, limits.output);
    const blocks = toBlocks(pages);
    if (blocks.length === 0 && pictures) throw new RefusedError("scanned");
    const heading = blocks.find((block) => block.kind === "heading" && block.level === 1)?.text;
    const { title, lang, published } = await readInfo(document);
    return { blocks, title: heading ?? title, lang, published, frontMatter: {} };
  },
};

type PdfDocument = Awaited<ReturnType<typeof import("unpdf").getDocumentProxy>>;

async function open(bytes: Buffer): Promise<PdfDocument> {
  const { getDocumentProxy } = await import("unpdf");
  try {
    return await getDocumentProxy(new Uint8Array(bytes), {
      // Fonts may carry programs (CVE-2024-4367), and nothing is drawn here.
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      enableXfa: false,
      stopAtErrors: false,
      verbosity: 0,
    });
  } catch (error) {
    if (error instanceof Error && error.name === "PasswordException") throw new RefusedError("encrypted");
    throw error;
  }
}

async function readPages(
  document: PdfDocument,
  mostLetters: number,
): Promise<{ readonly pages: readonly (readonly PdfLine[])[]; readonly pictures: boolean }> {
  const pages: (readonly PdfLine[])[] = [];
  let letters = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ disableNormalization: false });
    const lines = joinItems(items, page.getViewport({ scale: 1 }).transform);
    letters += lines.reduce((sum, { text }) => sum + text.length, 0);
    if (letters > mostLetters) throw new RefusedError("tooManyWords");
    pages.push(lines);
    page.cleanup();
  }
  return { pages, pictures: letters === 0 && pages.length > 0 };
}

async function readInfo(document: PdfDocument): Promise<Pick<ParsedDocument, "title" | "lang" | "published">> {
  const { info } = await document.getMetadata();
  const facts = new Map(Object.entries(info));
  const wordOf = (key: string): string => {
    const value = facts.get(key);
    return typeof value === "string" ? value.trim() : "";
  };
  const title = wordOf("Title");
  return {
    title: isTitle(title) ? title : null,
    lang: wordOf("Language") || null,
    published: dayOf(wordOf("CreationDate")) ?? dayOf(wordOf("ModDate")),
  };
}

/** `D:20220429171908Z` */
function dayOf(date: string): string | null {
  const { y, m, d } = /^D:(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})/u.exec(date)?.groups ?? {};
  return y === undefined ? null : findDay(`${y}-${m}-${d}`);
}
