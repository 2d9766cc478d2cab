/** More parts than this are answered as one question. */
const MAX_PARTS = 4;

/**
 * The questions of a message that asks several: cut after question marks, at line breaks and at numbers of a list. A
 * fragment that asks nothing by itself (`furniture?`) stays with the question before it.
 */
export function splitParts(message: string): string[] {
  const chunks = message
    .split(/(?<=[?？؟])\s*|\n+/u)
    .map((chunk) => chunk.replace(/^\s*(?:\d{1,2}[.)、]|[-•*])\s*/u, "").trim())
    .filter((chunk) => /[\p{L}\p{N}]/u.test(chunk));
  const parts: string[] = [];
  for (const chunk of chunks) {
    if (parts.length > 0 && isFragment(chunk)) parts[parts.length - 1] += ` ${chunk}`;
    else parts.push(chunk);
  }
  const asking = parts.filter((part) => /[?？؟]/u.test(part)).length;
  return parts.length > MAX_PARTS || (parts.length > 1 && asking < parts.length && !/\n/u.test(message))
    ? [message.trim()]
    : parts;
}

/** Fewer than three words, or fewer than six characters where words are not parted. */
function isFragment(chunk: string): boolean {
  return /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(chunk)
    ? (chunk.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 6
    : chunk.split(/\s+/u).length < 3;
}
