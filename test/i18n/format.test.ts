import { describe, expect, test } from "vitest";
import { formatDate, formatMoney, formatNumber, formatParam, formatPercent } from "../../src/i18n/format.ts";

/** Intl parts groups and symbols with several kinds of spaces. */
const spaced = (text: string) => text.replace(/[\u00a0\u202f]/gu, " ");

test.each([
  ["en", "1,234,567.5"],
  ["de", "1.234.567,5"],
  ["fr", "1 234 567,5"],
  ["ru", "1 234 567,5"],
  ["pl", "1 234 567,5"],
  ["tr", "1.234.567,5"],
  ["zh-Hans", "1,234,567.5"],
  ["hi", "12,34,567.5"],
])("a number in %s is %s", (lang, expected) => {
  expect(spaced(formatNumber(1_234_567.5, lang))).toBe(expected);
});

test.each([
  ["en", "12.5%"],
  ["de", "12,5 %"],
  ["tr", "%12,5"],
  ["zh-Hans", "12.5%"],
])("a share in %s is %s", (lang, expected) => {
  expect(spaced(formatPercent(0.125, lang))).toBe(expected);
});

test.each([
  [1234.5, "EUR", "de", "1.234,50 €"],
  [1234.5, "USD", "en", "$1,234.50"],
  [1234.5, "CNY", "zh-Hans", "¥1,234.50"],
  [1234.5, "TRY", "tr", "₺1.234,50"],
  [1234, "JPY", "en", "¥1,234"],
  [1234.5, "PLN", "pl", "1234,50 zł"],
])("%d %s in %s is %s", (amount, currency, lang, expected) => {
  expect(spaced(formatMoney(amount, currency, lang))).toBe(expected);
});

describe("a date", () => {
  test.each([
    ["en", "April 25, 2017"],
    ["de", "25. April 2017"],
    ["zh-Hans", "2017年4月25日"],
    ["zh-Hant", "2017年4月25日"],
    ["ja", "2017年4月25日"],
    ["tr", "25 Nisan 2017"],
    ["ru", "25 апреля 2017 г."],
    ["es", "25 de abril de 2017"],
    ["pl", "25 kwietnia 2017"],
  ])("in %s is %s", (lang, expected) => {
    expect(spaced(formatDate("2017-04-25", lang, { style: "date" }))).toBe(expected);
  });

  test.each(["Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"])("is the same day in %s", (zone) => {
    expect(formatDate("2017-04-25", "en", { style: "date", zone })).toBe("April 25, 2017");
  });

  test.each([
    ["2022", /^2022$/],
    ["2017-04", /^April 2017$/],
  ])("of which only %s is known shows no more than that", (iso, expected) => {
    expect(formatDate(iso, "en", { style: "date" })).toMatch(expected);
  });

  test("that is none is shown as written", () => {
    expect(formatDate("soon", "en", { style: "date" })).toBe("soon");
  });
});

describe("an instant", () => {
  test("is shown in its zone, and names it", () => {
    const shown = spaced(formatDate("2027-03-10T09:00:00+03:00", "en", { style: "dateTime", zone: "Asia/Shanghai" }));
    expect(shown).toContain("March 10, 2027");
    expect(shown).toMatch(/02:00 PM GMT\+8/);
  });

  test("is shown in UTC where no zone is given", () => {
    expect(spaced(formatDate("2027-03-10T09:00:00+03:00", "de", { style: "dateTime" }))).toMatch(
      /10\. März 2027.*06:00 UTC/,
    );
  });

  test("may be another day in its zone", () => {
    expect(formatDate("2027-03-10T20:00:00Z", "en", { style: "date", zone: "Asia/Shanghai" })).toBe("March 11, 2027");
  });
});

test("a param is written by its kind", () => {
  expect(formatParam("**x**", "en")).toBe("**x**");
  expect(formatParam(10_000, "en")).toBe("10,000");
  expect(formatParam({ date: "2017-04-25", style: "date" }, "en")).toBe("April 25, 2017");
  expect(formatParam({ amount: 5, currency: "USD" }, "en")).toBe("$5.00");
  expect(formatParam({ fraction: 0.2 }, "en")).toBe("20%");
});
