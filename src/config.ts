import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { AppError, codeOf, messageOf } from "./shared/errors.ts";
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
  /** What keys are made of, and what it replaced; null where the home folder has a secret of its own. */
  readonly secret: { readonly current: string; readonly old: string | null } | null;
  /** How Telegram is reached; null where no token is set. */
  readonly telegram: TelegramSettings | null;
  /** How Discord is reached; null where no token is set. */
  readonly discord: DiscordSettings | null;
};

/** A bot's token, where its API is, and (unless the bot asks for updates itself) where Telegram delivers them. */
type TelegramSettings = {
  readonly token: string;
  readonly apiRoot: string;
  readonly webhook: { readonly url: string; readonly secret: string } | null;
};

/** A bot's token, where its API is, where its commands are, and how many connections it has (null: as Discord advises). */
type DiscordSettings = {
  readonly token: string;
  readonly apiRoot: string;
  readonly guildId: string | null;
  readonly shards: number | null;
};

type Environment = { readonly [name: string]: string | undefined };

/** The settings that may also stand in a file: `NAME_FILE` holds its path. */
const SECRETS = [
  "DATABASE_URL",
  "SILKDESK_SECRET",
  "SILKDESK_SECRET_OLD",
  "TELEGRAM_BOT_TOKEN",
  "TELEGRAM_WEBHOOK_SECRET",
  "DISCORD_BOT_TOKEN",
] as const;

/** What each setting must be, and an example: shown when it is not. */
const EXAMPLES = {
  SILKDESK_HOME: "/srv/silkdesk",
  DATABASE_URL: "postgres://silkdesk@localhost:5432/silkdesk",
  SILKDESK_SECRET: "the output of: openssl rand -hex 32",
  SILKDESK_SECRET_OLD: "what SILKDESK_SECRET was before",
  HOST: "127.0.0.1",
  PORT: "3000",
  PUBLIC_URL: "https://desk.example.org",
  LOG_LEVEL: "info",
  TELEGRAM_BOT_TOKEN: "123456789:AAE... (as @BotFather gives it)",
  TELEGRAM_API_ROOT: "https://api.telegram.org",
  TELEGRAM_WEBHOOK_URL: "https://desk.example.org/telegram",
  TELEGRAM_WEBHOOK_SECRET: "the output of: openssl rand -hex 32",
  DISCORD_BOT_TOKEN: "MTIzNDU2Nzg5MDEyMzQ1Njc4.G... (Developer Portal, Bot, Reset Token)",
  DISCORD_API_ROOT: "https://discord.com/api",
  DISCORD_GUILD_ID: "1181234567890123456",
  DISCORD_SHARDS: "2",
} as const;

type Setting = keyof typeof EXAMPLES;

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a number")
  .transform(Number)
  .refine((value) => value <= 65_535, "must be at most 65535");

const secret = z.string().min(32, "must have at least 32 characters").optional();

const schema = z.object({
  SILKDESK_HOME: z.string().default("./var"),
  DATABASE_URL: z.string().refine(isDatabaseUrl, "must be sqlite:FILE or a postgres:// address").optional(),
  SILKDESK_SECRET: secret,
  SILKDESK_SECRET_OLD: secret,
  HOST: z.string().refine(isHost, "must be a host name or an address").default("127.0.0.1"),
  PORT: port.default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: "must be an http:// or https:// address" }).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(", ")}` }).default("info"),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d{1,20}:[\w-]{30,100}$/u, "must be a number, a colon and a long word")
    .optional(),
  TELEGRAM_API_ROOT: z
    .string()
    .refine(isHttpsOrLoopback, "must be an https:// address without a slash at its end (http:// only for this machine)")
    .default("https://api.telegram.org"),
  TELEGRAM_WEBHOOK_URL: z
    .string()
    .refine(isHttpsOrLoopback, "must be an https:// address (http:// only for this machine)")
    .refine(hasOwnPath, "must have a path of its own, which nothing else is served at")
    .optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/u, "must be 16 to 256 letters, digits, _ or -")
    .optional(),
  DISCORD_BOT_TOKEN: z
    .string()
    .regex(/^[\w.-]{20,200}$/u, "must be one long word of letters, digits, dots, _ and -")
    .optional(),
  DISCORD_API_ROOT: z
    .string()
    .refine(isHttpsOrLoopback, "must be an https:// address without a slash at its end (http:// only for this machine)")
    .default("https://discord.com/api"),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{15,21}$/u, "must be the number of a server")
    .optional(),
  DISCORD_SHARDS: z
    .string()
    .regex(/^[1-9]\d{0,3}$/u, "must be a number from 1 on")
    .transform(Number)
    .optional(),
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
    if (isSetting(name)) faults.push(`${name}: ${issue.message}. ${exampleOf(name)}`);
  }
  faults.push(
    ...missingBeside(values).map((name) => `${name.missing}: is needed with ${name.set}. ${exampleOf(name.missing)}`),
  );
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
    publicUrl: PUBLIC_URL ?? `${webAddress(HOST)}:${PORT}`,
    logLevel: LOG_LEVEL,
    secret: secretOf(parsed.data),
    telegram: telegramOf(parsed.data),
    discord: discordOf(parsed.data),
  });
}

function exampleOf(name: Setting): string {
  return `Example: ${name}=${EXAMPLES[name]}`;
}

/** Settings that are of no use, or of harm, without another. */
const NEEDS: readonly { readonly set: Setting; readonly missing: Setting }[] = [
  { set: "SILKDESK_SECRET_OLD", missing: "SILKDESK_SECRET" },
  { set: "TELEGRAM_WEBHOOK_URL", missing: "TELEGRAM_WEBHOOK_SECRET" },
  { set: "TELEGRAM_WEBHOOK_SECRET", missing: "TELEGRAM_WEBHOOK_URL" },
  { set: "TELEGRAM_WEBHOOK_URL", missing: "TELEGRAM_BOT_TOKEN" },
];

/** A database that several machines share needs a secret that they share. */
const SHARED_NEEDS: typeof NEEDS = [{ set: "DATABASE_URL", missing: "SILKDESK_SECRET" }];

function missingBeside(values: Environment): typeof NEEDS {
  const needs = /^postgres/u.test(values.DATABASE_URL ?? "") ? [...SHARED_NEEDS, ...NEEDS] : NEEDS;
  return needs.filter(({ set, missing }) => values[set] !== undefined && values[missing] === undefined);
}

function secretOf({ SILKDESK_SECRET: current, SILKDESK_SECRET_OLD: old }: z.infer<typeof schema>): Config["secret"] {
  return current === undefined ? null : { current, old: old ?? null };
}

function telegramOf(data: z.infer<typeof schema>): TelegramSettings | null {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = data;
  if (token === undefined) return null;
  const webhook = url === undefined || secret === undefined ? null : { url, secret };
  return { token, apiRoot: data.TELEGRAM_API_ROOT, webhook };
}

function discordOf(data: z.infer<typeof schema>): DiscordSettings | null {
  const { DISCORD_BOT_TOKEN: token, DISCORD_API_ROOT: apiRoot, DISCORD_GUILD_ID, DISCORD_SHARDS } = data;
  if (token === undefined) return null;
  return { token, apiRoot, guildId: DISCORD_GUILD_ID ?? null, shards: DISCORD_SHARDS ?? null };
}

function isSetting(name: string): name is Setting {
  return name in EXAMPLES;
}

function readSecretFile(values: Record<string, string | undefined>, name: string, faults: string[]): void {
  const path = values[`${name}_FILE`];
  if (path === undefined) return;
  const example = `Example: ${name}_FILE=/run/secrets/${name.toLowerCase()}`;
  if (values[name] !== undefined)
    return void faults.push(`${name}: is set twice, directly and by ${name}_FILE. Keep one of them. ${example}`);
  try {
    const secret = readFileSync(path, "utf8").trim();
    if (secret === "") faults.push(`${name}_FILE: the file ${path} is empty. ${example}`);
    else values[name] = secret;
  } catch (error) {
    faults.push(`${name}_FILE: ${readFault(error, path)}. ${example}`);
  }
}

function readFault(error: unknown, path: string): string {
  const missing = codeOf(error) === "ENOENT";
  return missing ? `there is no file at ${path}` : `${path} can't be read (${messageOf(error)})`;
}

function isHost(text: string): boolean {
  return /^[\w.:-]+$/u.test(text) && URL.canParse(webAddress(text));
}

function isHttpsOrLoopback(text: string): boolean {
  if (!URL.canParse(text) || text.endsWith("/")) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname));
}

/** Not the page itself, nor what the web chat and the checks of the service are served at. */
function hasOwnPath(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { pathname } = new URL(text);
  return !/^\/(?:$|chat(?:\/|$)|livez$|readyz$|metrics$|console(?:\/|$))/u.test(pathname) && !/[:*{}?]/u.test(pathname);
}

function webAddress(host: string): string {
  return `http://${host.includes(":") ? `[${host}]` : host}`;
}

/** An address without a host (`postgres://user@/name?host=/run/postgresql`) is PostgreSQL's own way to name a socket. */
function isDatabaseUrl(text: string): boolean {
  if (/^sqlite:./u.test(text)) return true;
  return /^postgres(ql)?:\/\/./u.test(text) && URL.canParse(text.replace("@/", "@socket/"));
}

function databaseOf(url: string | undefined, home: string): Config["database"] {
  if (url === undefined) return { kind: "sqlite", file: resolve(home, "silkdesk.db") };
  if (url.startsWith("sqlite:"))
    return { kind: "sqlite", file: resolve(url.slice("sqlite:".length).replace(/^\/\/(?=\/)/u, "")) };
  return { kind: "postgres", url };
}
