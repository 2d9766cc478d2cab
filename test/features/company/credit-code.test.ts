import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkCharacter, readCreditCode } from "../../../src/features/company/credit-code.ts";

const CHARACTERS = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"];
const digits = (length: number) => fc.array(fc.constantFrom(..."0123456789"), { minLength: length, maxLength: length });
const characters = (length: number) =>
  fc.array(fc.constantFrom(...CHARACTERS), { minLength: length, maxLength: length });

/** Any code that the standard allows. */
const code = fc.tuple(characters(2), digits(6), characters(9)).map((parts) => {
  const first = parts.flat().join("");
  return first + checkCharacter(first);
});

describe("a unified social credit code", () => {
  // Codes in use: their check digits were not computed here.
  test.each(["9144030071526726XG", "914403001922038216", "91330100799655058B", "91110108551385082Q"])(
    "%s is one",
    (known) => {
      expect(readCreditCode(known)).toEqual({ ok: true, code: known });
    },
  );

  test("may be written with spaces, hyphens, in lower case, and in full width", () => {
    for (const written of [" 9144 0300 7152 6726 xg", "9144-0300-7152-6726-Xg", "９１４４０３００７１５２６７２６ＸＧ"])
      expect(readCreditCode(written)).toEqual({ ok: true, code: "9144030071526726XG" });
  });

  test("every code with its check digit is taken", () => {
    fc.assert(fc.property(code, (valid) => readCreditCode(valid).ok));
  });

  test("every single wrong character is found", () => {
    fc.assert(
      fc.property(code, fc.nat(17), fc.constantFrom(...CHARACTERS), (valid, at, other) => {
        fc.pre(valid[at] !== other);
        return !readCreditCode(valid.slice(0, at) + other + valid.slice(at + 1)).ok;
      }),
      { numRuns: 2_000 },
    );
  });

  test("says what can't be right, and where", () => {
    expect(readCreditCode("9144030071526726X")).toEqual({ ok: false, fault: "length", length: 17 });
    expect(readCreditCode("9144030071526726XO")).toEqual({
      ...{ ok: false, fault: "character", position: 18, found: "O", instead: "0" },
    });
    expect(readCreditCode("91A4030071526726XG")).toEqual({ ok: false, fault: "region", position: 3, found: "A" });
    expect(readCreditCode("9144030071526726XA")).toEqual({ ok: false, fault: "check", found: "A", expected: "G" });
  });
});
