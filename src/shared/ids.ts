import { createHash, randomBytes, randomUUID } from "node:crypto";

/** A random 128-bit token in 22 URL-safe characters: for buttons and visitors, where guessing must fail. */
export function createToken(): string {
  return randomBytes(16).toString("base64url");
}

/** A random identifier for a row: unique, not secret. */
export function createId(): string {
  return randomUUID();
}

/** A short reference that a person can read out to staff, such as `7F3K-92QX`. It carries no meaning. */
export function createReference(): string {
  const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  const letters = Array.from(randomBytes(8), (byte) => alphabet[byte % alphabet.length]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** SHA-256 in hexadecimal of text (as UTF-8) or bytes. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
