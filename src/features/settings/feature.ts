import { z } from "zod";
import { action, type CommandRoute, type Feature } from "../../conversation/feature.ts";
import { listCommands } from "../../conversation/list-commands.ts";
import { buttons, type Reply, reply, show, text } from "../../conversation/reply.ts";
import { answering, type Handler } from "../../conversation/turn.ts";
import { ownLanguageName } from "../../i18n/languages.ts";
import type { Translator } from "../../i18n/translator.ts";
import { lines, localized, sequence, written } from "../../message/text.ts";
import type { PrivacyBook } from "../../store/privacy.ts";
import type { Store } from "../../store/store.ts";
import { showDesk } from "./desk.ts";
import { chooseLanguage, languages, unknownLanguage } from "./language.ts";
import { askErase, eraseAll, exportAll, showPrivacy } from "./privacy.ts";
import { resume, stop } from "./stop.ts";
import { welcome } from "./welcome.ts";

export type SettingsDeps = {
  readonly store: Store;
  readonly translator: Translator;
  /** All features: their commands, menus, matters and what they keep. */
  readonly features: () => readonly Feature[];
  readonly privacy: () => PrivacyBook;
};

/** What concerns the person and not a subject: greeting, help, language, their desk, their data, and their peace. */
export function createSettingsFeature(deps: SettingsDeps): Feature {
  const { store, translator, features } = deps;
  const quiet = { response: "new", audience: "private" } as const;
  const open = { response: "new", audience: "shared" } as const;
  const greet: Handler<unknown> = async (turn) => welcome(features(), turn, null);
  const seeDesk: Handler<unknown> = async (turn) => answering(await showDesk(features(), store.read, turn));
  const seePrivacy: Handler<unknown> = async () => answering(showPrivacy(features()));
  const command = (
    name: string,
    [word, description]: readonly [string, string],
    handle: CommandRoute["handle"],
  ): CommandRoute => ({ ...{ name, word, description, ...quiet, handle } });
  const press = (name: string, handle: Handler<unknown>) => action({ name, params: z.object({}), ...quiet, handle });

  return {
    name: "settings",
    phrases: [
      { key: "settings.greetings", handle: greet },
      { key: "settings.thanks", handle: async () => answering(reply(text(localized("settings.youAreWelcome")))) },
    ],
    joined: async (turn, { payload }) => welcome(features(), turn, payload),
    commands: [
      command("start", ["settings.wordStart", "settings.commandStart"], greet),
      {
        ...{ ...open, name: "help", word: "settings.wordHelp", description: "settings.commandHelp" },
        handle: async () => answering(help(features())),
      },
      command("status", ["settings.wordStatus", "settings.commandStatus"], seeDesk),
      {
        ...command("language", ["settings.wordLanguage", "settings.commandLanguage"], async (turn, { args }) => {
          if (args === "") return answering(languages(translator, turn));
          const tag = translator.match(args);
          return tag === null ? answering(unknownLanguage(args, translator, turn)) : chooseLanguage(turn, tag);
        }),
        argument: {
          name: "language",
          word: "settings.wordLanguage",
          description: "settings.argumentLanguage",
          options: () => translator.languages.map((tag) => ({ value: tag, label: ownLanguageName(tag) })),
        },
      },
      command("privacy", ["settings.wordPrivacy", "settings.commandPrivacy"], seePrivacy),
      command("stop", ["settings.wordStop", "settings.commandStop"], async (turn) => stop(turn)),
    ],
    actions: [
      press("settings.start", greet),
      action({ ...open, name: "settings.help", params: z.object({}), handle: async () => answering(help(features())) }),
      press("settings.desk", seeDesk),
      press("settings.resume", async (turn) => resume(turn)),
      press("settings.privacy", seePrivacy),
      press("settings.export", async (turn) => answering(await exportAll(store.read, deps.privacy(), turn))),
      press("settings.eraseAsk", async () => answering(askErase())),
      press("settings.erase", async (turn) => eraseAll(deps.privacy(), turn)),
      press("settings.keep", async () => answering(reply(text(localized("settings.keptAll"))))),
      press("settings.languages", async (turn) => answering(languages(translator, turn))),
      action({
        name: "settings.choose",
        params: z.object({ tag: z.string() }),
        ...quiet,
        handle: async (turn, { params }) => chooseLanguage(turn, translator.match(params.tag) ?? turn.language),
      }),
    ],
  };
}

function help(features: readonly Feature[]): Reply {
  const commands = listCommands(features.flatMap((feature) => feature.commands ?? []));
  const rows = commands.map(({ name, what }) => localized("settings.helpLine", { command: written(`/${name}`), what }));
  return reply(
    text(sequence(localized("settings.help"), lines(...rows))),
    buttons(show(localized("settings.language"), "settings.languages")),
  );
}
