import { AppError } from "../../../shared/errors.ts";

/** Names by language tag, the usual one first. */
export type Names = ReadonlyMap<string, readonly string[]>;

/** A longer one is a sentence, which no question repeats word for word. */
const LONGEST = 100;
const MOST = 20;
const UNCHANGED = "Nothing was changed.";

/**
 * The names of a new word as they are kept: tags as BCP 47 writes them, `|` read as "or", blanks and repeats left out.
 *
 * @throws AppError `input.invalid` where a tag is none, a name can't be one, or there are not two languages to bridge.
 */
export function checkNames(given: Names): Names {
  const names = new Map<string, readonly string[]>();
  for (const [written, list] of given) {
    const tag = checkTag(written);
    const own = list.flatMap((name) => name.split("|")).map((name) => checkName(name, tag));
    const all = [...new Set([...(names.get(tag) ?? []), ...own])].filter((name) => name !== "");
    if (all.length === 0) throw invalid(`There is no name for ${tag}. Write one, such as ${tag}=NAME.`);
    if (all.length > MOST) throw invalid(`There are ${all.length} names for ${tag}; ${MOST} is the most.`);
    names.set(tag, all);
  }
  if (new Set([...names.keys()].map(writingOf)).size < 2)
    throw invalid("A word bridges languages, so it takes names in at least two, such as en and tr.");
  return names;
}

/**
 * The group of a new word, with its blanks tidied.
 *
 * @throws AppError `input.invalid` where it is empty, too long or more than a line.
 */
export function checkGroup(group: string): string {
  const tidy = tidied(group);
  if (tidy === "" || tidy.length > LONGEST || /\p{Cc}/u.test(tidy))
    throw invalid(`A group is a short word such as customs, of at most ${LONGEST} characters.`);
  return tidy;
}

function checkTag(written: string): string {
  const wrong = `"${written}" is not a language tag such as en, tr or zh-Hans.`;
  try {
    const [tag = ""] = Intl.getCanonicalLocales(written.trim().replaceAll("_", "-"));
    // The grammar of tags would also let "english" pass; every language there is has two or three letters.
    if (/^(?!und)[a-z]{2,3}(?:-|$)/u.test(tag)) return tag;
  } catch (error) {
    throw invalid(wrong, error);
  }
  throw invalid(wrong);
}

function checkName(written: string, tag: string): string {
  const name = tidied(written);
  if (name === "") return "";
  if (/\p{Cc}/u.test(name)) throw invalid(`A name for ${tag} holds control characters.`);
  if (name.length > LONGEST)
    throw invalid(`"${name.slice(0, 40).toWellFormed()}…" is too long for a name: ${LONGEST} characters is the most.`);
  if (!/[\p{L}\p{N}]/u.test(name)) throw invalid(`"${name}" has no letter or digit, so it can't be a name for ${tag}.`);
  return name;
}

function tidied(text: string): string {
  return text.normalize("NFC").toWellFormed().replace(/\s+/gu, " ").trim();
}

/** Chinese in two scripts is worth a bridge, English in two countries is not. */
function writingOf(tag: string): string {
  const { language, script } = new Intl.Locale(tag).maximize();
  return `${language}-${script ?? ""}`;
}

function invalid(fault: string, cause?: unknown): AppError {
  return new AppError("input.invalid", `${fault} ${UNCHANGED}`, { cause });
}
