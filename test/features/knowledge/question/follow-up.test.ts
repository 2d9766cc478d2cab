import { describe, expect, test } from "vitest";
import { leansBack } from "../../../../src/features/knowledge/question/follow-up.ts";
import { primaryOf } from "../../../../src/features/knowledge/retrieval/analyse.ts";

describe("a question that goes on, or points back, leans on the one before it", () => {
  test.each([
    ["en", "And in 2019?"],
    ["en", "And what was that?"],
    ["ar", "من أين هو؟"],
    ["fr", "Combien coûte-t-il ?"],
    ["de", "Was kostet es?"],
    ["en", "How many of them are in Chicago?"],
    ["zh-Hans", "那2019年呢？"],
    ["zh-Hans", "其中有多少在芝加哥？"],
    ["zh-Hant", "那麼上海呢？"],
    ["tr", "Peki 2019'da?"],
    ["ar", "وفي عام 2019؟"],
    ["ar", "كم منها في شيكاغو؟"],
    ["ru", "А в 2019 году?"],
    ["ru", "Сколько их в Чикаго?"],
    ["es", "¿Y en 2019?"],
    ["es", "Y en 2019?"],
    ["fr", "Et en 2019 ?"],
    ["de", "Und 2019?"],
    ["de", "Wie viele davon sind in Chicago?"],
    ["pl", "A w 2019?"],
    ["ja", "では2019年は？"],
    ["th", "แล้วปี 2562 ล่ะ"],
    ["hi", "और 2019 में?"],
  ])("%s: %s", (lang, question) => {
    expect(leansBack(question, primaryOf(lang))).toBe(true);
  });
});

describe("a full question does not", () => {
  test.each([
    ["en", "How many warehouses does Hangzhou have in Chicago?"],
    ["en", "Are there subsidies for warehouses that stand in Chicago?"],
    ["en", "Is it possible to share a booth?"],
    ["zh-Hans", "杭州有多少海外仓？"],
    ["tr", "Hangzhou'da kaç depo var?"],
    ["ar", "كم عدد المستودعات في شيكاغو؟"],
    ["ar", "ما هو سعر الجناح في معرض تركيا؟"],
    ["ar", "وزارة التجارة: كم مستودعًا وافقت عليه؟"],
    ["ru", "Сколько складов в Чикаго?"],
    ["es", "¿Cuántos almacenes hay en Chicago?"],
    ["fr", "Combien d'entrepôts à Chicago ?"],
    ["fr", "Y a-t-il une aide pour un entrepôt ?"],
    ["de", "Gibt es Zuschüsse für Lager?"],
    ["de", "Wie viele Lager hat Hangzhou in Chicago?"],
    ["pl", "Co to jest IOSS?"],
    ["pl", "Ile magazynów ma Hangzhou?"],
    ["ja", "杭州に海外倉庫はいくつありますか"],
    ["th", "ปีนี้หางโจวมีบูธกี่บูธ"],
    ["th", "หางโจวมีคลังสินค้ากี่แห่ง"],
    ["hi", "शिकागो में कितने गोदाम हैं?"],
  ])("%s: %s", (lang, question) => {
    expect(leansBack(question, primaryOf(lang))).toBe(false);
  });
});

test("a language without a list leans on nothing", () => {
  expect(leansBack("És 2019-ben?", "hu")).toBe(false);
});
