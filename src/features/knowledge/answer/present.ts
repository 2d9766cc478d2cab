import { languageName } from "../../../i18n/languages.ts";
import type { Source } from "../../../message/outgoing.ts";
import {
  type Block,
  type LanguageTag,
  type Localizable,
  literal,
  localized,
  sequence,
  written,
} from "../../../message/text.ts";
import { exhaustive } from "../../../shared/exhaustive.ts";
import type { Answer, Citation, PartAnswer } from "./answer.ts";
import { MAX_QUESTION } from "./screen.ts";

/**
 * The words of an answer: our frame as keys, in the reader's language at delivery, and the quotes as written, each with
 * the number of its source.
 */
export function presentAnswer(answer: Answer, reader: LanguageTag): Localizable {
  const several = answer.parts.length > 1;
  const texts = answer.parts.flatMap((part) => [
    ...(several ? [localized("knowledge.part", { question: written(part.question) })] : []),
    ...presentPart(part, several),
  ]);
  return sequence(...texts, ...foreignNote(answer, reader));
}

function presentPart(part: PartAnswer, several: boolean): Localizable[] {
  switch (part.outcome) {
    case "answered":
      return [...(several ? [] : [localized("knowledge.lead")]), ...part.citations.map(quoteOf)];
    case "unanswerable.noDocuments":
      return [localized("knowledge.noDocuments")];
    case "unanswerable.notCovered":
      return [localized("knowledge.notCovered"), ...nearestOf(part)];
    case "refused.empty":
      return [localized("knowledge.empty")];
    case "refused.tooLong":
      return [localized("knowledge.tooLong", { length: part.question.length, max: MAX_QUESTION })];
    case "refused.unreadable":
      return [localized("knowledge.unreadable")];
    default:
      return exhaustive(part.outcome);
  }
}

function quoteOf({ n, quote, lang }: Citation): Localizable {
  const block: Block = { kind: "quote", lang, spans: [literal(quote), literal(" "), { kind: "citation", n }] };
  return { written: [block], lang };
}

function nearestOf({ nearest }: PartAnswer): Localizable[] {
  if (nearest === null) return [];
  const { title, heading, lang } = nearest;
  const inner = headingWithin(title, heading);
  const place = inner === null ? title : `${title} – ${inner}`;
  return [localized("knowledge.nearest", { place: written(place, lang) })];
}

/** Quotes in another language than the reader's are marked with it. */
function foreignNote(answer: Answer, reader: LanguageTag): Localizable[] {
  const primary = (tag: string): string => tag.split("-")[0] ?? tag;
  const foreign = answer.parts
    .flatMap(({ citations }) => citations.map(({ lang }) => lang))
    .filter((lang) => primary(lang) !== primary(reader) && lang !== "und");
  const [first] = foreign;
  return first === undefined ? [] : [localized("knowledge.foreignQuotes", { language: languageName(first, reader) })];
}

/** The headings above a quote, without the document's own title, which stands beside them anyway. */
export function headingWithin(title: string, heading: string | null): string | null {
  const parts = heading?.split(" > ") ?? [];
  const inner = parts[0] === title ? parts.slice(1) : parts;
  return inner.length === 0 ? null : inner.join(" › ");
}

/** The sources of an answer, each opened by `act`. */
export function presentSources<A>(answer: Answer, act: (citation: Citation) => A): Source<A>[] {
  return answer.parts.flatMap(({ citations }) =>
    citations.map((citation) => ({
      n: citation.n,
      title: citation.title,
      issuer: citation.issuer,
      published: citation.published,
      from: citation.from,
      until: citation.until,
      heading: headingWithin(citation.title, citation.heading),
      quote: citation.quote,
      lang: citation.lang,
      origin: citation.basis ?? citation.source,
      url: citation.url,
      act: act(citation),
    })),
  );
}
