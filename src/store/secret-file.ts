import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError, codeOf, messageOf } from "../shared/errors.ts";
import { createId } from "../shared/ids.ts";
import type { Secrets } from "../shared/seal.ts";

/** What is set of secrets; null where nothing is. */
type SetSecrets = { readonly current: string; readonly old: string | null } | null;

const FILE = "secret";
const LEAST_LENGTH = 32;

/**
 * The secrets that keys are made of: those that are set, else the one in the home folder, which is made at the first start
 * for its owner's eyes alone. What stands there still opens what was sealed before a secret was set.
 *
 * @throws AppError `config.invalid` where the file can't be read or written, or is no secret.
 */
export function loadSecrets(home: string, given: SetSecrets): Secrets {
  const file = join(home, FILE);
  if (given === null) return { current: readSecret(file) ?? makeSecret(home, file), old: [] };
  return { current: given.current, old: [given.old, readSecret(file)].filter((one) => one !== null) };
}

function readSecret(file: string): string | null {
  let secret: string;
  try {
    secret = readFileSync(file, "utf8").trim();
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return null;
    throw unusable(file, messageOf(error), error);
  }
  if (secret.length < LEAST_LENGTH) throw unusable(file, `it has fewer than ${LEAST_LENGTH} characters`);
  return secret;
}

/** Written whole beside its place and linked into it, so that of two processes that start at once one secret stays. */
function makeSecret(home: string, file: string): string {
  const draft = `${file}.${createId()}`;
  try {
    mkdirSync(home, { recursive: true });
    writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx", flush: true });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  } catch (error) {
    throw unusable(file, messageOf(error), error);
  }
  const made = readSecret(file);
  if (made === null) throw unusable(file, "it is gone again");
  return made;
}

function unusable(file: string, why: string, cause?: unknown): AppError {
  return new AppError(
    "config.invalid",
    `The secret in ${file} can't be used: ${why}. Nothing was changed. Put the former file back, or set SILKDESK_SECRET.`,
    { cause },
  );
}
