import { detectLanguage } from "../i18n/detect.ts";
import type { Translator } from "../i18n/translator.ts";
import { parseCommand } from "../message/command.ts";
import type { Incoming } from "../message/incoming.ts";
import type { LanguageTag } from "../message/text.ts";
import type { Person } from "../store/people.ts";

/**
 * The language to answer in, and the one the text is written in. What the person chose stands; a guess from the platform
 * or an earlier text gives way to what they write now, where that is sure.
 */
export function readLanguage(
  incoming: Incoming,
  person: Person,
  translator: Translator,
): { readonly language: LanguageTag; readonly writtenIn: LanguageTag | null } {
  const words = wordsOf(incoming);
  return words === null ? { language: person.language, writtenIn: null } : languageOfWords(words, person, translator);
}

/** The same for words that are no event. */
export function languageOfWords(
  words: string,
  person: Pick<Person, "language" | "languageSource">,
  translator: Translator,
): { readonly language: LanguageTag; readonly writtenIn: LanguageTag | null } {
  const { language: seen, sure } = detectLanguage(words, person.language);
  const known = seen === null ? null : translator.match(seen);
  const changes = sure && known !== null && person.languageSource !== "chosen";
  return { language: changes ? known : person.language, writtenIn: sure ? seen : (seen ?? person.language) };
}

/** What the person put in words. The payload of a deep link is in nobody's language. */
function wordsOf(incoming: Incoming): string | null {
  if (incoming.kind === "edited") return incoming.text;
  if (incoming.kind !== "text" && incoming.kind !== "command") return null;
  const command = incoming.kind === "command" ? incoming : parseCommand(incoming.text);
  if (command === null) return incoming.kind === "text" ? incoming.text : null;
  return command.name === "start" || command.args === "" ? null : command.args;
}
