import { describe, expect, test } from "vitest";
import { remember } from "../../src/shared/remember.ts";

describe("results that are remembered", () => {
  test("are worked out once for each text and language, and the one of longest ago goes first", () => {
    const asked: string[] = [];
    const reading = remember((text, lang) => {
      asked.push(`${text} ${lang}`);
      return [text];
    }, 2);
    reading("a", "en");
    reading("b", "en");
    reading("a", "en");
    expect(reading("a", "de")).toEqual(["a"]);
    expect(asked).toEqual(["a en", "b en", "a de"]);
    reading("a", "en");
    expect(asked).toHaveLength(3);
    reading("b", "en");
    expect(asked.at(-1)).toBe("b en");
  });
});
