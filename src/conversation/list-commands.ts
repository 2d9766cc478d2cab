import type { Translator } from "../i18n/translator.ts";
import type { CommandView } from "../message/query.ts";
import type { LanguageTag, Localizable } from "../message/text.ts";
import { localized } from "../message/text.ts";
import type { CommandArgument, CommandRoute } from "./feature.ts";

/** A command that people may type, and one line on what it does. */
export type ListedCommand = {
  readonly name: string;
  readonly word: string | null;
  readonly what: Localizable;
  readonly argument: CommandArgument | null;
};

/** The order in which commands stand on every network; those that are not named here come before `/language`. */
const FIRST = ["start", "help", "ask", "status"];
const LAST = ["language", "cancel", "privacy", "stop"];

/** What people are shown, for help and for the menus of networks: `/cancel` among them, nothing for staff alone. */
export function listCommands(routes: readonly CommandRoute[]): readonly ListedCommand[] {
  const known = [
    ...routes
      .filter(({ staff }) => staff === undefined)
      .map(({ name, word = null, description, argument = null }) => ({
        ...{ name, word, what: localized(description), argument },
      })),
    { name: "cancel", word: "core.wordCancel", what: localized("core.commandCancel"), argument: null },
  ];
  return known.sort((one, other) => placeOf(one.name) - placeOf(other.name));
}

/** The same in a reader's words. */
export function viewCommands(
  routes: readonly CommandRoute[],
  translator: Translator,
  language: LanguageTag,
): readonly CommandView[] {
  const say = (key: string): string => translator.plain(localized(key), language);
  return listCommands(routes).map(({ name, word, what, argument }) => ({
    name,
    localName: word === null ? null : say(word),
    description: translator.plain(what, language),
    argument:
      argument === null
        ? null
        : {
            name: argument.name,
            localName: say(argument.word),
            description: say(argument.description),
            options: argument.options?.() ?? [],
            isQuestion: argument.isQuestion === true,
          },
  }));
}

function placeOf(name: string): number {
  const first = FIRST.indexOf(name);
  return first >= 0 ? first - FIRST.length : LAST.indexOf(name) + 1;
}
