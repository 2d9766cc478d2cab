import type { RankedPassage } from "../retrieval/retriever.ts";
import { shadowedBy } from "../translations.ts";
import { isInForce, type ShownVersion } from "../validity.ts";
import type { Outdated } from "./answer.ts";
import type { Context } from "./context.ts";

/** How many passages an answer reports, and how many are looked at to find those. */
const TOP = 12;
const LOOKED_AT = 48;
/** Text that is not in force is named where it fits at least so well as the best that is. */
const OUTRANKS = 1;

/** Finds the passages in force, and the text that would have come first if it still were. */
export async function retrieve(context: Context): Promise<Context> {
  const { question, live, lang, asOf } = context;
  if (question === null) return context;
  const all = await live.retrieve({ query: question.query, lang, top: LOOKED_AT, asOf: null });
  const versionOf = ({ document, version }: RankedPassage) => live.versions.get(`${document}@${version}`);
  const isCurrent = (passage: RankedPassage): boolean => {
    const version = versionOf(passage);
    return version !== undefined && isInForce(version.validity, asOf);
  };
  const shadowed = shadowedBy(lang, live.documentsOn(asOf));
  const shown = all.filter(({ document }) => !shadowed.has(document));
  const found = shown.some(isCurrent)
    ? shown.filter(isCurrent).slice(0, TOP)
    : await live.retrieve({ query: question.query, lang, top: TOP, asOf });
  const [best] = found;
  const past = shown.find((passage) => !isCurrent(passage));
  const outranks = past !== undefined && past.score >= (best?.score ?? 0) * OUTRANKS;
  return { ...context, found, outdated: outranks ? describe(versionOf(past), asOf) : null };
}

function describe(version: ShownVersion | undefined, asOf: string): Outdated | null {
  if (version === undefined) return null;
  const { meta, validity } = version;
  const { from, until, replacedBy } = validity;
  return {
    title: meta.title,
    lang: meta.lang,
    from,
    until,
    ahead: from !== null && from > asOf,
    replacedBy: replacedBy !== null && replacedBy.since <= asOf ? replacedBy : null,
  };
}
