import { describe, expect, test } from "vitest";
import type { DocumentBlock, ParsedDocument } from "../../../src/features/knowledge/document.ts";
import { propose } from "../../../src/features/knowledge/reading/propose.ts";

function read(lines: readonly string[], said: Partial<ParsedDocument> = {}): ParsedDocument {
  const blocks = lines.map((text): DocumentBlock => ({ kind: "paragraph", text }));
  return propose({ blocks, title: null, lang: null, frontMatter: {}, ...said }, false);
}

describe("the day a document was published", () => {
  test.each([
    ["发布日期：2024年3月5日"],
    ["（发布时间：2024-03-05）"],
    ["Published: 5 March 2024"],
    ["Date of issue: March 5, 2024"],
    ["Дата публикации: 05.03.2024"],
    ["Veröffentlicht am 5. März 2024"],
    ["Publié le 5 mars 2024"],
    ["Fecha de publicación: 5 de marzo de 2024"],
    ["Data publikacji: 5 marca 2024"],
    ["Yayın tarihi: 5 Mart 2024"],
    ["تاريخ النشر: 5 مارس 2024"],
    ["วันที่ 5 มีนาคม 2567"],
    ["公開日: 2024年3月5日"],
    ["Hangzhou, 5 March 2024"],
    ["By Jane Doe and John Smith (Silk Daily) Updated: 2024-03-05 09:47"],
    ["2024年3月5日"],
  ])("is read from a line at the top: %s", (line) => {
    expect(read(["Rules for booths", line, "A booth has nine square metres."]).published).toBe("2024-03-05");
  });

  test("is read from the line below the signature, as Chinese offices write it", () => {
    const lines = [...Array.from({ length: 30 }, () => "展位费用在开展前支付。"), "杭州市商务局", "2024年3月5日"];
    expect(read(lines).published).toBe("2024-03-05");
  });

  test("is not taken from a sentence that speaks of some day", () => {
    expect(
      read(["The fair opened on 5 March 2024 with ninety booths, and closed on the same day."]).published,
    ).toBeNull();
    expect(read(["5 March 2024 – 8 March 2024"]).published).toBeNull();
  });

  test("is that of a labelled line rather than of the file, and that of the file rather than of any line", () => {
    expect(read(["Published: 5 March 2024"], { published: "2025-01-01" }).published).toBe("2024-03-05");
    expect(read(["Hangzhou, 5 March 2024"], { published: "2025-01-01" }).published).toBe("2025-01-01");
  });
});

describe("the days that bound validity", () => {
  test.each([
    ["本办法自2024年1月1日起施行。", "2024-01-01", null],
    ["自2024年1月1日起施行。", "2024-01-01", null],
    ["本通知自2024年1月1日起实施，有效期至2025年12月31日。", "2024-01-01", "2025-12-31"],
    ["本公告自發布之日起施行，有效期至2025年12月31日。", null, "2025-12-31"],
    ["この省令は、2024年1月1日から施行する。", "2024-01-01", null],
    ["In force from 1 January 2024", "2024-01-01", null],
    ["Valid until: 31 December 2025", null, "2025-12-31"],
    ["This Regulation shall enter into force on 1 January 2024.", "2024-01-01", null],
    ["This notice is valid from 1 January 2024 until 31 December 2025.", "2024-01-01", "2025-12-31"],
    [
      "Настоящий приказ вступает в силу с 1 января 2024 года и действует до 31 декабря 2025 года.",
      "2024-01-01",
      "2025-12-31",
    ],
    ["Diese Verordnung tritt am 1. Januar 2024 in Kraft.", "2024-01-01", null],
    ["Le présent règlement entre en vigueur le 1er janvier 2024.", "2024-01-01", null],
    ["El presente reglamento entrará en vigor el 1 de enero de 2024.", "2024-01-01", null],
    ["Niniejsze rozporządzenie wchodzi w życie z dniem 1 stycznia 2024 r.", "2024-01-01", null],
    ["Bu yönetmelik 1 Ocak 2024 tarihinde yürürlüğe girer.", "2024-01-01", null],
    ["ประกาศนี้ให้ใช้บังคับตั้งแต่วันที่ 1 มกราคม 2567", "2024-01-01", null],
  ])("%s", (sentence, from, until) => {
    expect(read(["Rules", sentence])).toMatchObject({ from, until });
  });

  test.each([
    ["another law", "The old customs law entered into force on 1 January 2015, and was repealed since."],
    ["a thing that is not the document", "Sellers whose licence is valid until 31 December 2025 pay nothing."],
    ["a fair", "The fair is open from 1 January 2024 until 3 January 2024."],
    ["an example", "例如，某公司的证书有效期至2025年12月31日的，应当在到期前申请换发。"],
  ])("of %s are not the document's", (_name, sentence) => {
    expect(read(["Rules", sentence])).toMatchObject({ from: null, until: null });
  });

  test("are not proposed where a document names several, or the end before the beginning", () => {
    expect(read(["本办法自2024年1月1日起施行。", "本规定自2024年7月1日起施行。"]).from).toBeNull();
    expect(read(["Valid until: 1 January 2020", "In force from 1 January 2024"])).toMatchObject({
      from: null,
      until: null,
    });
  });
});

describe("the language that a file names", () => {
  test.each([
    ["en", "展位费用在开展前支付，迟到的货物不能展出。", null],
    ["zh-CN", "展位费用在开展前支付，迟到的货物不能展出。", "zh-CN"],
    ["hu", "A vásár májusban nyílik.", "hu"],
    ["ru", "Площадь стенда девять квадратных метров.", "ru"],
    ["ar", "The booth has nine square metres.", null],
    ["no language at all", "The booth has nine square metres.", null],
  ])("%s, over %s", (lang, text, kept) => {
    expect(read([text], { lang }).lang).toBe(kept);
  });
});
