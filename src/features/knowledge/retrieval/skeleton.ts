/**
 * The consonant skeleton of a name, in a few classes of sounds that survive from script to script: `Glolinker`,
 * `Глолинкер` and `ग्लोलिंकर` are all `klnkr`. Empty where less than three consonants are left, which tells no name.
 * A transliteration match of this kind was the largest gain without a dictionary on public cross-language sets.
 */
export function skeletonOf(word: string): string {
  let skeleton = "";
  for (const letter of word.normalize("NFD").toLowerCase()) {
    const sound = SOUNDS.get(letter) ?? "";
    if (sound !== "" && !skeleton.endsWith(sound)) skeleton += sound;
  }
  return skeleton.length < SHORTEST ? "" : skeleton;
}

const SHORTEST = 3;

/** Letters by class of sound: Latin, Cyrillic, Greek, Arabic, Devanagari, Thai, katakana. */
const CLASSES: Readonly<Record<string, string>> = {
  k: "kcqgx кгх κγχ كقغخگک कखगघ กขคฆ カキクケコガギグゲゴ",
  s: "szj цчшщжсз σςζξ سشصجزژچثذظ चछजझशषस จฉชซฌศษสฐ サシスセソザジズゼゾチツ",
  p: "bp бп βπ بپ पफबभ บปผพภ パピプペポバビブベボ",
  f: "fvw фв φ فوڤ व ฝฟว ファフヴワ",
  t: "dt дт δτθ دتطض टठडढतथदध ดตถทธฎฏฑฒ タテトダデド",
  l: "l л λ ل ल ลฬ",
  r: "r р ρ ر र ร ラリルレロ",
  m: "m м μ م म ม マミムメモ",
  n: "n н ν ن नणङञ\u0902 นณง ナニヌネノン",
};

/** Spaces, and the marks that voice a katakana: they have no sound of their own. */
const NO_LETTERS = /[ \u3099\u309a]/gu;

const SOUNDS: ReadonlyMap<string, string> = new Map(
  Object.entries(CLASSES).flatMap(([sound, letters]) =>
    Array.from(letters.normalize("NFD").replace(NO_LETTERS, ""), (letter) => [letter, sound] as const),
  ),
);

/** Japanese has one sound for l and r: where it stands in the question, both are looked for. */
export function skeletonsOf(word: string): string[] {
  const skeleton = skeletonOf(word);
  if (skeleton === "") return [];
  return /\p{sc=Katakana}/u.test(word) ? [skeleton, skeleton.replaceAll("r", "l")] : [skeleton];
}

/** The skeletons of the names that a text holds: of its words in Latin letters that begin with a capital. */
export function nameSkeletons(text: string): string[] {
  return (text.match(CAPITALISED) ?? []).flatMap((name) => markSkeletons(skeletonsOf(name)));
}

/** The skeletons of a question's words that are in no Latin letters, since any of them may be a name. */
export function foreignSkeletons(question: string): string[] {
  return (question.match(FOREIGN) ?? []).flatMap((word) => markSkeletons(skeletonsOf(word)));
}

const CAPITALISED = /(?<!\p{L})\p{Lu}[\p{sc=Latin}\p{M}]{2,}/gu;
const FOREIGN =
  /[\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Arabic}]{3,}|[\p{sc=Devanagari}]{3,}|[\p{sc=Thai}]{4,}|[\p{sc=Katakana}ー]{3,}/gu;

/** Kept apart from words by a mark that no word holds. */
function markSkeletons(skeletons: readonly string[]): string[] {
  return skeletons.map((skeleton) => `~${skeleton}`);
}
