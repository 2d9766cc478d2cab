import { describe, expect, test } from "vitest";
import { MAX_QUESTION, screen } from "../../../../src/features/knowledge/answer/screen.ts";

test.each([
  "What is IOSS?",
  "VAT",
  "2017",
  "什么是海外仓？",
  "ما هو IOSS؟",
  "क्या VAT देना होगा?",
  "ค่าบูธเท่าไหร่",
  "How much?\nAnd when?\t👍",
  "x".repeat(MAX_QUESTION),
])("%s can be asked", (question) => {
  expect(screen(question)).toBeNull();
});

describe("can't be asked", () => {
  test.each(["", "   ", "\n\t\n", "\u3000"])("nothing: %j", (question) => {
    expect(screen(question)).toBe("refused.empty");
  });

  test("what is too long", () => {
    expect(screen("x".repeat(MAX_QUESTION + 1))).toBe("refused.tooLong");
  });

  test.each(["???", "👍👍👍", "... --- ...", "\u0000\u0001\u0002", "\ufffd\ufffd\ufffda", "\ue000\ue001\ue002abc"])(
    "what has no words, or is garbled: %j",
    (question) => {
      expect(screen(question)).toBe("refused.unreadable");
    },
  );
});
