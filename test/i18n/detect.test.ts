import { describe, expect, test } from "vitest";
import { detectLanguage } from "../../src/i18n/detect.ts";

/** Chat messages as people write them: what they are in, and what the person used before. */
const MESSAGES: readonly (readonly [language: string, text: string, before?: string])[] = [
  ["en", "Hello"],
  ["en", "thank you!"],
  ["en", "how much is a booth at the expo in Istanbul?"],
  ["en", "What is the deadline for the subsidy"],
  ["en", "I would like to sell home textiles in Germany, do I need a licence?"],
  ["en", "can you help me with customs"],
  ["tr", "Merhaba"],
  ["tr", "günaydın"],
  ["tr", "Fuarda stant fiyatı ne kadar?"],
  ["tr", "Gümrük vergisi nasıl hesaplanır"],
  ["tr", "Çin'den mobilya ithal etmek istiyorum"],
  ["es", "¡Hola!"],
  ["es", "Buenos días"],
  ["es", "¿Cuánto cuesta un stand en la feria?"],
  ["es", "Quiero vender muebles en España, ¿qué impuestos pago?"],
  ["fr", "Bonjour"],
  ["fr", "merci"],
  ["fr", "Combien coûte un stand au salon ?"],
  ["fr", "Quelle est la date limite pour la subvention ?"],
  ["fr", "je cherche un fournisseur de soie"],
  ["de", "Guten Tag!"],
  ["de", "Danke"],
  ["de", "Wie viel kostet ein Stand auf der Messe?"],
  ["de", "Brauche ich für Verpackungen eine Registrierung?"],
  ["de", "Wann ist die Frist für den Antrag"],
  ["pl", "Dzień dobry"],
  ["pl", "dziękuję"],
  ["pl", "Ile kosztuje stoisko na targach?"],
  ["pl", "Czy muszę płacić podatek VAT od przesyłek z Chin?"],
  ["ru", "привет"],
  ["ru", "Сколько стоит стенд на выставке?"],
  ["ru", "нужен ли сертификат"],
  ["ru", "Что такое IOSS?"],
  ["ar", "مرحبا"],
  ["ar", "كم سعر الجناح في المعرض؟"],
  ["ar", "ما هي رسوم الجمارك على الأثاث من الصين"],
  ["ar", "ما هو IOSS؟"],
  ["hi", "नमस्ते"],
  ["hi", "मेले में स्टॉल की कीमत क्या है?"],
  ["hi", "क्या मुझे VAT देना होगा"],
  ["th", "สวัสดี"],
  ["th", "ค่าบูธในงานแสดงสินค้าเท่าไหร่"],
  ["th", "VAT คืออะไร"],
  ["ja", "こんにちは"],
  ["ja", "展示会のブース料金はいくらですか"],
  ["ja", "VATとは何ですか"],
  ["ja", "出展申込", "ja"],
  ["ja", "関税", "ja"],
  ["ja", "東京見本市", "ja"],
  ["ja", "会社概要", "ja"],
  ["zh-Hans", "你们好，展位多少钱？"],
  ["zh-Hans", "什么是海外仓"],
  ["zh-Hans", "跨境电商怎么交税"],
  ["zh-Hans", "VAT是什么意思"],
  ["zh-Hans", "请问杭州的补贴政策"],
  ["zh-Hant", "請問展位多少錢？"],
  ["zh-Hant", "跨境電商怎麼報稅"],
  ["zh-Hant", "這個補貼還有嗎"],
  ["zh-Hant", "參展", "zh-Hant"],
  ["zh-Hans", "你好", "zh-Hans"],
  ["zh-Hans", "海外仓补贴", "ja"],
];

const ALL = MESSAGES.map(([language, text, before = null]) => [language, text, before] as const);

test.each(ALL)("%s: %s", (language, text, before) => {
  const found = detectLanguage(text, before);
  if (found.sure) expect(found.language).toBe(language);
  else expect([language, null]).toContain(found.language);
});

test("nearly all of these messages are detected surely", () => {
  const unsure = ALL.filter(([, text, before]) => !detectLanguage(text, before).sure);
  expect(unsure.map(([, text]) => text).length, unsure.map(([, text]) => text).join(" | ")).toBeLessThanOrEqual(6);
});

describe("is not sure", () => {
  test.each(["stand", "Istanbul", "VAT", "IOSS", "mobilya", "Hangzhou expo", "Alibaba", "ok", "A-101", "Müller GmbH"])(
    "of a word or two in Latin letters: %s",
    (text) => {
      expect(detectLanguage(text, null).sure).toBe(false);
    },
  );

  test.each(["", "123", "?!", "👍", "10,000", "2026-03-31", "https://"])("of what has no words: %j", (text) => {
    expect(detectLanguage(text, null).sure).toBe(false);
  });

  test("of characters that both forms of Chinese share, where the person reads the other one", () => {
    expect(detectLanguage("你好", "zh-Hant")).toEqual({ language: "zh-Hant", sure: false });
  });
});

describe("Chinese characters without kana", () => {
  test("are Japanese where the person wrote Japanese, unless they are simplified", () => {
    expect(detectLanguage("出展料金", "ja")).toEqual({ language: "ja", sure: true });
    expect(detectLanguage("展位费", "ja").language).toBe("zh-Hans");
  });

  test("are Chinese for one who never wrote before", () => {
    expect(detectLanguage("展会", null).language).toBe("zh-Hans");
  });
});

describe("mixed scripts", () => {
  test.each([
    ["Alibaba 的总部在哪里", "zh-Hans"],
    ["Amazon FBA 倉庫の料金は?", "ja"],
    ["ما هو رقم HS للأثاث", "ar"],
    ["Как получить EORI number", "ru"],
  ])("%s is %s", (text, language) => {
    expect(detectLanguage(text, null)).toEqual({ language, sure: true });
  });

  test("a foreign name in a sentence doesn't turn it", () => {
    expect(detectLanguage("Where is the office of 阿里 in Hangzhou, and when is it open?", "en").language).toBe("en");
  });
});

test("a very long text is read in an instant", () => {
  const begun = performance.now();
  expect(detectLanguage("مرحبا بكم في المعرض ".repeat(50_000), null).language).toBe("ar");
  expect(performance.now() - begun).toBeLessThan(500);
});

test("acronyms make no text sure: a question of two words and VAT stays open", () => {
  expect(detectLanguage("VAT in Poland?", null).sure).toBe(false);
  expect(detectLanguage("IOSS LUCID EPR", null)).toEqual({ language: null, sure: false });
  expect(detectLanguage("What is the VAT on parcels?", null)).toEqual({ language: "en", sure: true });
});
