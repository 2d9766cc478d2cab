import pinyin from "tiny-pinyin";

/** Characters that may be a name, and its words in Latin letters: either of the spellings in use. */
export type RomanisedName = { readonly written: string; readonly spellings: readonly (readonly string[])[] };

/**
 * What stretches of Chinese characters would be called in Latin letters if they were names: 王冲 `wang chong`, 金建杭
 * `jin jianhang`, 淳安 `chunan`. Most are none: only what a document holds is one.
 */
export function romaniseNames(text: string): RomanisedName[] {
  return (text.match(HAN_RUN) ?? []).flatMap((run) => {
    const characters = [...run];
    return characters.flatMap((_, start) =>
      LENGTHS.flatMap((length): RomanisedName[] => {
        const written = characters.slice(start, start + length).join("");
        const [surname = "", ...given] = [...written].map(syllableOf);
        if (given.length !== length - 1 || surname === "" || given.includes("")) return [];
        return [{ written, spellings: [[surname, given.join("")], [surname + given.join("")]] }];
      }),
    );
  });
}

const HAN_RUN = /\p{sc=Han}{2,}/gu;
/** A surname with a given name of one or two characters. */
const LENGTHS = [2, 3] as const;

const known = new Map<string, string>();

/** The reading of a character, without its tone; empty for one that the system's collation doesn't know. */
function syllableOf(character: string): string {
  const read = known.get(character);
  if (read !== undefined) return read;
  const syllable = pinyin.convertToPinyin(character, "", true);
  const reading = /^[a-zü]+$/u.test(syllable) ? syllable.replaceAll("ü", "v") : "";
  known.set(character, reading);
  return reading;
}
