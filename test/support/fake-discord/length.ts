/**
 * The length of a text as Discord counts it: in Unicode code points. An emoji of one code point is 1, where UTF-16 has
 * 2 units; one joined of four is still 4 and more. Discord's own words: "Our API uses Python 3, so the API calculates
 * length based on the number of codepoints in the string" (discord/discord-api-docs, issue 1315).
 */
export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
