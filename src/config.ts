import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { AppError } from "./shared/errors.ts";
import { LOG_LEVELS, type LogLevel } from "./shared/logger.ts";

/** Everything that is set from outside, checked and frozen. */
export type Config = {
  /** The folder of the database, uploads and backups. */
  readonly home: string;
  readonly database:
    | { readonly kind: "sqlite"; readonly file: string }
    | { readonly kind: "postgres"; readonly url: string };
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly logLevel: LogLevel;
};

type Environment = { readonly [name: string]: string | undefined };

/** The settings that may also stand in a file: `NAME_FILE` holds its path. */
const SECRETS = ["DATABASE_URL"] as const;

/** What each setting must be, and an example: shown when it is not. */
const EXAMPLES = {
  SILKDESK_HOME: "/srv/silkdesk",
  DATABASE_URL: "postgres://silkdesk@localhost:5432/silkdesk",
  HOST: "127.0.0.1",
  PORT: "3000",
  PUBLIC_URL: "https://desk.example.org",
  LOG_LEVEL: "info",
} as const;

type Setting = keyof typeof EXAMPLES;

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a number")
  .transform(Number)
  .refine((value) => value <= 65_535, "must be at most 65535");

const schema = z.object({
  SILKDESK_HOME: z.string().default("./var"),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, "must begin with sqlite: or postgres://")
    .optional(),
  HOST: z
    .string()
    .regex(/^[\w.:[\]-]+$/, "must be a host name or an address")
    .default("127.0.0.1"),
  PORT: port.default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: "must be an http:// or https:// address" }).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(", ")}` }).default("info"),
});

/**
 * Reads the environment. An empty value counts as not set.
 *
 * @throws AppError `config.invalid` that names every fault at once: key, reason, example; never a secret's value.
 */
export function readConfig(environment: Environment): Config {
  const faults: string[] = [];
  const values = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  for (const name of SECRETS) readSecretFile(values, name, faults);
  const parsed = schema.safeParse(values);
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]);
    if (isSetting(name)) faults.push(`${name}: ${issue.message}. Example: ${name}=${EXAMPLES[name]}`);
  }
  if (!parsed.success || faults.length > 0) {
    throw new AppError(
      "config.invalid",
      `The configuration is wrong. Nothing was started. Mend this and start again:\n- ${faults.join("\n- ")}`,
    );
  }
  const { SILKDESK_HOME, DATABASE_URL, HOST, PORT, PUBLIC_URL, LOG_LEVEL } = parsed.data;
  const home = resolve(SILKDESK_HOME);
  return Object.freeze({
    home,
    database: databaseOf(DATABASE_URL, home),
    host: HOST,
    port: PORT,
    publicUrl: PUBLIC_URL ?? `http://${HOST.includes(":") ? `[${HOST}]` : HOST}:${PORT}`,
    logLevel: LOG_LEVEL,
  });
}

function isSetting(name: string): name is Setting {
  return name in EXAMPLES;
}

function readSecretFile(values: Record<string, string | undefined>, name: string, faults: string[]): void {
  const path = values[`${name}_FILE`];
  if (path === undefined) return;
  if (values[name] !== undefined) faults.push(`${name}: is set twice, directly and by ${name}_FILE. Keep one of them`);
  else if (!existsSync(path))
    faults.push(`${name}_FILE: there is no file at ${path}. Example: ${name}_FILE=/run/secrets/${name.toLowerCase()}`);
  else values[name] = readFileSync(path, "utf8").trim();
}

function databaseOf(url: string | undefined, home: string): Config["database"] {
  if (url === undefined) return { kind: "sqlite", file: resolve(home, "silkdesk.db") };
  if (url.startsWith("sqlite:"))
    return { kind: "sqlite", file: resolve(url.slice("sqlite:".length).replace(/^\/\/(?=\/)/u, "")) };
  return { kind: "postgres", url };
}
