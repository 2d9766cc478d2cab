/** More parts than this are answered as one question. */
const MAX_PARTS = 4;

/**
 * The questions of a message that asks several: cut after question marks, at line breaks and at numbers of a list. A
 * fragment that asks nothing by itself (`furniture?`) stays with the question before it.
 */
export function splitParts(message: string): string[] {
  const listed = message.split("\n").filter((line) => LIST_ITEM.test(line)).length > 1;
  const marked = ASKS.test(message);
  const chunks = message
    .split(/(?<=[?？؟])\s*|\n+/u)
    .map((chunk) => chunk.replace(LIST_ITEM, "").trim())
    .filter((chunk) => /[\p{L}\p{N}]/u.test(chunk));
  const parts: string[] = [];
  // A greeting or a statement belongs to the question after it.
  let lead = "";
  for (const chunk of chunks) {
    if (parts.length > 0 && lead === "" && isFragment(chunk)) parts[parts.length - 1] += ` ${chunk}`;
    else if (marked && !listed && !ASKS.test(chunk)) lead += `${chunk} `;
    else {
      parts.push(lead + chunk);
      lead = "";
    }
  }
  return lead !== "" || parts.length > MAX_PARTS ? [message.trim()] : parts;
}

const LIST_ITEM = /^\s*(?:\d{1,2}[.)、](?!\d)|[-•*])\s*/u;
const ASKS = /[?？؟]/u;

/** Fewer than three words, or fewer than six characters where words are not parted. */
function isFragment(chunk: string): boolean {
  return /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(chunk)
    ? (chunk.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 6
    : chunk.split(/\s+/u).length < 3;
}
