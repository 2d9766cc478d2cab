import { z } from "zod";
import { action, type CommandRoute, type Feature } from "../../conversation/feature.ts";
import { buttons, type Reply, type ReplyOption, repeatable, reply, show, text } from "../../conversation/reply.ts";
import { type Apply, answering, type Turn } from "../../conversation/turn.ts";
import { ownLanguageName } from "../../i18n/languages.ts";
import type { Translator } from "../../i18n/translator.ts";
import { lines, localized, sequence, written } from "../../message/text.ts";
import { setLanguage } from "../../store/people.ts";

/** Greeting, help and language. `commands` lists what the desk understands, for the help text. */
export function createSettingsFeature(deps: {
  readonly translator: Translator;
  readonly commands: () => readonly CommandRoute[];
}): Feature {
  const { translator } = deps;
  const help = (): Reply => {
    const known = [...deps.commands(), { name: "cancel", description: "core.commandCancel" }];
    const commands = known.map(({ name, description }) =>
      localized("settings.helpLine", { command: written(`/${name}`), what: localized(description) }),
    );
    return reply(
      text(sequence(localized("settings.help"), lines(...commands))),
      buttons(show(localized("settings.language"), "settings.languages")),
    );
  };
  const quiet = { response: "new", audience: "private" } as const;

  return {
    name: "settings",
    phrases: [
      { key: "settings.greetings", handle: async () => answering(welcome()) },
      { key: "settings.thanks", handle: async () => answering(reply(text(localized("settings.youAreWelcome")))) },
    ],
    joined: async () => answering(welcome()),
    commands: [
      { name: "start", description: "settings.commandStart", ...quiet, handle: async () => answering(welcome()) },
      { name: "help", description: "settings.commandHelp", ...quiet, handle: async () => answering(help()) },
      {
        name: "language",
        description: "settings.commandLanguage",
        ...quiet,
        handle: async (turn, { args }) => {
          if (args === "") return answering(languages(translator, turn));
          const tag = translator.match(args);
          return tag === null ? answering(unknownLanguage(args, translator, turn)) : choose(turn, tag);
        },
      },
    ],
    actions: [
      action({ name: "settings.start", params: z.object({}), ...quiet, handle: async () => answering(welcome()) }),
      action({ name: "settings.help", params: z.object({}), ...quiet, handle: async () => answering(help()) }),
      action({
        name: "settings.languages",
        params: z.object({}),
        ...quiet,
        handle: async (turn) => answering(languages(translator, turn)),
      }),
      action({
        name: "settings.choose",
        params: z.object({ tag: z.string() }),
        ...quiet,
        handle: async (turn, { params }) => choose(turn, translator.match(params.tag) ?? turn.language),
      }),
    ],
  };
}

function welcome(): Reply {
  return reply(
    text(localized("settings.welcome")),
    buttons(
      show(localized("core.ask"), "knowledge.begin"),
      show(localized("support.myQuestions"), "support.status"),
      show(localized("settings.language"), "settings.languages"),
    ),
  );
}

/** Every language under its own name, so that it is found by someone who reads no other. */
function languages(translator: Translator, turn: Turn): Reply {
  const options = translator.languages.map(
    (tag): ReplyOption => ({
      label: written(ownLanguageName(tag), tag),
      act: repeatable("settings.choose", { tag }),
    }),
  );
  return reply({
    kind: "choice",
    prompt: localized("settings.pickLanguage", { language: ownLanguageName(turn.language) }),
    options,
  });
}

function unknownLanguage(said: string, translator: Translator, turn: Turn): Reply {
  const choice = languages(translator, turn);
  return {
    ...choice,
    parts: [text(localized("settings.unknownLanguage", { said: written(said.slice(0, 40)) })), ...choice.parts],
  };
}

function choose(turn: Turn, tag: string): Apply {
  return async (tx) => {
    await setLanguage(tx, turn.person.id, tag, "chosen");
    return [reply(text(localized("settings.languageChosen", { language: ownLanguageName(tag) })))];
  };
}
