import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import exceljs from "exceljs";
import PDFDocument from "pdfkit";
import { packParts } from "../../src/features/knowledge/reading/zip-writer.ts";

/** A piece of a made document. */
export type MadePart =
  | { readonly heading: string; readonly level?: 1 | 2 | 3 }
  | { readonly paragraph: string; readonly isBold?: boolean }
  | { readonly table: readonly (readonly string[])[] };

export type MadeProperties = { readonly title?: string; readonly modified?: string; readonly language?: string };

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** The XML parts of a Word document, for tests that spoil one of them. */
export function docxParts(parts: readonly MadePart[], properties: MadeProperties = {}): Map<string, string> {
  return new Map([
    [
      "[Content_Types].xml",
      '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ],
    [
      "_rels/.rels",
      '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ],
    [
      "word/styles.xml",
      `<?xml version="1.0" encoding="UTF-8"?><w:styles ${WORD}>${[1, 2, 3].map((level) => `<w:style w:type="paragraph" w:styleId="h${level}"><w:name w:val="heading ${level}"/></w:style>`).join("")}</w:styles>`,
    ],
    [
      "word/document.xml",
      `<?xml version="1.0" encoding="UTF-8"?><w:document ${WORD}><w:body>${parts.map(wordOf).join("")}</w:body></w:document>`,
    ],
    ["docProps/core.xml", coreXml(properties)],
  ]);
}

export function makeDocx(parts: readonly MadePart[], properties: MadeProperties = {}): Buffer {
  return pack(docxParts(parts, properties));
}

/** Parts as an honest archive. */
export function pack(parts: ReadonlyMap<string, string>): Buffer {
  return packParts(new Map([...parts].map(([name, xml]) => [name, Buffer.from(xml)])));
}

function wordOf(part: MadePart): string {
  const run = (text: string, bold = false): string =>
    `<w:r>${bold ? "<w:rPr><w:b/></w:rPr>" : ""}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
  if ("heading" in part) return `<w:p><w:pPr><w:pStyle w:val="h${part.level ?? 1}"/></w:pPr>${run(part.heading)}</w:p>`;
  if ("paragraph" in part) return `<w:p>${run(part.paragraph, part.isBold)}</w:p>`;
  const row = (cells: readonly string[]): string =>
    `<w:tr>${cells.map((cell) => `<w:tc><w:p>${run(cell)}</w:p></w:tc>`).join("")}</w:tr>`;
  return `<w:tbl>${part.table.map(row).join("")}</w:tbl>`;
}

function coreXml({ title, modified, language }: MadeProperties): string {
  const element = (name: string, value: string | undefined): string =>
    value === undefined ? "" : `<${name}>${escapeXml(value)}</${name}>`;
  return `<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">${element("dc:title", title)}${element("dc:language", language)}${element("dcterms:modified", modified)}</cp:coreProperties>`;
}

export type MadeSheet = { readonly name: string; readonly rows: readonly (readonly exceljs.CellValue[])[] };

export async function makeXlsx(sheets: readonly MadeSheet[], properties: MadeProperties = {}): Promise<Buffer> {
  const book = new exceljs.Workbook();
  if (properties.title !== undefined) book.title = properties.title;
  book.modified = new Date(properties.modified ?? "2024-03-05T00:00:00Z");
  for (const { name, rows } of sheets) {
    const sheet = book.addWorksheet(name);
    for (const row of rows) sheet.addRow([...row]);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

export type MadePdf = {
  readonly title?: string;
  readonly created?: string;
  /** Printed on every page, above and below; `#` is the number of the page. */
  readonly header?: string;
  readonly footer?: string;
  readonly password?: string;
  /** A collection of fonts and the face in it, where the standard fonts lack the letters. */
  readonly font?: { readonly file: string; readonly face: string };
};

/** Draws headings, paragraphs and tables as an office program would, wrapped to the page. */
export async function makePdf(parts: readonly MadePart[], options: MadePdf = {}): Promise<Buffer> {
  const { title, created, header, footer, password, font } = options;
  const pdf = new PDFDocument({
    bufferPages: true,
    margin: 72,
    info: {
      ...(title === undefined ? {} : { Title: title }),
      CreationDate: new Date(created ?? "2024-03-05T12:00:00Z"),
    },
    ...(password === undefined ? {} : { userPassword: password }),
  });
  const done = buffer(pdf.pipe(new PassThrough()));
  if (font !== undefined) pdf.registerFont("given", font.file, font.face);
  const [plain, bold] = font === undefined ? ["Helvetica", "Helvetica-Bold"] : ["given", "given"];
  for (const part of parts) {
    if ("heading" in part)
      pdf
        .font(bold)
        .fontSize([20, 15, 12.5][(part.level ?? 1) - 1] ?? 12.5)
        .text(part.heading);
    else if ("paragraph" in part)
      pdf
        .font(part.isBold ? bold : plain)
        .fontSize(10.5)
        .text(part.paragraph, { align: "left" });
    else drawTable(pdf.font(plain).fontSize(10.5), part.table);
    pdf.moveDown(0.7);
  }
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page);
    // A line in the margin must not begin a page of its own.
    pdf.page.margins.top = 0;
    pdf.page.margins.bottom = 0;
    pdf.font(plain).fontSize(8);
    if (header !== undefined) pdf.text(header.replace("#", String(page + 1)), 72, 30, { lineBreak: false });
    if (footer !== undefined) pdf.text(footer.replace("#", String(page + 1)), 72, 750, { lineBreak: false });
  }
  pdf.end();
  return done;
}

function drawTable(pdf: PDFKit.PDFDocument, rows: readonly (readonly string[])[]): void {
  for (const row of rows) {
    const { y } = pdf;
    for (const [column, cell] of row.entries()) pdf.text(cell, 72 + column * 150, y, { lineBreak: false });
    pdf.x = 72;
    pdf.y = y + 16;
  }
}
