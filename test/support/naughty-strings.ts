import { existsSync, readFileSync } from "node:fs";

/** Strings that programs stumble over: those of the list at NAUGHTY_STRINGS, or a few of our own. */
export function naughtyStrings(): readonly string[] {
  const path = process.env.NAUGHTY_STRINGS;
  const all: unknown = path !== undefined && existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : OWN;
  return (all as string[]).filter((text) => text !== "");
}

const OWN: readonly string[] = [
  "   ",
  "undefined",
  "-0",
  "<b>bold</b> <script>alert(1)</script>",
  "**bold** __under__ `code` [link](http://evil.example)",
  "&amp;&lt;b&gt;",
  "{{key}} {0} %s <%= x %>",
  "'; DROP TABLE people; --",
  "../../../etc/passwd\u0000.txt",
  "\u202Ereversed\u202C \u2066isolated\u2069 \ufeff",
  "\u200b\u200b",
  "\u0007\u001b[31mred",
  "田中さんにあげて下さい",
  "👾 🙇 💁 🙅 🙆 👩‍👩‍👧‍👦 🇹🇷🇨🇳",
  "الكل في المجمو عة",
  "Z̴̡̛͝a̷l̷g̷o̷ ̶t̷e̷x̷t̷",
  "﷽ ﷺ",
  "@silkdesk_bot @everyone /start #tag",
  "tg://user?id=1 https://evil.example/?q=<b>",
  "\ud83d lone surrogate",
];
