import { checkClaims } from "../gate/check-claims.ts";
import type { RankedPassage } from "../retrieval/retriever.ts";
import { isInForce } from "../validity.ts";
import type { Citation, PartAnswer } from "./answer.ts";
import type { Context } from "./context.ts";

/**
 * The last step of every answer. Each citation must be of a version that is shown and in force on the asked day, its
 * quote must stand in a passage that was retrieved, word by word, and the figure in front must stand in the first quote.
 * What fails is taken out; an answer without a citation is none.
 */
export function gate(context: Context): Context {
  const { answer, found, live, asOf } = context;
  if (answer === null || answer.outcome !== "answered") return context;
  const citations = answer.citations.filter((citation) => {
    const version = live.versions.get(`${citation.document}@${citation.version}`);
    return version !== undefined && isInForce(version.validity, asOf) && isVerbatim(citation, found);
  });
  if (citations.length === 0) return { ...context, outcome: "unanswerable.notCovered", answer: withdraw(answer) };
  return { ...context, answer: { ...answer, citations, figure: keepFigure(answer.figure, citations) } };
}

/** True where every stretch of the quote stands in one passage of its version, as it is written. */
export function isVerbatim(
  { document, version, quote }: Pick<Citation, "document" | "version" | "quote">,
  passages: readonly Pick<RankedPassage, "document" | "version" | "text">[],
): boolean {
  const own = passages.filter((passage) => passage.document === document && passage.version === version);
  return own.some(({ text }) => quote.split(" … ").every((stretch) => stretch !== "" && text.includes(stretch)));
}

function keepFigure(figure: string | null, [first]: readonly Citation[]): string | null {
  if (figure === null || first === undefined) return null;
  const source = { text: first.quote, lang: first.lang };
  return first.quote.includes(figure) && checkClaims({ text: figure, lang: first.lang }, [source]).length === 0
    ? figure
    : null;
}

function withdraw(answer: PartAnswer): PartAnswer {
  return { ...answer, outcome: "unanswerable.notCovered", citations: [], figure: null, relative: null };
}
