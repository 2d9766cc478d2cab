import { type Reply, type ReplyOption, repeatable, reply, text } from "../../conversation/reply.ts";
import type { Apply, Turn } from "../../conversation/turn.ts";
import { ownLanguageName } from "../../i18n/languages.ts";
import type { Translator } from "../../i18n/translator.ts";
import { localized, written } from "../../message/text.ts";
import { setLanguage } from "../../store/people.ts";

/** Every language under its own name, so that it is found by someone who reads no other. */
export function languages(translator: Translator, turn: Turn): Reply {
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

export function unknownLanguage(said: string, translator: Translator, turn: Turn): Reply {
  const choice = languages(translator, turn);
  return {
    ...choice,
    parts: [text(localized("settings.unknownLanguage", { said: written(said.slice(0, 40)) })), ...choice.parts],
  };
}

/** A choice stands, whatever the person writes next. */
export function chooseLanguage(turn: Turn, tag: string): Apply {
  return async (tx) => {
    await setLanguage(tx, turn.person.id, tag, "chosen");
    return [reply(text(localized("settings.languageChosen", { language: ownLanguageName(tag) })))];
  };
}
