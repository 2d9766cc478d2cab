import { z } from "zod";
import type { Translator } from "../../i18n/translator.ts";
import { shorten } from "../../message/measure.ts";
import type { PlatformPort } from "../../message/platform.ts";
import { localized } from "../../message/text.ts";
import { type Clock, SECOND } from "../../shared/clock.ts";
import { sha256 } from "../../shared/ids.ts";
import type { Logger } from "../../shared/logger.ts";
import type { TelegramApi } from "./api.ts";
import { isTokenRefused, readFault } from "./fault.ts";

export type ProfileDeps = {
  readonly api: TelegramApi;
  readonly port: PlatformPort;
  readonly translator: Translator;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
};

/** What the bot says of itself in one language; "" stands for everyone whose own language is not among them. */
type Profile = {
  readonly code: string;
  readonly commands: readonly { readonly command: string; readonly description: string }[];
  readonly description: string;
  readonly shortDescription: string;
};

const KEY = "telegram.profile";
const FALLBACK = "en";
const publishedSchema = z.record(z.string(), z.string());

/**
 * Publishes the commands and descriptions in every language that Telegram takes, where they have changed since they were
 * last published. It gives way to Telegram's limits, and is never worth stopping for.
 */
export async function startPublishing(deps: ProfileDeps): Promise<void> {
  const { port, translator, log, signal } = deps;
  try {
    const published = { ...publishedSchema.safeParse(await port.recall(KEY)).data };
    for (const [code, language] of languagesOf(translator.languages)) {
      const profile = await describe(deps, code, language);
      const print = sha256(JSON.stringify(profile));
      if (signal.aborted || published[code] === print) continue;
      if (!(await publish(deps, profile))) return;
      published[code] = print;
      await port.keep(KEY, published);
    }
  } catch (error) {
    log.warn({ err: error }, "the commands and descriptions were not published at Telegram");
  }
}

/** Telegram knows languages by two letters: a script or a region has no place of its own there. */
function languagesOf(languages: readonly string[]): ReadonlyMap<string, string> {
  const byCode = new Map<string, string>([["", FALLBACK]]);
  for (const language of languages) {
    const code = language.split("-", 1)[0] ?? "";
    if (/^[a-z]{2}$/u.test(code) && !byCode.has(code)) byCode.set(code, language);
  }
  return byCode;
}

async function describe({ port, translator }: ProfileDeps, code: string, language: string): Promise<Profile> {
  const commands = await port.query({ kind: "commands", language });
  return {
    code,
    commands: commands.map(({ name, description }) => ({ command: name, description: shorten(description, 256) })),
    description: translator.plain(localized("telegram.description"), language),
    shortDescription: translator.plain(localized("telegram.shortDescription"), language),
  };
}

/** False where it was given up. */
async function publish(deps: ProfileDeps, profile: Profile): Promise<boolean> {
  const { api } = deps;
  const language = profile.code === "" ? {} : { language_code: profile.code as "en" };
  const { description, shortDescription: short_description } = profile;
  return (
    (await persist(deps, () => api.setMyCommands({ commands: [...profile.commands], ...language }))) &&
    (await persist(deps, () => api.setMyDescription({ description, ...language }))) &&
    (await persist(deps, () => api.setMyShortDescription({ short_description, ...language })))
  );
}

const TRIES = 8;

async function persist({ clock, log, signal }: ProfileDeps, call: () => Promise<unknown>): Promise<boolean> {
  for (let tried = 0; tried < TRIES && !signal.aborted; tried++) {
    try {
      await call();
      return true;
    } catch (error) {
      const fault = readFault(error);
      const limited = fault.kind === "answered" && fault.retryAfterMs !== null;
      if (isTokenRefused(fault) || (fault.kind === "answered" && !limited)) {
        log.warn({ reason: fault.description }, "Telegram refused a command list or description");
        return false;
      }
      await clock.sleep(limited ? (fault.retryAfterMs ?? SECOND) : SECOND * 2 ** tried, signal);
    }
  }
  return false;
}
