const segmenters = new Map<string, Intl.Segmenter>();

/**
 * The sentences of a text, in order and unchanged: joined they are the text. Full stops in abbreviations and amounts
 * don't end one.
 */
export function splitSentences(text: string, lang: string): string[] {
  const sentences: string[] = [];
  let opening = "";
  for (const line of text.split(/(?<=\n)/u)) {
    for (const { segment: cut } of segmenterFor(lang).segment(line)) {
      // An opening bracket belongs to what it opens.
      const tail = /[.!?。！？…][》」』）)\]”’»]*(?<opening>[《「『（([“‘«]+)$/u.exec(cut)?.groups?.opening ?? "";
      const segment = opening + cut.slice(0, cut.length - tail.length);
      opening = tail;
      const before = sentences.at(-1);
      if (before !== undefined && !before.endsWith("\n") && continues(before, segment))
        sentences[sentences.length - 1] = before + segment;
      else sentences.push(segment);
    }
  }
  return opening === "" ? sentences : [...sentences, opening];
}

/** An abbreviation at the end, or a closing quote or bracket that was cut off. */
function continues(before: string, next: string): boolean {
  return (
    /\b(?:Co|Corp|Ltd|Inc|No|Nos|Art|Dr|Mr|Ms|Mrs|St|vs|e\.g|i\.e|U\.S)\.\s*$/u.test(before) ||
    /^(?:[”’)\]」』》]|["'](?=\s|$))/u.test(next)
  );
}

function segmenterFor(lang: string): Intl.Segmenter {
  const known = segmenters.get(lang);
  if (known !== undefined) return known;
  const made = new Intl.Segmenter(lang, { granularity: "sentence" });
  segmenters.set(lang, made);
  return made;
}
