import { deflateSync } from "node:zlib";
import type { HostileFile } from "./hostile-office.ts";
import { makePdf } from "./make-documents.ts";

const MB = 1024 * 1024;

/** A PDF of objects as they are given, numbered from 1, the first of them the catalogue, with a true table of places. */
export function rawPdf(objects: readonly (string | Buffer)[], trailer = ""): Buffer {
  const chunks: Buffer[] = [Buffer.from("%PDF-1.7\n")];
  const places: number[] = [];
  let at = 9;
  for (const [index, object] of objects.entries()) {
    const bytes = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from("\nendobj\n")]);
    places.push(at);
    at += bytes.length;
    chunks.push(bytes);
  }
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  chunks.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(chunks);
}

function stream(content: Buffer | string, entries = ""): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([
    Buffer.from(`<</Length ${bytes.length}${entries}>>stream\n`),
    bytes,
    Buffer.from("\nendstream"),
  ]);
}

const CATALOGUE = "<</Type/Catalog/Pages 2 0 R>>";
const FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
const WORDS = "BT /F 12 Tf 72 700 Td (A booth has nine square metres.) Tj ET";

/** One page with this content; more objects follow as 6, 7 ... */
function onePage(
  content: Buffer | string,
  { resources = "", catalogue = CATALOGUE, page = "", more = [] as readonly (string | Buffer)[] } = {},
): Buffer {
  return rawPdf([
    catalogue,
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>${resources}>>${page}>>`,
    typeof content === "string" ? stream(content) : content,
    FONT,
    ...more,
  ]);
}

function flate(bytes: Buffer, times = 1): Buffer {
  let packed = bytes;
  for (let round = 0; round < times; round++) packed = deflateSync(packed, { level: 9 });
  return stream(packed, `/Filter[${"/FlateDecode".repeat(times)}]`);
}

function manyPages(count: number, claimed = count): Buffer {
  return rawPdf([
    CATALOGUE,
    `<</Type/Pages/Kids[${"3 0 R ".repeat(count)}]/Count ${claimed}>>`,
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
    stream(WORDS),
    FONT,
  ]);
}

const cmap = (lines: string): Buffer =>
  stream(
    `/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n${lines}\nendcmap end`,
  );

/** PDF files made to do harm. */
export const HOSTILE_PDFS: readonly HostileFile[] = [
  { name: "pages-100000.pdf", make: () => manyPages(100_000), ends: ["tooManyPages"] },
  { name: "pages-2500.pdf", make: () => manyPages(2_500) },
  { name: "pages-claimed.pdf", make: () => manyPages(2, 2_000_000_000), ends: ["tooManyPages", "damaged"] },
  { name: "pages-negative.pdf", make: () => manyPages(2, -5) },
  { name: "pages-in-a-ring.pdf", make: () => rawPdf([CATALOGUE, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 10>>"]) },
  {
    name: "pages-deep.pdf",
    make: () =>
      rawPdf([
        CATALOGUE,
        ...Array.from({ length: 20_000 }, (_, n) => `<</Type/Pages/Kids[${n + 3} 0 R]/Count 1>>`),
        "<</Type/Page/MediaBox[0 0 9 9]>>",
      ]),
  },
  { name: "no-pages.pdf", make: () => rawPdf([CATALOGUE, "<</Type/Pages/Kids[]/Count 0>>"]) },
  { name: "bomb-500mb.pdf", make: () => onePage(flate(Buffer.alloc(500 * MB, " "))) },
  { name: "bomb-twice-packed.pdf", make: () => onePage(flate(Buffer.alloc(300 * MB, "q Q "), 3)) },
  { name: "bomb-of-words.pdf", make: () => onePage(flate(Buffer.alloc(60 * MB, `${WORDS}\n`))) },
  { name: "many-letters.pdf", make: () => onePage(`BT /F 1 Tf ${"(a)Tj ".repeat(600_000)} ET`) },
  {
    name: "form-in-itself.pdf",
    make: () =>
      onePage(`${WORDS} /X Do`, {
        resources: "/XObject<</X 6 0 R>>",
        more: [stream("/X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")],
      }),
  },
  {
    name: "forms-doubling.pdf",
    make: () =>
      onePage("/X Do", {
        resources: "/XObject<</X 6 0 R>>",
        more: Array.from({ length: 30 }, (_, n) =>
          stream(
            n === 29 ? WORDS : "/X Do /X Do",
            `/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>/XObject<</X ${n + 7} 0 R>>>>`,
          ),
        ),
      }),
  },
  {
    name: "ring-of-tables.pdf",
    make: () => Buffer.from(onePage(WORDS).toString("latin1").replace("/Root 1 0 R", "/Root 1 0 R/Prev 9"), "latin1"),
  },
  { name: "deep-arrays.pdf", make: () => onePage(`${"[".repeat(200_000)} TJ ${WORDS}`) },
  {
    name: "deep-dictionary.pdf",
    make: () => rawPdf([`<</Type/Catalog/Pages 2 0 R/X ${"<</A ".repeat(50_000)}`, "<</Type/Pages/Kids[]/Count 0>>"]),
  },
  { name: "length-forged.pdf", make: () => onePage(Buffer.from(`<</Length 99999999>>stream\n${WORDS}\nendstream`)) },
  { name: "length-in-itself.pdf", make: () => onePage(Buffer.from(`<</Length 4 0 R>>stream\n${WORDS}\nendstream`)) },
  {
    name: "endless-ranges.pdf",
    make: () => onePage(WORDS, { more: [cmap("1 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange")] }).subarray(0),
  },
  {
    name: "font-with-ranges.pdf",
    make: () =>
      rawPdf([
        CATALOGUE,
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        stream(WORDS),
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[7 0 R]>>",
        cmap("1 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange"),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>",
      ]),
  },
  {
    name: "font-program.pdf",
    make: () =>
      rawPdf([
        CATALOGUE,
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        stream(WORDS),
        "<</Type/Font/Subtype/Type1/BaseFont/X/FontDescriptor 6 0 R/FirstChar 32/LastChar 33/Widths[500 500]/FontMatrix[1 2 3 4 5 (1\\); process.exit\\(7)]>>",
        "<</Type/FontDescriptor/FontName/X/Flags 4/FontFile 7 0 R>>",
        stream("%!PS-AdobeFont-1.0: X /FontMatrix [1 2 3 4 5 (process.exit(7))] def"),
      ]),
  },
  { name: "font-in-itself.pdf", make: () => onePage(WORDS.replace("/F", "/G"), { resources: "/X 1", more: [] }) },
  {
    name: "scripts.pdf",
    make: () =>
      onePage(WORDS, {
        catalogue:
          "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(while\\(true\\){})>>/AA<</WC<</S/Launch/F(/bin/sh)>>>>>>",
      }),
    ends: [],
  },
  {
    name: "links-out.pdf",
    make: () => onePage(WORDS, { page: "/Annots[<</Type/Annot/Subtype/Link/A<</S/URI/URI(http://127.0.0.1:9/)>>>>]" }),
    ends: [],
  },
  {
    name: "huge-page.pdf",
    make: () => Buffer.from(onePage(WORDS).toString("latin1").replace("0 0 612 792", "0 0 1e30 1e30"), "latin1"),
  },
  {
    name: "scanned.pdf",
    make: () =>
      onePage("q 600 0 0 700 0 0 cm /I Do Q", {
        resources: "/XObject<</I 6 0 R>>",
        more: [
          stream(
            Buffer.alloc(3_000, 200),
            "/Type/XObject/Subtype/Image/Width 10/Height 100/ColorSpace/DeviceRGB/BitsPerComponent 8",
          ),
        ],
      }),
    ends: ["scanned"],
  },
  {
    name: "picture-of-a-billion.pdf",
    make: () =>
      onePage(`q /I Do Q ${WORDS}`, {
        resources: "/XObject<</I 6 0 R>>",
        more: [
          stream(
            deflateSync(Buffer.alloc(100 * MB)),
            "/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode",
          ),
        ],
      }),
  },
  {
    name: "encrypted.pdf",
    make: () => makePdf([{ paragraph: "A booth has nine square metres." }], { password: "secret" }),
    ends: ["encrypted"],
  },
  {
    name: "encryption-unknown.pdf",
    make: () => rawPdf([CATALOGUE, "<</Type/Pages/Kids[]/Count 0>>"], "/Encrypt<</Filter/Unknown/V 99>>/ID[(a)(a)]"),
  },
  { name: "no-objects.pdf", make: () => Buffer.from("%PDF-1.7\n%%EOF\n"), ends: ["damaged"] },
  { name: "header-alone.pdf", make: () => Buffer.from("%PDF-"), ends: ["damaged"] },
  {
    name: "noise.pdf",
    make: () =>
      Buffer.concat([
        Buffer.from("%PDF-1.7\n"),
        Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * 7_919 + (n >> 7)) & 255)),
      ]),
    ends: ["damaged"],
  },
  {
    name: "objects-million.pdf",
    make: () =>
      Buffer.from(`%PDF-1.7\n${Array.from({ length: 500_000 }, (_, n) => `${n} 0 obj\n<<>>\nendobj\n`).join("")}`),
  },
];
