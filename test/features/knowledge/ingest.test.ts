import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { type GivenMeta, listFiles, readVersion, readVersions } from "../../../src/features/knowledge/ingest.ts";
import type { NewVersion } from "../../../src/features/knowledge/library.ts";
import type { fetchPage } from "../../../src/features/knowledge/reading/fetch-page.ts";
import { createFileReader } from "../../../src/features/knowledge/reading/file-reader.ts";

let folder: string;
const reader = createFileReader();

afterAll(() => reader.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "silkdesk-ingest-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

async function read(name: string, content: string | Uint8Array, given: GivenMeta = {}): Promise<NewVersion> {
  return readVersion(put(name, content), given, { reader });
}

/** Why the file is refused, beside a good one that still comes through. */
async function refusal(name: string, content: string | Uint8Array): Promise<string> {
  const files = [put(name, content), put("good.md", "# Good\n\nA good note about booths.")];
  const { versions, refused } = await readVersions(files, {}, { reader });
  expect(versions.map(({ meta }) => meta.id)).toEqual(["good.md"]);
  expect(refused.map(({ file }) => file)).toEqual([files[0]]);
  return refused[0]?.reason ?? "";
}

function wordsOf({ passages }: NewVersion): string {
  return passages.map(({ text }) => text).join("\n");
}

function note(frontMatter: string, body = "# Title\n\nWords about booths."): string {
  return `---\n${frontMatter}\n---\n\n${body}`;
}

describe("front matter", () => {
  test("says what is known about a document", async () => {
    const { meta, source } = await read(
      "booths.md",
      note(
        [
          "id: booth-rules",
          "title: Rules for booths",
          "issuer: Town of Tea",
          "jurisdiction: CN-Hangzhou",
          "lang: en",
          "topics: [expo, subsidy]",
          "official: true",
          "published: 2026-03-31",
          "from: 2026-04-01",
          "until: null",
          "review-by: 2027-03-31",
          "supersedes: [old-rules]",
          "translation-of: null",
          'sources: [{ title: "Rules", publisher: "Town", date: null, url: "https://example.org/rules" }]',
          "unknown: passed over",
        ].join("\n"),
      ),
    );
    expect(source).toBe("booths.md");
    expect(meta).toMatchObject({
      id: "booth-rules",
      title: "Rules for booths",
      issuer: "Town of Tea",
      jurisdiction: "CN-Hangzhou",
      lang: "en",
      topics: ["expo", "subsidy"],
      official: true,
      published: "2026-03-31",
      from: "2026-04-01",
      until: null,
      reviewBy: "2027-03-31",
      supersedes: ["old-rules"],
      translationOf: null,
      sources: [{ title: "Rules", url: "https://example.org/rules" }],
    });
  });

  test("is no part of the words", async () => {
    expect(wordsOf(await read("a.md", note("title: Rules")))).toBe("Words about booths.");
  });

  test("gives way to what staff say beside the file", async () => {
    const { meta } = await read("a.md", note("id: a\ntitle: Old\nissuer: Town"), { id: "b", title: "New" });
    expect(meta).toMatchObject({ id: "b", title: "New", issuer: "Town" });
  });

  test("may name one topic without a list, and a year or a month as a date", async () => {
    const { meta } = await read("a.md", note('topics: expo\npublished: "2017"\nfrom: 2017-04'));
    expect(meta).toMatchObject({ topics: ["expo"], published: "2017", from: "2017-04" });
  });

  test("may write a year as people do", async () => {
    expect((await read("a.md", note("published: 2017"))).meta.published).toBe("2017");
  });

  test("may have Windows line ends", async () => {
    expect((await read("a.md", note("id: rules").replaceAll("\n", "\r\n"))).meta.id).toBe("rules");
  });

  test("is not needed: the file name is the id, the first heading the title", async () => {
    const { meta } = await read("Booth rules.md", "# Rules for booths\n\nA booth has nine square metres in the hall.");
    expect(meta).toMatchObject({
      id: "Booth rules.md",
      title: "Rules for booths",
      lang: "en",
      issuer: null,
      topics: [],
      official: false,
    });
  });

  test.each([
    ["a date in another form", "published: 31/03/2026", /published must be a date such as 2026-03-31/],
    ["a word for a date", "from: soon", /from must be a date such as 2026-03-31/],
    ["a day that does not exist", "until: 2026-02-30", /until .*date/],
    ["a month that does not exist", "published: 2026-13", /published .*date/],
    ["an end before its beginning", "from: 2026-05-01\nuntil: 2025-01-01", /until/],
    ["an id with a slash", "id: a/b", /id must be letters, digits/],
    ["an official that is neither true nor false", "official: maybe", /front matter is wrong: official/],
    ["YAML that can't be read", "title: [unclosed", /front matter is not valid YAML/],
    ["a list instead of keys", "- a\n- b", /front matter is not valid YAML/],
    ["an address that is none", "source-url: javascript:alert(1)", /sourceUrl|source-url/],
  ])("with %s is refused", async (_name, frontMatter, reason) => {
    expect(await refusal("bad.md", note(frontMatter))).toMatch(reason);
  });
});

describe("the language", () => {
  test.each([
    ["en", "# Booths\n\nA booth has nine square metres and it is let by the day."],
    ["zh-Hans", "# 展位\n\n每个展位九平方米，按天出租，费用在开展前支付。"],
    ["zh-Hant", "# 展位\n\n每個展位九平方公尺，按天出租，費用在開展前支付，這是規定。"],
    ["ar", "# الأجنحة\n\nمساحة كل جناح تسعة أمتار مربعة."],
    ["ru", "# Стенды\n\nПлощадь стенда девять квадратных метров."],
    ["tr", "# Stantlar\n\nHer stant dokuz metrekaredir ve günlük olarak kiralanır."],
  ])("%s is detected where nothing names it", async (lang, text) => {
    expect((await read("a.md", text)).meta.lang).toBe(lang);
  });

  test("that the file names is taken", async () => {
    expect(
      (await read("a.html", '<html lang="hu"><body><p>A vásár májusban nyílik.</p></body></html>')).meta.lang,
    ).toBe("hu");
  });
});

describe("encodings", () => {
  const TEXT = "# 展位\n\nThe booth (展位) costs 100 €.";
  const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le").swap16();

  test.each<[string, Uint8Array]>([
    ["UTF-8", Buffer.from(TEXT)],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${TEXT}`)],
    ["UTF-16, little end first", Buffer.from(`\ufeff${TEXT}`, "utf16le")],
    ["UTF-16, big end first", utf16be(TEXT)],
  ])("%s is read", async (_name, bytes) => {
    const version = await read("a.md", bytes);
    expect(version.meta.title).toBe("展位");
    expect(wordsOf(version)).toBe("The booth (展位) costs 100 €.");
  });

  test("a byte order mark doesn't hide the front matter", async () => {
    expect((await read("a.md", `\ufeff${note("id: rules")}`)).meta.id).toBe("rules");
  });

  test("GB 18030, as Chinese offices save it, is read", async () => {
    const bytes = Buffer.from("d5b9cebbc3e2b7d1a1a3", "hex");
    expect(wordsOf(await read("a.txt", bytes))).toBe("展位免费。");
  });

  test.each<[string, Uint8Array, string]>([
    [
      "French in Windows-1252",
      Buffer.from("Les frais de d\u00e9douanement des entrep\u00f4ts.", "latin1"),
      "dédouanement",
    ],
    ["Russian in Windows-1251", Buffer.from("d1f2e5ede420f1f2eee8f220f1f2ee20e5e2f0ee2e", "hex"), "Стенд"],
  ])("%s is read rightly or refused, never turned into Chinese", async (_name, bytes, word) => {
    const { versions, refused } = await readVersions([put("a.txt", bytes)], {}, { reader });
    if (refused.length === 0) expect(versions.map(wordsOf).join()).toContain(word);
    else expect(refused[0]?.reason).toMatch(/UTF-8|encod/i);
  });

  test("invisible and direction-changing characters are dropped", async () => {
    expect(wordsOf(await read("a.txt", `The booth\u202e is\u200f free\u0007 today. ${"It is. ".repeat(200)}`))).toMatch(
      /^The booth is free today\./u,
    );
  });
});

describe("a file is refused with a reason", () => {
  test.each<[string, string, string | Uint8Array, RegExp]>([
    ["empty", "bad.md", "", /the file is empty/],
    ["without words", "bad.txt", " \n\n--- ***\n", /no words/],
    ["of headings only", "bad.md", "# One\n\n## Two\n", /nothing in it but headings/],
    ["binary", "bad.txt", Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919 + 13) % 256), /binary/],
    [
      "a picture with the ending of a text",
      "bad.md",
      Buffer.from(`89504e470d0a1a0a0000000d49484452${"00ff10".repeat(200)}`, "hex"),
      /it is a picture \(PNG\)/,
    ],
    ["of an unknown ending", "bad.exe", "words", /"\.exe" can't be read. These can: .*md.*txt/],
    ["without an ending", "README", "words", /"README" can't be read/],
  ])("%s", async (_name, file, content, reason) => {
    expect(await refusal(file, content)).toMatch(reason);
  });

  test("missing", async () => {
    const missing = join(folder, "missing.md");
    expect((await readVersions([missing], {}, { reader })).refused).toEqual([
      { file: missing, reason: "there is no such file or folder" },
    ]);
  });

  test("too large", async () => {
    expect(await refusal("bad.txt", Buffer.alloc(21 * 1024 * 1024, "booth "))).toMatch(/21 MB; at most 20 MB/);
  });
});

describe("two files with one id", () => {
  test("the first comes through, the second is refused and both are named", async () => {
    const files = [
      put("one.md", note("id: rules")),
      put("two.md", note("id: rules")),
      put("three.md", note("id: other")),
    ];
    const { versions, refused } = await readVersions(files, {}, { reader });
    expect(versions.map(({ source }) => source)).toEqual(["one.md", "three.md"]);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.file).toContain("two.md");
    expect(refused[0]?.reason).toMatch(/same id as .*one\.md: "rules"/);
  });

  test("can be told apart where they have the same name in two folders", async () => {
    const files = [
      put("may/rules.md", "# May\n\nWords about May."),
      put("june/rules.md", "# June\n\nWords about June."),
    ];
    const [fault] = (await readVersions(files, {}, { reader })).refused;
    expect(fault?.file).toBe(files[1]);
    expect(fault?.reason).toContain("may");
  });
});

describe("folders", () => {
  test("are entered, in name order, and files of other kinds are passed over", () => {
    const wanted = ["a.md", "b.txt", "deep/er/c.html"].map((name) => put(name, "words"));
    for (const name of ["picture.png", ".hidden.md", "deep/table.xyz"]) put(name, "words");
    expect(listFiles([folder])).toEqual({ files: wanted, refused: [] });
  });

  test("that are hidden are not entered", () => {
    put(".trash/old.md", "words");
    put("notes/.git/readme.md", "words");
    expect(listFiles([folder]).files).toEqual([]);
  });

  test("a file that is named is taken whatever its kind, so that its reason is told", () => {
    const file = put("picture.png", "words");
    expect(listFiles([file]).files).toEqual([file]);
  });

  test("what is missing is named, and the rest still listed", () => {
    const file = put("a.md", "words");
    const missing = join(folder, "nowhere");
    expect(listFiles([missing, file])).toEqual({
      files: [file],
      refused: [{ file: missing, reason: "there is no such file or folder" }],
    });
  });
});

describe("the checksum", () => {
  test("is the same for the same bytes and description, and another for other ones", async () => {
    const text = "# Rules\n\nWords about booths.";
    const first = await read("a.md", text);
    expect((await read("a.md", text)).checksum).toBe(first.checksum);
    expect((await read("a.md", `${text} More.`)).checksum).not.toBe(first.checksum);
    expect((await read("a.md", text, { issuer: "Town" })).checksum).not.toBe(first.checksum);
  });
});

describe("what a document proposes of itself", () => {
  const TEXT = "Rules\n\nPublished: 5 March 2024\n\nThese rules are valid until 31 December 2025.";

  test("stands where nobody says otherwise", async () => {
    expect((await read("a.txt", TEXT)).meta).toMatchObject({ published: "2024-03-05", until: "2025-12-31" });
  });

  test("gives way to the front matter, also where that says none, and to staff", async () => {
    expect((await read("a.md", note("published: 2020\nuntil: null", TEXT))).meta).toMatchObject({
      published: "2020",
      until: null,
    });
    const given = { published: "2021-01-01", until: "2022-01-01" };
    expect((await read("a.txt", TEXT, given)).meta).toMatchObject(given);
  });
});

describe("a web address", () => {
  const page = Buffer.from("<html><title>Rules</title><body><p>A booth has nine square metres.</p>");
  const fetch: typeof fetchPage = async (url) =>
    url.includes("missing")
      ? { kind: "refused", why: "refusedByServer", reason: "the server answered 404" }
      : { kind: "fetched", file: { name: "", mediaType: "text/html", charset: null, bytes: page } };

  test("is read as a document with the address as its source", async () => {
    const url = "https://Example.org/policies/booth%20rules?year=2024#fees";
    const [version] = (await readVersions([url], {}, { reader, fetch })).versions;
    expect(version?.source).toBe(url);
    expect(version?.meta).toMatchObject({
      id: "example.org-policies-booth-rules-year-2024",
      title: "Rules",
      sourceUrl: url,
    });
  });

  test.each([
    ["https://example.org/", "example.org"],
    ["https://example.org/%E5%B1%95%E4%BD%8D.html", "example.org-展位.html"],
    ["https://example.org/%E5?a=%", "example.org-E5-a"],
    [`https://example.org/${"a".repeat(500)}`, `example.org-${"a".repeat(188)}`],
  ])("%s gives an id that is legal", async (url, id) => {
    const { versions, refused } = await readVersions([url], {}, { reader, fetch });
    expect(refused).toEqual([]);
    expect(versions[0]?.meta.id).toBe(id);
  });

  test("that is refused is told with its reason, and files beside it are read", async () => {
    const missing = "https://example.org/missing";
    const { versions, refused } = await readVersions([missing, put("a.md", "# A\n\nWords.")], {}, { reader, fetch });
    expect(versions).toHaveLength(1);
    expect(refused).toEqual([{ file: missing, reason: "the server answered 404" }]);
  });

  test("inside is never fetched", async () => {
    expect((await readVersions(["http://127.0.0.1/x", "http://user@example.org/"], {}, { reader })).refused).toEqual([
      { file: "http://127.0.0.1/x", reason: expect.stringMatching(/not public/u) },
      { file: "http://user@example.org/", reason: expect.stringMatching(/user name/u) },
    ]);
  });

  test("stands in a list of paths as it is", () => {
    const file = put("a.docx", "words");
    put("b.png", "words");
    expect(listFiles(["https://example.org/a", folder])).toEqual({
      files: ["https://example.org/a", file],
      refused: [],
    });
  });
});

test("a device is no file", async () => {
  expect((await readVersions(["/dev/zero"], {}, { reader })).refused[0]?.reason).toMatch(/device/u);
});

describe("the title of a text that has none", () => {
  const words =
    "By Jane Doe, Silk Daily\nThe trade in silk grew in the first half of the year, and more firms than ever took part.";

  test("is its file name", async () => {
    expect((await read("silk-trade.txt", words)).meta.title).toBe("silk-trade.txt");
  });

  test("is its first words where the file name tells nothing", async () => {
    const { title } = (await read("003_7e6f442d43690a9f.txt", words)).meta;
    expect(title).toMatch(/^The trade in silk grew .*…$/u);
  });

  test("is no byline, and neither is a heading", async () => {
    const text = `Silk goes abroad\n\nMo Yan\nSilk is sold in many countries by now.\n\nMo Yan\n\nBy Jane Doe\n\nPorcelain is sold too.`;
    const { meta, passages } = await read("silk.txt", text);
    expect(meta.title).toBe("Silk goes abroad");
    expect(passages.map(({ heading }) => heading ?? "").join(" ")).not.toMatch(/Mo Yan|Jane Doe/u);
  });
});
