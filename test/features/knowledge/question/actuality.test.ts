import { describe, expect, test } from "vitest";
import { asksForOutcome, isPlan } from "../../../../src/features/knowledge/question/actuality.ts";

describe("a question for what came of it", () => {
  test.each([
    "Did Hangzhou really reach the target?",
    "Was the target met?",
    "How many were actually built?",
    "实际建了多少海外仓？",
    "目标最后达成了吗？",
    "Hedefe gerçekten ulaşıldı mı?",
    "هل تحقق الهدف فعلا؟",
    "Сколько складов построили реально?",
    "¿Se cumplió realmente el objetivo?",
    "L'objectif a-t-il vraiment été atteint ?",
    "Wurde das Ziel tatsächlich erreicht?",
    "Czy naprawdę osiągnięto cel?",
    "目標は達成されましたか",
    "ทำได้จริงไหม",
    "क्या लक्ष्य वास्तव में पूरा हुआ?",
  ])("%s", (question) => {
    expect(asksForOutcome(question)).toBe(true);
  });

  test.each([
    "How many warehouses are planned?",
    "What is the target for 2020?",
    "有多少海外仓？",
    "Was ist das Ziel?",
  ])("is not %s", (question) => {
    expect(asksForOutcome(question)).toBe(false);
  });
});

describe("a plan", () => {
  test.each([
    "Hangzhou plans 100 warehouses.",
    "Trade will reach 10 billion yuan.",
    "The target is 100.",
    "到2020年建成100个海外仓。",
    "杭州将建设海外仓。",
    "力争达到一百个。",
  ])("is %s", (sentence) => {
    expect(isPlan(sentence)).toBe(true);
  });

  test.each(["Hangzhou has 100 warehouses.", "Trade grew by 20%.", "杭州有100个海外仓。"])("is not %s", (sentence) => {
    expect(isPlan(sentence)).toBe(false);
  });
});
