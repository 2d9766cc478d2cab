import type { DocumentMeta } from "../document.ts";
import type { Citation, Nearest, PartAnswer } from "./answer.ts";
import type { Context } from "./context.ts";
import { findKeyFigure } from "./key-figure.ts";
import type { Evidence } from "./select.ts";

/** Puts the answer together from what the steps found: quotes with their sources, or why there are none. */
export function compose(context: Context): Context {
  const { text, outcome, ranked, question, evidence, numbered } = context;
  const answered = outcome === "answered";
  const answer: PartAnswer = {
    question: text,
    outcome: outcome ?? "unanswerable.notCovered",
    figure:
      answered && question !== null && ranked[0] !== undefined ? findKeyFigure(question, ranked[0], context) : null,
    citations: answered ? evidence.flatMap((one, index) => cite(context, one, numbered + index + 1)) : [],
    relative: context.relative,
    asked: context.asked,
    outdated: context.outdated,
    nearest: answered ? null : findNearest(context),
  };
  return { ...context, answer };
}

/** Where something else of what was asked for is told, the words that tell it; else only the place. */
function findNearest({ outcome, found, ranked }: Context): Nearest | null {
  const [sentence] = ranked;
  const isTold = outcome !== "unanswerable.notCovered" && sentence !== undefined;
  const nearest = isTold ? sentence.passage : found[0];
  if (nearest === undefined) return null;
  const { title, heading, lang } = nearest;
  return { title, heading, lang, quote: isTold ? sentence.text : null };
}

function cite({ live }: Context, { passage, quote }: Evidence, n: number): Citation[] {
  const shown = live.versions.get(`${passage.document}@${passage.version}`);
  if (shown === undefined) return [];
  const { meta, version, source, validity } = shown;
  return [
    {
      n,
      document: passage.document,
      version,
      title: meta.title,
      issuer: meta.issuer,
      source: meta.sourceUrl ?? source,
      url:
        meta.sourceUrl ?? meta.sources.find(({ url }) => url !== undefined && /^https?:\/\//u.test(url))?.url ?? null,
      basis: meta.sources.length === 0 ? null : meta.sources.map(nameOfSource).join("; "),
      published: meta.published,
      from: validity.from,
      until: validity.until,
      heading: passage.heading,
      quote,
      lang: meta.lang,
    },
  ];
}

function nameOfSource({ title, publisher, date }: DocumentMeta["sources"][number]): string {
  const details = [publisher, date].filter((detail) => detail != null && detail !== "");
  return details.length === 0 ? title : `${title} (${details.join(", ")})`;
}
