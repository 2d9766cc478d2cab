/** Kinds of files that are told by their first bytes and hold no document that can be read. */
const KINDS: readonly (readonly [name: string, start: string, offset?: number])[] = [
  ["a picture (PNG)", "89504e470d0a1a0a"],
  ["a picture (JPEG)", "ffd8ff"],
  ["a picture (GIF)", "474946383761"],
  ["a picture (GIF)", "474946383961"],
  ["a picture (TIFF)", "49492a00"],
  ["a picture (TIFF)", "4d4d002a"],
  ["a picture (WebP)", "57454250", 8],
  ["a picture (BMP)", "424d"],
  ["a picture (HEIC) or a film", "66747970", 4],
  ["a program", "7f454c46"],
  ["a program", "4d5a"],
  ["a program", "cafebabe"],
  ["a program", "cffaedfe"],
  ["an archive (RAR)", "526172211a07"],
  ["an archive (7z)", "377abcaf271c"],
  ["an archive (gzip)", "1f8b"],
  ["an archive (bzip2)", "425a68"],
  ["an archive (xz)", "fd377a585a00"],
  ["an archive (tar)", "7573746172", 257],
  ["an archive (ZIP), and neither a Word nor an Excel document", "504b0304"],
  ["an archive (ZIP), and neither a Word nor an Excel document", "504b0506"],
  ["a sound", "494433"],
  ["a sound or a film", "52494646"],
  ["a sound or a film", "4f676753"],
  ["a film", "1a45dfa3"],
  ["a database (SQLite)", "53514c69746520666f726d6174203300"],
  ["an RTF document (save it as .docx)", "7b5c727466"],
  ["a PostScript file (save it as PDF)", "25215053"],
];

/** Those whose first letters a text may have as well: they count only with bytes that no text has. */
const SHORT = 4;

/** What a file is by its first bytes, as staff read it; null where they say nothing. */
export function findOtherKind(bytes: Buffer): string | null {
  const found = KINDS.find(([, start, offset = 0]) => {
    const wanted = Buffer.from(start, "hex");
    const isThere = bytes.subarray(offset, offset + wanted.length).equals(wanted);
    return isThere && (wanted.length >= SHORT || hasControls(bytes));
  });
  return found?.[0] ?? null;
}

/** Old Office files and encrypted new ones are in the same container. */
export function isOldOffice(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).equals(Buffer.from("d0cf11e0a1b11ae1", "hex"));
}

export function isEncryptedOffice(bytes: Buffer): boolean {
  return isOldOffice(bytes) && bytes.includes(Buffer.from("EncryptedPackage", "utf16le"));
}

function hasControls(bytes: Buffer): boolean {
  return bytes.subarray(0, 512).some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13);
}
