import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { AppError } from "./errors.ts";

/** The secrets that keys are made of: the one in use, and those that it replaced. At least 32 characters each. */
export type Secrets = { readonly current: string; readonly old: readonly string[] };

/** Encrypts what must not be readable in the store, each text for the place where it stands. */
export type Sealer = {
  /** @param place where it is stored, such as a row's id: it can be opened for no other place. */
  readonly seal: (text: string, place: string) => string;
  /** @throws AppError `config.invalid` where its key is not among the secrets, `content.invalid` where it was changed. */
  readonly open: (sealed: string, place: string) => string;
  /** Whether it was sealed with the secret in use. */
  readonly isCurrent: (sealed: string) => boolean;
  /** @throws AppError `config.invalid` where the key that it names is not among the secrets. */
  readonly checkKey: (sealed: string) => void;
};

type Key = { readonly id: string; readonly bytes: Uint8Array };

const VERSION = "v1";
const CIPHER = "aes-256-gcm";
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a key for one purpose, derived by HKDF-SHA-256 (RFC 5869). What is sealed names its key, so that it is
 * still opened after the secret was replaced: `v1.<key id>.<nonce>.<ciphertext and tag>`.
 *
 * @example const sealer = createSealer(secrets, "company.contact");
 */
export function createSealer(secrets: Secrets, purpose: string): Sealer {
  const current = keyOf(secrets.current, purpose);
  const keys = [current, ...secrets.old.map((secret) => keyOf(secret, purpose))];
  const keyFor = (id: string): Key => {
    const key = keys.find((one) => one.id === id);
    if (key === undefined) throw unknownKey(id);
    return key;
  };
  return {
    seal: (text, place) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv(CIPHER, current.bytes, nonce).setAAD(Buffer.from(place));
      const hidden = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, current.id, nonce.toString("base64url"), hidden.toString("base64url")].join(".");
    },
    open: (sealed, place) => {
      const [version, id = "", nonce = "", hidden = ""] = sealed.split(".");
      if (version !== VERSION) throw damaged();
      return decrypt(keyFor(id), Buffer.from(nonce, "base64url"), Buffer.from(hidden, "base64url"), place);
    },
    isCurrent: (sealed) => sealed.startsWith(`${VERSION}.${current.id}.`),
    checkKey: (sealed) => void keyFor(sealed.split(".")[1] ?? ""),
  };
}

function keyOf(secret: string, purpose: string): Key {
  const bytes = new Uint8Array(hkdfSync("sha256", secret, "silkdesk", purpose, 32));
  return { id: createHash("sha256").update(bytes).digest("hex").slice(0, 8), bytes };
}

function decrypt(key: Key, nonce: Buffer, hidden: Buffer, place: string): string {
  try {
    const end = hidden.length - TAG_BYTES;
    const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(place))
      .setAuthTag(hidden.subarray(end));
    return Buffer.concat([decipher.update(hidden.subarray(0, end)), decipher.final()]).toString("utf8");
  } catch (error) {
    throw damaged(error);
  }
}

function unknownKey(id: string): AppError {
  return new AppError(
    "config.invalid",
    `What is encrypted with the key ${id} can't be read: its secret is not set. Nothing was changed. Set SILKDESK_SECRET_OLD to the secret that was used before (without SILKDESK_SECRET it stood in the file "secret" of SILKDESK_HOME), then start again.`,
  );
}

function damaged(cause?: unknown): AppError {
  return new AppError(
    "content.invalid",
    "Encrypted data is damaged or was moved, and can't be read. Nothing was changed. Restore a backup, or have it entered anew.",
    { cause },
  );
}
