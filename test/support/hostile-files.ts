import { gzipSync } from "node:zlib";
import { createRandom } from "../../src/shared/random.ts";
import { HOSTILE_OFFICE, type HostileFile } from "./hostile-office.ts";
import { HOSTILE_PDFS } from "./hostile-pdfs.ts";
import { HOSTILE_TEXTS } from "./hostile-texts.ts";
import { type MadePart, makeDocx, makePdf, makeXlsx } from "./make-documents.ts";
import { encodeAs } from "./old-encodings.ts";

const PARTS: readonly MadePart[] = [
  { heading: "Rules for booths" },
  { paragraph: "A booth has nine square metres. It is let by the day." },
  {
    table: [
      ["Booth", "Fee"],
      ["small", "100 yuan"],
      ["corner", "150 yuan"],
    ],
  },
];
const PAGE = `<!doctype html><html lang="en"><body><h1>Rules</h1><p>A booth has nine square metres.</p><table><tr><th>Booth<th>Fee<tr><td>small<td>100</table></body></html>`;
const PNG = Buffer.from(`89504e470d0a1a0a0000000d49484452${"00ff10".repeat(200)}`, "hex");
const EXE = Buffer.from(`4d5a9000030000000400${"00".repeat(400)}`, "hex");
const OLE = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(2_000)]);

/** Files that are not what their names say. */
const WRONG_KINDS: readonly HostileFile[] = [
  { name: "picture.pdf", make: () => PNG, ends: ["otherKind"] },
  { name: "picture.md", make: () => PNG, ends: ["otherKind"] },
  { name: "program.docx", make: () => EXE, ends: ["otherKind"] },
  {
    name: "program.txt",
    make: () => Buffer.concat([Buffer.from("7f454c4602010100", "hex"), Buffer.alloc(500)]),
    ends: ["otherKind"],
  },
  { name: "packed.csv", make: () => gzipSync("a,b"), ends: ["otherKind"] },
  { name: "old.docx", make: () => OLE, ends: ["oldOffice"] },
  { name: "old.doc", make: () => OLE, ends: ["oldOffice"] },
  {
    name: "secret.docx",
    make: () => Buffer.concat([OLE, Buffer.from("EncryptedPackage", "utf16le")]),
    ends: ["encrypted"],
  },
  { name: "rich.docx", make: () => Buffer.from("{\\rtf1\\ansi words}"), ends: ["otherKind"] },
  { name: "words.pdf", make: () => Buffer.from("only words"), ends: ["notWhatItsNameSays"] },
  { name: "words.xlsx", make: () => Buffer.from("a,b\n1,2"), ends: ["notWhatItsNameSays"] },
  { name: "slides.xlsx", make: () => Buffer.from("PK\u0003\u0004ppt/presentation.xml"), ends: ["otherKind"] },
  { name: "page.docx", make: () => Buffer.from(PAGE), ends: [] },
  { name: "word.pdf", make: () => makeDocx(PARTS), ends: [] },
  { name: "pdf.txt", make: () => makePdf(PARTS), ends: [] },
  {
    name: "sheet.docx",
    make: () =>
      makeXlsx([
        {
          name: "A",
          rows: [
            ["Booth", "Fee"],
            ["small", 100],
          ],
        },
      ]),
    ends: [],
  },
  {
    name: "picture-and-page.html",
    make: () => Buffer.concat([Buffer.from("GIF89a=1;\u0000\u0001"), Buffer.from(PAGE)]),
    ends: ["otherKind"],
  },
  { name: "pdf-and-word.pdf", make: async () => Buffer.concat([await makePdf(PARTS), makeDocx(PARTS)]) },
  {
    name: "noise.docx",
    make: () => Buffer.concat([Buffer.from("PK\u0003\u0004word/document.xml"), Buffer.alloc(20_000, 0xa7)]),
    ends: ["damaged"],
  },
];

/** Good files of every kind, to be cut and spoilt. */
const GOOD: readonly { readonly name: string; readonly make: () => Buffer | Promise<Buffer> }[] = [
  { name: "good.docx", make: () => makeDocx(PARTS) },
  {
    name: "good.xlsx",
    make: () =>
      makeXlsx([
        {
          name: "Fees",
          rows: [
            ["Booth", "Fee"],
            ["small", 100],
            ["corner", 150],
          ],
        },
      ]),
  },
  { name: "good.pdf", make: () => makePdf(PARTS) },
  { name: "good.html", make: () => Buffer.from(PAGE) },
  {
    name: "good.md",
    make: () =>
      Buffer.from(
        "---\nid: rules\n---\n# Rules\n\nA booth has *nine* square metres.\n\n| Booth | Fee |\n|--|--|\n| small | 100 |\n",
      ),
  },
  { name: "good.csv", make: () => Buffer.from('Booth,Fee\nsmall,100\n"corner, large",150\n') },
  {
    name: "good.txt",
    make: () => encodeAs("gb18030", "第三条 展位\n展位费用在开展前支付，迟到的货物不能展出，费用也不退还。"),
  },
];

function spoilt(seed: number): HostileFile[] {
  const random = createRandom(seed);
  return GOOD.flatMap(({ name, make }) => {
    const cuts = Array.from({ length: 9 }, () => random());
    const flips = Array.from({ length: 11 }, () => Math.floor(random() * 2 ** 31));
    return [
      ...cuts.map((share) => ({
        name: `cut-at-${Math.round(share * 1_000)}-${name}`,
        make: async () => {
          const bytes = await make();
          return bytes.subarray(0, Math.max(1, Math.floor(bytes.length * share)));
        },
      })),
      ...flips.map((flip) => ({ name: `flipped-${flip}-${name}`, make: async () => flipBits(await make(), flip) })),
    ];
  });
}

/** Turns one bit in about every three hundred bytes, at least one. */
function flipBits(bytes: Buffer, seed: number): Buffer {
  const random = createRandom(seed);
  const copy = Buffer.from(bytes);
  for (let n = 0; n < Math.max(1, copy.length / 300); n++) {
    const at = Math.floor(random() * copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  }
  return copy;
}

/** Every hostile file, the hand-made ones and those spoilt at places that the seed says: some three hundred. */
export function hostileFiles(seed: number): readonly HostileFile[] {
  return [...WRONG_KINDS, ...HOSTILE_TEXTS, ...HOSTILE_OFFICE, ...HOSTILE_PDFS, ...spoilt(seed)];
}
