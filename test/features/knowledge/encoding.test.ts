import { describe, expect, test } from "vitest";
import { decodeText } from "../../../src/features/knowledge/encoding.ts";
import { encodeAs } from "../../support/old-encodings.ts";

const TEXTS: readonly (readonly [encoding: string, language: string, text: string])[] = [
  ["gb18030", "Chinese", "第三条 展位费用在开展前支付。迟到的货物不能展出，费用也不退还。"],
  ["gb18030", "a few Chinese words", "杭州跨境电商"],
  ["big5", "traditional Chinese", "展位費用在開展前支付。每個展位九平方公尺，按天出租。"],
  ["shift_jis", "Japanese", "展示会の申し込みは三月末までにお願いします。費用は無料です。"],
  ["euc-jp", "Japanese", "展示会の申し込みは三月末までにお願いします。費用は無料です。"],
  ["euc-kr", "Korean", "전시회 신청은 삼월 말까지 하시기 바랍니다. 비용은 무료입니다."],
  ["windows-1251", "Russian", "Площадь стенда девять квадратных метров. Мощность 3 кВт."],
  ["windows-1251", "Russian in capitals", "ПРАВИЛА УЧАСТИЯ В ВЫСТАВКЕ"],
  ["windows-1256", "Arabic", "مساحة كل جناح تسعة أمتار مربعة، وتدفع الرسوم قبل الافتتاح."],
  ["windows-874", "Thai", "พื้นที่บูธเก้าตารางเมตร ค่าเช่าชำระก่อนเปิดงาน"],
  ["windows-1252", "French", "Les frais de dédouanement des entrepôts sont à payer d’avance."],
  ["windows-1252", "German", "Der Stand kostet 100 €, zahlbar vor der Eröffnung. Größe: neun Quadratmeter."],
  ["windows-1252", "Spanish", "¿Cuándo se paga? La cuota se paga antes de la inauguración."],
  ["windows-1252", "English with typographic quotes", "The booth “A” costs 5 € – lunch isn’t included."],
  ["windows-1250", "Polish", "Opłata za stoisko wynosi sto złotych i jest płatna przed otwarciem targów."],
  ["windows-1254", "Turkish", "Stant ücreti açılıştan önce ödenir. Başvuru için şubat ayına kadar süre vardır."],
];

test.each(TEXTS)("%s, as %s is still saved in it, is read", (encoding, _language, text) => {
  expect(decodeText(encodeAs(encoding, text))).toBe(text);
});

test("the encoding that is named with a text is taken, where the bytes are of it", () => {
  const short = encodeAs("windows-1251", "Цена: 5");
  expect(decodeText(short, "windows-1251")).toBe("Цена: 5");
  expect(decodeText(Buffer.from("展位免费"), "shift_jis")).toBe("展位免费");
  expect(decodeText(Buffer.from("展位免费"), "no-such-encoding")).toBe("展位免费");
});

test("the euro sign and the quotes of windows-1252 are read, which Node 20 loses", () => {
  expect(decodeText(Buffer.from([0x80, 0x20, 0x93, 0x41, 0x94, 0xe9]), "iso-8859-1")).toBe("€ “A”é");
});

test.each<[string, Buffer]>([
  ["without a mark, little end first", Buffer.from("The booth is free today.", "utf16le")],
  ["without a mark, big end first", Buffer.from("The booth is free today.", "utf16le").swap16()],
])("UTF-16 %s is told by its zeros", (_name, bytes) => {
  expect(decodeText(bytes)).toBe("The booth is free today.");
});

test("UTF-8 that was cut inside a character is still UTF-8", () => {
  const bytes = Buffer.from("展位费用在开展前支付。".repeat(10));
  expect(decodeText(bytes.subarray(0, -1))).toBe(`${"展位费用在开展前支付。".repeat(10).slice(0, -1)}`);
});

describe("what several encodings fit is refused", () => {
  test.each<[string, Buffer]>([
    ["a few bytes", Buffer.from("b9abb8e6", "hex")],
    ["the names of a menu", encodeAs("gb18030", "提问\n开始\n帮助")],
    ["letters of no language", Buffer.from(Array.from({ length: 200 }, (_, index) => 0xa1 + ((index * 37) % 90)))],
  ])("%s", (_name, bytes) => {
    expect(() => decodeText(bytes)).toThrow(/its encoding is not known. Save it as UTF-8/u);
  });

  test("and binary bytes are called binary", () => {
    expect(() => decodeText(Buffer.from([0x50, 0, 3, 9, 0xff, 0, 0, 200, 1]))).toThrow(/binary/u);
  });
});
