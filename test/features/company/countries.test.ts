import { expect, test } from "vitest";
import { countryName, createFindCountry } from "../../../src/features/company/countries.ts";

const LANGUAGES = ["ar", "de", "en", "es", "fr", "hi", "ja", "pl", "ru", "th", "tr", "zh-Hans", "zh-Hant"];
const findCountry = createFindCountry(LANGUAGES);

test.each([
  ["Türkiye", "TR"],
  ["turkiye", "TR"],
  ["Turkey", "TR"],
  ["土耳其", "TR"],
  ["TR", "TR"],
  ["uk", "GB"],
  ["United Kingdom", "GB"],
  ["Russia", "RU"],
  ["Германия", "DE"],
  ["Serbia", "RS"],
  ["香港", "HK"],
  ["الإمارات العربية المتحدة", "AE"],
  ["中国", "CN"],
  ["European Union", null],
  ["", null],
  ["Atlantis", null],
])("%s is %s", (said, code) => expect(findCountry(said)).toBe(code));

test("every country is found by the name that it is shown with, in every language", () => {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((one) => letters.map((two) => one + two)).filter((code) => findCountry(code) === code);
  expect(codes.length).toBeGreaterThan(240);
  const lost = codes.flatMap((code) =>
    LANGUAGES.filter((language) => findCountry(countryName(code, language)) !== code).map((tag) => `${tag} ${code}`),
  );
  expect(lost).toEqual([]);
});
