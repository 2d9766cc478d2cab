import { describe, expect, test } from "vitest";
import { fold } from "../../../../src/features/knowledge/retrieval/fold.ts";

describe("is the same when searched", () => {
  test.each([
    ["capital letters", "VAT", "vat", "en"],
    ["full-width letters and digits", "ＶＡＴ２０２６", "vat2026", "en"],
    ["ligatures", "ﬁnance", "finance", "en"],
    ["accents", "Éligibilité", "eligibilite", "fr"],
    ["an accent written apart", "e\u0301te\u0301", "été", "fr"],
    ["the German sharp s", "Straße", "strasse", "de"],
    ["Polish l", "Łódź", "lodz", "pl"],
    ["Turkish capital I with and without a dot", "IŞIK İZMİR", "ışık izmir", "tr"],
    ["Turkish letters typed without marks", "gümrük ığdır", "gumruk igdir", "tr"],
    ["a dotted capital I outside Turkish", "İstanbul", "istanbul", "en"],
    ["Russian yo", "счёт", "счет", "ru"],
    ["Greek accents", "Έκθεση", "εκθεση", "el"],
    ["Arabic vowel marks", "مَعْرِض", "معرض", "ar"],
    ["Arabic alif forms", "أإآٱ", "اااا", "ar"],
    ["Arabic ta marbuta and alif maqsura", "ضريبة على", "ضريبه علي", "ar"],
    ["Arabic stretching", "معـــرض", "معرض", "ar"],
    ["Arabic digits", "٢٠١٧", "2017", "ar"],
    ["Persian digits", "۲۰۱۷", "2017", "fa"],
    ["Devanagari digits", "२०१७", "2017", "hi"],
    ["Thai digits", "๒๐๑๗", "2017", "th"],
    ["traditional Chinese", "跨境電商補貼", "跨境电商补贴", "zh"],
    ["curly apostrophes", "Hangzhou’s", "hangzhou's", "en"],
  ])("%s: %s and %s", (_name, one, other, lang) => {
    expect(fold(one, lang)).toBe(fold(other, lang));
  });
});

describe("stays apart", () => {
  test.each([
    ["marks that carry the vowels of Hindi and Thai", "कि", "क", "hi"],
    ["different figures", "2016", "2017", "en"],
  ])("%s: %s and %s", (_name, one, other, lang) => {
    expect(fold(one, lang)).not.toBe(fold(other, lang));
  });

  test("Japanese characters keep their own forms", () => {
    expect(fold("東京 関税", "ja")).toBe("東京 関税");
  });
});

test("folding twice changes nothing", () => {
  for (const [text, lang] of [
    ["İSTANBUL Straße ٢٠١٧", "tr"],
    ["跨境電商ＶＡＴ", "zh"],
    ["ＥＣサイト", "ja"],
  ] as const)
    expect(fold(fold(text, lang), lang)).toBe(fold(text, lang));
});

test("all ten digits of a script are read", () => {
  expect(fold("٠١٢٣٤٥٦٧٨٩", "ar")).toBe("0123456789");
  expect(fold("๐๑๒๓๔๕๖๗๘๙", "th")).toBe("0123456789");
  expect(fold("०१२३४५६७८९", "hi")).toBe("0123456789");
});
