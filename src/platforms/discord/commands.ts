import { Locale, Routes } from "discord.js";
import type { Translator } from "../../i18n/translator.ts";
import { shorten } from "../../message/measure.ts";
import type { PlatformPort } from "../../message/platform.ts";
import type { CommandView } from "../../message/query.ts";
import { type Clock, SECOND } from "../../shared/clock.ts";
import { sha256 } from "../../shared/ids.ts";
import type { Logger } from "../../shared/logger.ts";
import type { DiscordApi } from "./api.ts";
import { readFault } from "./fault.ts";

export type CommandDeps = {
  readonly api: DiscordApi;
  readonly port: PlatformPort;
  readonly translator: Translator;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
};

/** For which bot, and where: a guild's id, or null for everywhere. */
export type Scope = { readonly application: string; readonly guildId: string | null };

const KEY = "discord.commands";
const REFERENCE = "en";
const TYPES = { chatInput: 1, text: 3 } as const;
/** In guilds, and where people are alone with the bot. */
const CONTEXTS = [0, 1];
const LONGEST_DESCRIPTION = 100;
const LONGEST_ARGUMENT = 4_000;
const NAME = /^[-_\p{L}\p{N}\p{sc=Devanagari}\p{sc=Thai}]{1,32}$/u;
const TRIES = 6;

type Words = ReadonlyMap<string, readonly CommandView[]>;

/**
 * Registers the commands with names and descriptions in every language that Discord has, where they have changed since
 * they were last registered. It is never worth stopping for.
 */
export async function registerCommands(deps: CommandDeps, { application, guildId }: Scope): Promise<void> {
  const { api, port, clock, log, signal } = deps;
  const body = await describeCommands(deps);
  const print = sha256(JSON.stringify([application, guildId, body]));
  if ((await port.recall(KEY)) === print) return;
  const route =
    guildId === null ? Routes.applicationCommands(application) : Routes.applicationGuildCommands(application, guildId);
  for (let tried = 0; tried < TRIES && !signal.aborted; tried++) {
    try {
      await api.call("put", route, { body });
      return await port.keep(KEY, print);
    } catch (error) {
      const fault = readFault(error);
      log.warn({ reason: fault.description }, "the commands were not registered at Discord");
      if (fault.kind === "answered" && fault.status !== 429) return;
      await clock.sleep((fault.kind === "answered" ? fault.retryAfterMs : null) ?? SECOND * 2 ** tried, signal);
    }
  }
}

/** The commands in Discord's terms. */
async function describeCommands({ port, translator }: CommandDeps): Promise<readonly object[]> {
  const words = new Map<string, readonly CommandView[]>();
  const reference = await port.query({ kind: "commands", language: REFERENCE });
  for (const [locale, language] of localesOf(translator))
    words.set(locale, await port.query({ kind: "commands", language }));
  return reference.map((command) => describe(command, words));
}

/** Discord's locales with a language of ours behind them; what is not among them reads the reference. */
function localesOf(translator: Translator): [string, string][] {
  return Object.values(Locale).flatMap((locale): [string, string][] => {
    const language = translator.match(locale);
    return language === null || language === REFERENCE ? [] : [[locale, language]];
  });
}

function describe(command: CommandView, words: Words): object {
  const { name, argument } = command;
  const inAll = [...words].flatMap(([locale, views]) => {
    const view = views.find((one) => one.name === name);
    return view === undefined ? [] : [{ locale, view }];
  });
  const argued = inAll.flatMap(({ locale, view }) => (view.argument === null ? [] : [{ locale, ...view.argument }]));
  return {
    type: TYPES.chatInput,
    ...{ name, name_localizations: namesOf(inAll.map(({ locale, view }) => [locale, view.localName])) },
    description: lineOf(command.description),
    description_localizations: linesOf(inAll.map(({ locale, view }) => [locale, view.description])),
    contexts: CONTEXTS,
    options: argument === null ? [] : [describeArgument(argument, argued)],
  };
}

type Argument = NonNullable<CommandView["argument"]>;

function describeArgument(argument: Argument, inAll: readonly (Argument & { readonly locale: string })[]): object {
  const { name, description, options, isQuestion } = argument;
  const choices = options.slice(0, 25).map(({ value, label }) => ({ name: shorten(label, 100), value }));
  return {
    type: TYPES.text,
    ...{ name, name_localizations: namesOf(inAll.map((one) => [one.locale, one.localName])) },
    description: lineOf(description),
    description_localizations: linesOf(inAll.map((one) => [one.locale, one.description])),
    required: isQuestion,
    ...(choices.length > 0 ? { choices } : { max_length: LONGEST_ARGUMENT, autocomplete: isQuestion }),
  };
}

/** Only what Discord takes for a name: one word in small letters. */
function namesOf(pairs: readonly (readonly [string, string | null])[]): Record<string, string> {
  return Object.fromEntries(
    pairs.flatMap(([locale, word]) => {
      const name = word?.toLocaleLowerCase(locale) ?? "";
      return NAME.test(name) ? [[locale, name]] : [];
    }),
  );
}

function linesOf(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(pairs.map(([locale, line]) => [locale, lineOf(line)]));
}

function lineOf(text: string): string {
  return shorten(text.trim(), LONGEST_DESCRIPTION) || "…";
}
