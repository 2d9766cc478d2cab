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
import { primaryOf } from "../retrieval/analyse.ts";
import type { Answer, Citation, PartAnswer } from "./answer.ts";
import { localFigure } from "./local-figure.ts";
import { MAX_QUESTION } from "./screen.ts";

/**
 * The words of an answer: our frame as keys, in the reader's language at delivery, and the quotes as written, each with
 * the number of its source.
 */
export function presentAnswer(answer: Answer, reader: LanguageTag): Localizable {
  const several = answer.parts.length > 1;
  const texts = answer.parts.flatMap((part) => [
    ...(several ? [localized("knowledge.part", { question: written(part.question) })] : []),
    ...presentPart(part, several, reader),
  ]);
  return sequence(...texts, ...foreignNote(answer, reader));
}

function presentPart(part: PartAnswer, several: boolean, reader: LanguageTag): Localizable[] {
  switch (part.outcome) {
    case "answered":
      return [
        ...figureOf(part, reader),
        ...(several || part.figure !== null ? [] : [localized("knowledge.lead")]),
        ...part.citations.map(quoteOf),
        ...relativeOf(part),
        ...outdatedOf(part),
      ];
    case "unanswerable.noDocuments":
      return [localized("knowledge.noDocuments")];
    case "unanswerable.notCovered":
      return [localized("knowledge.notCovered"), ...outdatedOf(part), ...nearestOf(part)];
    case "unanswerable.otherYear":
      return [localized("knowledge.otherYear", { year: part.asked ?? "" }), ...nearestOf(part), ...relativeOf(part)];
    case "unanswerable.otherPlace":
      return [localized("knowledge.otherPlace"), ...nearestOf(part)];
    case "unanswerable.planOnly":
      return [localized("knowledge.planOnly"), ...nearestOf(part)];
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

/** The figure that was asked for: as the reader writes it, beside the words of the document where those differ. */
function figureOf({ figure, citations }: PartAnswer, reader: LanguageTag): Localizable[] {
  const [first] = citations;
  if (figure === null || first === undefined) return [];
  const said = written(figure, first.lang);
  const local = primaryOf(first.lang) === primaryOf(reader) ? null : localFigure(figure, first.lang, reader);
  return [
    local === null || figure.includes(local)
      ? localized("knowledge.figure", { figure: said })
      : localized("knowledge.figureBoth", { local, figure: said }),
  ];
}

function quoteOf({ n, quote, lang }: Citation): Localizable {
  const block: Block = { kind: "quote", lang, spans: [literal(quote), literal(" "), { kind: "citation", n }] };
  return { written: [block], lang };
}

function relativeOf({ relative, citations, nearest }: PartAnswer): Localizable[] {
  if (relative === null) return [];
  const words = written(relative.words, citations[0]?.lang ?? nearest?.lang ?? null);
  return [
    relative.year === null
      ? localized("knowledge.relativeUnknown", { words })
      : localized("knowledge.relativeYear", { words, year: String(relative.year) }),
  ];
}

/** A text that is not in force on the asked day, and what took its place. */
function outdatedOf({ outdated }: PartAnswer): Localizable[] {
  if (outdated === null) return [];
  const title = written(outdated.title, outdated.lang);
  const day = (date: string) => ({ date, style: "date" }) as const;
  if (outdated.replacedBy !== null)
    return [
      localized("knowledge.replaced", {
        title,
        by: written(outdated.replacedBy.title),
        since: day(outdated.replacedBy.since),
      }),
    ];
  if (outdated.ahead && outdated.from !== null)
    return [localized("knowledge.notYet", { title, from: day(outdated.from) })];
  return outdated.until === null ? [] : [localized("knowledge.expired", { title, until: day(outdated.until) })];
}

function nearestOf({ nearest }: PartAnswer): Localizable[] {
  if (nearest === null) return [];
  const { title, heading, lang, quote } = nearest;
  const inner = headingWithin(title, heading);
  const place = written(inner === null ? title : `${title} – ${inner}`, lang);
  if (quote === null) return [localized("knowledge.nearest", { place })];
  const block: Block = { kind: "quote", lang, spans: [literal(quote), literal(` (${title})`)] };
  return [localized("knowledge.covered"), { written: [block], lang }];
}

/** Quotes in another language than the reader's are marked with it. */
function foreignNote(answer: Answer, reader: LanguageTag): Localizable[] {
  const foreign = answer.parts
    .flatMap(({ citations }) => citations.map(({ lang }) => lang))
    .filter((lang) => primaryOf(lang) !== primaryOf(reader) && lang !== "und");
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
