import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ParsedDocument } from "../../../src/features/knowledge/document.ts";
import { numberedLevel } from "../../../src/features/knowledge/formats/headings.ts";
import { tableLines } from "../../../src/features/knowledge/formats/table.ts";
import { READING_LIMITS } from "../../../src/features/knowledge/reading/limits.ts";
import { readDocument } from "../../../src/features/knowledge/reading/read-document.ts";
import { type MadePart, makeDocx, makePdf, makeXlsx } from "../../support/make-documents.ts";

function read(name: string, content: Buffer | string): Promise<ParsedDocument> {
  return readDocument({ name, mediaType: null, charset: null, bytes: Buffer.from(content) }, READING_LIMITS);
}

/** Headings with their level, paragraphs as they are. */
function outline({ blocks }: ParsedDocument): string[] {
  return blocks.map((block) => (block.kind === "heading" ? `${"#".repeat(block.level)} ${block.text}` : block.text));
}

describe("a table", () => {
  test("says the names of its columns in each row", () => {
    expect(
      tableLines([
        ["Stand", "Fee:"],
        ["small", "100"],
        ["corner", ""],
      ]),
    ).toEqual(["Stand: small | Fee: 100", "Stand: corner"]);
  });

  test("keeps the titles above its header, and those between its rows", () => {
    const rows = [["Fees of 2026"], [], ["Stand", "Fee", "Hall"], ["Main hall"], ["small", "100", "1"]];
    expect(tableLines(rows)).toEqual(["Fees of 2026", "Main hall", "Stand: small | Fee: 100 | Hall: 1"]);
  });

  test("of figures alone, or of one row, names nothing", () => {
    expect(
      tableLines([
        ["1", "2"],
        ["3", "4"],
      ]),
    ).toEqual(["1 | 2", "3 | 4"]);
    expect(tableLines([["Hall one", "opens at nine"]])).toEqual(["Hall one | opens at nine"]);
  });

  test("of pairs in a page reads as names and values", async () => {
    const page = "<table><tr><th>Issuer</th><td>Town of Tea</td></tr><tr><th>Fee</th><td>100 yuan</td></tr></table>";
    expect(outline(await read("a.html", page))).toEqual(["Issuer: Town of Tea", "Fee: 100 yuan"]);
  });

  test("names in each row the cells that reach over several", async () => {
    const page =
      "<table><tr><th>Hall</th><th>Stand</th></tr><tr><td rowspan=2>One</td><td>A1</td></tr><tr><td>A2</td></tr></table>";
    expect(outline(await read("a.html", page))).toEqual(["Hall: One | Stand: A1", "Hall: One | Stand: A2"]);
  });

  test("that only lays out a page is no table", async () => {
    const page = "<table><tr><td><h2>Fees</h2><p>A stand is 100 yuan.</p></td><td><p>Menu</p></td></tr></table>";
    expect(outline(await read("a.html", page))).toEqual(["## Fees", "A stand is 100 yuan.", "Menu"]);
  });
});

test.each([
  ["第二章 展位", 2],
  ["第三条 茶叶", 3],
  ["一、总则", 2],
  ["（二）申请条件", 3],
  ["Chapter 2 Stands", 2],
  ["Article 3 Fees", 3],
  ["2 Fees", 2],
  ["2.1 Fees of stands", 3],
  ["第三条 展位费用在开展前支付，迟到的货物不能展出，费用也不退还给参展的企业", null],
  ["2. The fee is paid before the fair.", null],
  ["2026 was a good year", null],
  ["Fees", null],
])("%s is numbered as a heading of level %s", (line, level) => {
  expect(numberedLevel(line)).toBe(level);
});

describe("a Word document", () => {
  test.each<[string, readonly MadePart[], readonly string[]]>([
    [
      "in Chinese",
      [
        { heading: "展位管理办法" },
        { heading: "费用", level: 2 },
        { paragraph: "展位费用在开展前支付。" },
        {
          table: [
            ["展位", "费用"],
            ["小型", "100元"],
          ],
        },
      ],
      ["# 展位管理办法", "## 费用", "展位费用在开展前支付。", "展位: 小型 | 费用: 100元"],
    ],
    [
      "in Japanese",
      [{ heading: "出展のご案内" }, { paragraph: "ブースの料金は三月末までにお支払いください。" }],
      ["# 出展のご案内", "ブースの料金は三月末までにお支払いください。"],
    ],
    [
      "in Arabic",
      [
        { heading: "قواعد الأجنحة" },
        { paragraph: "مساحة كل جناح تسعة أمتار مربعة." },
        {
          table: [
            ["الجناح", "الرسوم"],
            ["صغير", "١٠٠ يوان"],
          ],
        },
      ],
      ["# قواعد الأجنحة", "مساحة كل جناح تسعة أمتار مربعة.", "الجناح: صغير | الرسوم: ١٠٠ يوان"],
    ],
    [
      "without heading styles, parted by numbered lines",
      [
        { paragraph: "展位管理办法" },
        { paragraph: "第一章 总则" },
        { paragraph: "展位费用在开展前支付。" },
        { paragraph: "第二章 费用" },
        { paragraph: "费用为一百元。" },
      ],
      ["展位管理办法", "## 第一章 总则", "展位费用在开展前支付。", "## 第二章 费用", "费用为一百元。"],
    ],
  ])("%s keeps its headings and tables", async (_name, parts, expected) => {
    const document = await read("a.docx", makeDocx(parts));
    expect(outline(document)).toEqual(expected);
    expect(document.title).toBe(expected[0]?.replace(/^# /u, ""));
  });

  test("proposes what its properties say, but no title that a program made up", async () => {
    const parts: MadePart[] = [{ paragraph: "A booth has nine square metres, and it is let by the day." }];
    const made = { title: "Rules for booths", modified: "2024-03-05T10:00:00Z", language: "en-GB" };
    expect(await read("a.docx", makeDocx(parts, made))).toMatchObject({
      title: "Rules for booths",
      published: "2024-03-05",
      lang: "en-GB",
    });
    expect((await read("a.docx", makeDocx(parts, { title: "Microsoft Word - rules.doc" }))).title).toBeNull();
  });
});

describe("an Excel workbook", () => {
  test("reads a sheet that nobody named without a heading, and leaves hidden words out", async () => {
    const book = await makeXlsx([
      {
        name: "Sheet1",
        rows: [
          ["展位", "费用", "比例"],
          ["小型", 100, 0.5],
          ["角落", { formula: "B2*1.5", result: 150 }, 0.25],
        ],
      },
    ]);
    expect(outline(await read("a.xlsx", book))).toEqual([
      "展位: 小型 | 费用: 100 | 比例: 0.5",
      "展位: 角落 | 费用: 150 | 比例: 0.25",
    ]);
  });
});

describe("CSV", () => {
  test.each([
    ["commas", "Stand,Fee\nsmall,100\n"],
    ["semicolons", "Stand;Fee\nsmall;100\n"],
    ["tabs", "Stand\tFee\nsmall\t100\n"],
    ["bars", "Stand|Fee\nsmall|100\n"],
    ["commas, quoted, with a mark", '\ufeff"Stand","Fee"\r\n"small","100"\r\n'],
  ])("with %s is a table", async (_name, text) => {
    expect(outline(await read("a.csv", text))).toEqual(["Stand: small | Fee: 100"]);
  });

  test("with commas inside its cells is parted by semicolons", async () => {
    expect(outline(await read("a.csv", "Stand;Note\nsmall;near, and quiet\ncorner;large, dear, loud\n"))).toEqual([
      "Stand: small | Note: near, and quiet",
      "Stand: corner | Note: large, dear, loud",
    ]);
  });
});

describe("a PDF", () => {
  const long = (start: string): string =>
    `${start} ${"nobody pours tea over the papers of a neighbour at the fair, and ".repeat(8)}that is all.`;

  test("joins the lines that a paragraph was wrapped into, also from page to page", async () => {
    const parts: MadePart[] = Array.from({ length: 24 }, (_, n) => ({ paragraph: long(`Rule ${n}.`) }));
    const document = await read("a.pdf", await makePdf([{ heading: "Rules" }, ...parts]));
    expect(outline(document)).toEqual(["# Rules", ...parts.map((part) => ("paragraph" in part ? part.paragraph : ""))]);
  });

  test("loses page numbers, headers, footers and its table of contents", async () => {
    const contents = Array.from(
      { length: 6 },
      (_, n): MadePart => ({ paragraph: `Rule ${n} ${". ".repeat(20)} ${n + 1}` }),
    );
    const parts: MadePart[] = [
      ...contents,
      ...Array.from({ length: 20 }, (_, n): MadePart => ({ paragraph: long(`Rule ${n}.`) })),
    ];
    const words = outline(
      await read("a.pdf", await makePdf(parts, { header: "Town of Tea, edition of 2024", footer: "- # -" })),
    ).join("\n");
    expect(words).not.toMatch(/Town of Tea|^- \d -$|\. \. \./mu);
    expect(words.match(/Rule \d+\./gu)).toHaveLength(20);
  });

  test("takes bold lines that stand apart, and numbered ones, for headings", async () => {
    const parts: MadePart[] = [
      { heading: "Rules for booths" },
      { paragraph: "Who may come", isBold: true },
      { paragraph: long("Traders may come.") },
      { paragraph: "2.1 What they pay", isBold: true },
      { paragraph: long("They pay in advance.") },
    ];
    expect(outline(await read("a.pdf", await makePdf(parts))).filter((line) => line.startsWith("#"))).toEqual([
      "# Rules for booths",
      "## Who may come",
      "#### 2.1 What they pay",
    ]);
  });

  const CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
  test.runIf(existsSync(CJK))("in Chinese is joined without spaces", async () => {
    const text = "展位费用在开展前支付，迟到的货物不能展出，费用也不退还。".repeat(6);
    expect(
      outline(
        await read(
          "a.pdf",
          await makePdf([{ paragraph: text }], { font: { file: CJK, face: "NotoSansCJKsc-Regular" } }),
        ),
      ),
    ).toEqual([text]);
  });
});

describe("a page", () => {
  test.each([
    ['<meta property="article:published_time" content="2024-03-05T08:00:00Z">', "2024-03-05"],
    ['<meta name="PubDate" content="2024-03-05 10:00">', "2024-03-05"],
    ['<meta name="DC.date" content="2024/03/05">', "2024-03-05"],
    ['<time itemprop="datePublished" datetime="2024-03-05">in March</time>', "2024-03-05"],
    ["", null],
  ])("says when it was published: %s", async (head, published) => {
    expect(
      (await read("a.html", `<html><head>${head}</head><body><p>A booth has nine square metres.</p>`)).published,
    ).toBe(published);
  });

  test("says its encoding", async () => {
    const head = Buffer.from(
      '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><p>',
    );
    expect(outline(await read("a.html", Buffer.concat([head, Buffer.from("d5b9cebbc3e2b7d1a1a3", "hex")])))).toEqual([
      "展位免费。",
    ]);
  });

  test("is read inside a form that spans it, but its fields and buttons are not", async () => {
    const page =
      "<form><p>A booth is free.</p><label>Search</label><input value=x><button>Go</button><select><option>One</select></form>";
    expect(outline(await read("a.html", page))).toEqual(["A booth is free."]);
  });

  test("loses the pictures that stand in it, whatever was read before", async () => {
    const page = (size: number): string =>
      `<p><img src="data:image/png;base64,${"A".repeat(size)}">A booth is free.</p><p>So is data:a/b;base64,AA== 展位.</p>`;
    for (const size of [4, 5_000_000, 5_000_000, 12_000_000])
      expect(outline(await read("a.html", page(size)))).toEqual(["A booth is free.", "So is 展位."]);
  });
});
