import type { RefusalReason } from "../../src/features/knowledge/reading/refused.ts";
import { type ArchiveLies, archive, type HostileEntry } from "./hostile-archive.ts";
import { docxParts, makeXlsx } from "./make-documents.ts";

/** A file made to do harm, and how it must end where only one end is right. */
export type HostileFile = {
  readonly name: string;
  readonly make: () => Buffer | Promise<Buffer>;
  /** The reasons it may be refused for; empty where it must be read; absent where any end within the limits is right. */
  readonly ends?: readonly RefusalReason[];
};

const MB = 1024 * 1024;
const PLAIN = docxParts([{ heading: "Rules" }, { paragraph: "A booth has nine square metres." }]);

/** A Word document with some parts replaced or added. */
function docx(changes: readonly HostileEntry[], lies: ArchiveLies = {}): Buffer {
  const changed = new Set(changes.map(({ name }) => name));
  const kept = [...PLAIN].filter(([name]) => !changed.has(name)).map(([name, content]) => ({ name, content }));
  return archive([...kept, ...changes], lies);
}

/** An Excel workbook with some parts replaced or added. */
function xlsx(sheet: string, more: readonly HostileEntry[] = []): Buffer {
  const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const parts: HostileEntry[] = [
    {
      name: "[Content_Types].xml",
      content: `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
    },
    { name: "_rels/.rels", content: relations(["officeDocument", "xl/workbook.xml"]) },
    {
      name: "xl/workbook.xml",
      content:
        '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Fees" sheetId="1" r:id="r1"/></sheets></workbook>',
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: relations(["worksheet", "worksheets/sheet1.xml"], ["sharedStrings", "sharedStrings.xml"]),
    },
    {
      name: "xl/worksheets/sheet1.xml",
      content: `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${sheet}</worksheet>`,
    },
  ];
  const changed = new Set(more.map(({ name }) => name));
  return archive([...parts.filter(({ name }) => !changed.has(name)), ...more]);
}

function relations(...targets: readonly (readonly [type: string, target: string])[]): string {
  const type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.map(([kind, target], index) => `<Relationship Id="r${index + 1}" Type="${type}/${kind}" Target="${target}"${/^\w+:/u.test(target) ? ' TargetMode="External"' : ""}/>`).join("")}</Relationships>`;
}

const body = (inner: string, before = ""): string =>
  `<?xml version="1.0"?>${before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>${inner}</w:body></w:document>`;
const text = (words: string): string => `<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`;
const document = (content: string): HostileEntry => ({ name: "word/document.xml", content });
const inline = (text: string, place = "A1"): string => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;

/** A, B ... Z, AA, AB ... */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** A picture that is not in the file but somewhere else, as Word may link it. */
export function linkedPicture(target: string): Buffer {
  const drawing =
    '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link="r1" r:embed="r1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';
  return docx([
    document(body(text("A picture follows.") + drawing)),
    { name: "word/_rels/document.xml.rels", content: relations(["image", target]) },
  ]);
}

/** A Word document whose text unpacks to so many megabytes. */
export function bomb(megabytes: number, claims?: number): Buffer {
  const words = Buffer.alloc(megabytes * MB, "a booth has nine square metres ");
  const content = Buffer.concat([
    Buffer.from(body("").split("</w:body>")[0] ?? ""),
    Buffer.from("<w:p><w:r><w:t>"),
    words,
    Buffer.from("</w:t></w:r></w:p></w:body></w:document>"),
  ]);
  return docx([{ name: "word/document.xml", content, ...(claims === undefined ? {} : { claims }) }]);
}

const LAUGHS = `<!DOCTYPE lolz [<!ENTITY l0 "lol">${Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("")}]>`;
const XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>';
const NAMES = [
  "../../../../tmp/slip.xml",
  "/etc/cron.d/slip.xml",
  "..\\..\\slip.xml",
  "C:\\slip.xml",
  "word/../../slip.xml",
];

/** Word and Excel files made to do harm. */
export const HOSTILE_OFFICE: readonly HostileFile[] = [
  { name: "bomb-300mb.docx", make: () => bomb(300), ends: ["unpacksTooLarge"] },
  { name: "bomb-forged-small.docx", make: () => bomb(250, 100), ends: ["unpacksTooLarge"] },
  { name: "bomb-just-below.docx", make: () => bomb(190), ends: ["tooMuchMemory", "tooManyWords", "tooSlow"] },
  { name: "bomb-60mb.docx", make: () => bomb(60), ends: ["tooMuchMemory", "tooManyWords", "tooSlow"] },
  { name: "forged-huge.docx", make: () => docx([{ ...document(body(text("words"))), claims: 0xffff_fff0 }]) },
  {
    name: "bomb-in-a-picture.docx",
    make: () => docx([{ name: "word/media/image1.png", content: Buffer.alloc(400 * MB) }]),
    ends: ["unpacksTooLarge"],
  },
  {
    name: "bomb-in-a-bomb.docx",
    make: () => docx([{ name: "word/embeddings/inner.docx", content: bomb(150) }]),
    ends: [],
  },
  {
    name: "bomb-of-shared-bytes.docx",
    make: () =>
      docx([
        { name: "word/media/0.png", content: Buffer.alloc(MB) },
        ...Array.from({ length: 1_500 }, (_, n) => ({
          name: `word/media/${n + 1}.png`,
          content: "",
          sharesBytes: true,
        })),
      ]),
    ends: ["unpacksTooLarge"],
  },
  {
    name: "many-entries.docx",
    make: () => docx(Array.from({ length: 60_000 }, (_, n) => ({ name: `word/media/${n}.txt`, content: "x" }))),
    ends: ["tooManyEntries"],
  },
  {
    name: "hidden-entries.docx",
    make: () =>
      docx(
        Array.from({ length: 5_000 }, (_, n) => ({ name: `word/media/${n}.txt`, content: "x" })),
        { entries: 3 },
      ),
  },
  ...NAMES.map(
    (name, n): HostileFile => ({
      name: `slip-${n}.docx`,
      make: () => docx([{ name, content: "<x/>" }]),
      ends: ["unsafeArchive"],
    }),
  ),
  {
    name: "link.docx",
    make: () => docx([{ name: "word/media/link.xml", content: "/etc/passwd", mode: 0o120777 }]),
    ends: ["unsafeArchive"],
  },
  {
    name: "twice.docx",
    make: () =>
      archive([...[...PLAIN].map(([name, content]) => ({ name, content })), document(body(text("other words")))]),
    ends: ["unsafeArchive"],
  },
  {
    name: "encrypted-entry.docx",
    make: () => docx([{ ...document(body(text("words"))), isEncrypted: true }]),
    ends: ["encrypted"],
  },
  { name: "xxe.docx", make: () => docx([document(body(text("&e;"), XXE))]), ends: ["unsafeXml"] },
  {
    name: "xxe-properties.docx",
    make: () => docx([{ name: "docProps/core.xml", content: `<?xml version="1.0"?>${XXE}<x>&e;</x>` }]),
    ends: ["unsafeXml"],
  },
  {
    name: "xxe-relations.docx",
    make: () => docx([{ name: "word/_rels/document.xml.rels", content: `<?xml version="1.0"?>${XXE}<x>&e;</x>` }]),
    ends: ["unsafeXml"],
  },
  {
    name: "xxe-utf16.docx",
    make: () =>
      docx([{ name: "word/document.xml", content: Buffer.from(`\ufeff${body(text("&e;"), XXE)}`, "utf16le") }]),
    ends: ["unsafeXml"],
  },
  { name: "laughs.docx", make: () => docx([document(body(text("&l12;"), LAUGHS))]), ends: ["unsafeXml"] },
  {
    name: "outer-dtd.docx",
    make: () => docx([document(body(text("x"), '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">'))]),
    ends: ["unsafeXml"],
  },
  {
    name: "deep-xml.docx",
    make: () =>
      docx([
        document(
          body(`${"<w:sdt><w:sdtContent>".repeat(50_000)}${text("deep")}${"</w:sdtContent></w:sdt>".repeat(50_000)}`),
        ),
      ]),
  },
  {
    name: "deep-tables.docx",
    make: () =>
      docx([
        document(
          body(`${"<w:tbl><w:tr><w:tc>".repeat(3_000)}${text("deep")}${"</w:tc></w:tr></w:tbl>".repeat(3_000)}`),
        ),
      ]),
  },
  {
    name: "many-paragraphs.docx",
    make: () => docx([document(body(text("A booth has nine square metres.").repeat(400_000)))]),
  },
  { name: "linked-dev-zero.docx", make: () => linkedPicture("file:///dev/zero"), ends: [] },
  { name: "linked-web.docx", make: () => linkedPicture("http://127.0.0.1:9/x.png"), ends: [] },
  { name: "linked-passwd.docx", make: () => linkedPicture("../../../../etc/passwd"), ends: [] },
  { name: "no-document.docx", make: () => docx([document("<x/>")]) },
  { name: "unclosed-xml.docx", make: () => docx([document(body(text("words")).slice(0, -40))]) },
  { name: "directory-beyond.docx", make: () => docx([], { offset: 0x7fff_ffff }), ends: ["damaged"] },
  {
    name: "comment-with-an-end.docx",
    make: () => docx([], { comment: Buffer.concat([Buffer.from("PK\u0005\u0006"), Buffer.alloc(40)]) }),
  },
  {
    name: "bomb.xlsx",
    make: () =>
      xlsx("<sheetData/>", [{ name: "xl/sharedStrings.xml", content: Buffer.alloc(300 * MB, "<si><t>x</t></si>") }]),
    ends: ["unpacksTooLarge"],
  },
  {
    name: "shared-strings.xlsx",
    make: () =>
      xlsx("<sheetData/>", [
        { name: "xl/sharedStrings.xml", content: `<sst>${"<si><t>booth</t></si>".repeat(3_000_000)}</sst>` },
      ]),
  },
  {
    name: "xxe.xlsx",
    make: () =>
      xlsx("<sheetData/>", [
        { name: "xl/sharedStrings.xml", content: `<?xml version="1.0"?>${XXE}<sst><si><t>&e;</t></si></sst>` },
      ]),
    ends: ["unsafeXml"],
  },
  {
    name: "laughs.xlsx",
    make: () =>
      xlsx("<sheetData/>", [
        { name: "xl/sharedStrings.xml", content: `<?xml version="1.0"?>${LAUGHS}<sst><si><t>&l12;</t></si></sst>` },
      ]),
    ends: ["unsafeXml"],
  },
  {
    name: "last-cell.xlsx",
    make: () => xlsx('<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
  },
  {
    name: "row-of-a-billion.xlsx",
    make: () => xlsx('<sheetData><row r="1000000000"><c r="A1000000000"><v>1</v></c></row></sheetData>'),
  },
  {
    name: "merged-all.xlsx",
    make: () =>
      xlsx(
        `<sheetData><row r="1">${inline("Fee")}</row></sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>`,
      ),
  },
  {
    name: "merged-often.xlsx",
    make: () =>
      xlsx(
        `<sheetData><row r="1">${inline("Fee")}</row></sheetData><mergeCells>${Array.from({ length: 20_000 }, (_, n) => `<mergeCell ref="A${n * 100 + 1}:Z${n * 100 + 99}"/>`).join("")}</mergeCells>`,
      ),
  },
  {
    name: "many-rows.xlsx",
    make: () =>
      xlsx(
        `<sheetData>${Array.from({ length: 400_000 }, (_, n) => `<row r="${n + 1}">${inline("Fee", `A${n + 1}`)}${inline("100 yuan", `B${n + 1}`)}</row>`).join("")}</sheetData>`,
      ),
  },
  {
    name: "wide.xlsx",
    make: () =>
      xlsx(
        `<sheetData>${Array.from({ length: 60 }, (_, n) => `<row r="${n + 1}">${Array.from({ length: 16_000 }, (_, column) => inline("Fee of a booth", `${columnName(column)}${n + 1}`)).join("")}</row>`).join("")}</sheetData>`,
      ),
  },
  { name: "deep-xml.xlsx", make: () => xlsx(`<sheetData>${"<row>".repeat(200_000)}</sheetData>`) },
  {
    name: "formulas-without-values.xlsx",
    make: () =>
      makeXlsx([
        {
          name: "A",
          rows: [
            ["Fee", "Note"],
            [
              { formula: 'WEBSERVICE("http://127.0.0.1:9/")' },
              { formula: 'HYPERLINK("file:///etc/passwd","see")', result: "see" },
            ],
          ],
        },
      ]),
    ends: [],
  },
  {
    name: "data-validations.xlsx",
    make: () =>
      xlsx(
        `<sheetData><row r="1">${inline("Fee")}</row></sheetData><dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations>`,
      ),
  },
];
