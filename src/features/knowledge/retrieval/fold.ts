import { createRequire } from "node:module";

const load = createRequire(import.meta.url);
let toSimplified: ((text: string) => string) | undefined;

/**
 * The form of a text in which it is searched: NFKC, lower case (Turkish dotless i included), Latin, Cyrillic, Greek and
 * Arabic without marks, Arabic letter variants as one, Chinese in simplified characters, digits of all scripts as ASCII.
 */
export function fold(text: string, primary: string): string {
  let folded = text.normalize("NFKC");
  folded = primary === "tr" ? folded.toLocaleLowerCase("tr") : folded.toLowerCase();
  if (/\p{Nd}/u.test(folded))
    folded = folded
      .replace(/\p{Nd}/gu, asciiDigit)
      .replaceAll("\u066c", ",")
      .replaceAll("\u066b", ".");
  if (/[^\p{ASCII}]/u.test(folded)) folded = foldLetters(folded);
  return /\p{sc=Han}/u.test(folded) && primary !== "ja" ? simplify(folded) : folded;
}

function foldLetters(text: string): string {
  return text
    .normalize("NFD")
    .replace(/(?<=[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Arabic}])\p{Mn}+/gu, "")
    .normalize("NFC")
    .replace(/[ıłßæœøđ’‘ʼأإآٱىةـ]/gu, (letter) => LETTERS[letter] ?? letter);
}

const LETTERS: Readonly<Record<string, string>> = {
  ı: "i",
  ł: "l",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  "’": "'",
  "‘": "'",
  ʼ: "'",
  أ: "ا",
  إ: "ا",
  آ: "ا",
  ٱ: "ا",
  ى: "ي",
  ة: "ه",
  ـ: "",
};

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  if (code < 128) return digit;
  // The digits of every script stand in runs of ten that begin at a multiple of ten from its zero.
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
  return String(code - zero);
}

function simplify(text: string): string {
  const convert =
    toSimplified ?? (load("opencc-js/t2cn") as typeof import("opencc-js")).Converter({ from: "tw", to: "cn" });
  toSimplified = convert;
  return convert(text);
}
