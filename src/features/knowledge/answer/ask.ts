import type { LanguageTag } from "../../../message/text.ts";
import type { DocumentMeta } from "../document.ts";
import type { KnowledgeBase, LiveKnowledge } from "../knowledge-base.ts";
import type { QueryExpander } from "../retrieval/expand.ts";
import type { RankedPassage } from "../retrieval/retriever.ts";
import { shadowedBy } from "../translations.ts";
import type { Answer, Citation, PartAnswer } from "./answer.ts";
import { screen } from "./screen.ts";
import { type Evidence, selectEvidence } from "./select.ts";
import { splitParts } from "./split-parts.ts";

export type AskRequest = {
  readonly question: string;
  /** What the question is written in. */
  readonly lang: LanguageTag;
  /** The question before it, which a short follow-up leans on. */
  readonly previous: string | null;
  /** The day whose rules are asked for, as an ISO date. */
  readonly asOf: string;
};

/** Answers questions from the live documents, and says where each word stands. It never fails for want of an answer. */
export type Asker = (request: AskRequest) => Promise<Answer>;

/** How many passages an answer reports. */
const TOP = 12;
/** The share of the question's telling words that a passage must hold to be evidence: set on development questions. */
const COVERED = 0.4;

export function createAsker(deps: { readonly knowledge: KnowledgeBase; readonly expand: QueryExpander }): Asker {
  return async (request) => {
    const refused = screen(request.question);
    if (refused !== null) return emptyAnswer(request, refused);
    const live = await deps.knowledge.live(request.asOf);
    if (live.documents.size === 0) return emptyAnswer(request, "unanswerable.noDocuments");
    const asked = splitParts(request.question);
    const parts: PartAnswer[] = [];
    const passages: RankedPassage[] = [];
    let confidence = 1;
    for (const question of asked) {
      const part = { ...request, question: inContext(deps.expand, { ...request, question }) };
      const found = retrieve(live, part);
      const quoted = parts.reduce((sum, { citations }) => sum + citations.length, 0);
      parts.push({ ...answerPart(deps.expand, live, part, found, quoted), question });
      confidence = Math.min(confidence, found[0]?.coverage ?? 0);
      passages.push(...found);
    }
    const outcome = parts.some((part) => part.outcome === "answered")
      ? "answered"
      : (parts[0]?.outcome ?? "unanswerable.notCovered");
    return {
      question: request.question,
      outcome,
      mode: "extractive",
      parts,
      confidence,
      passages: inOrder(passages, asked.length),
    };
  };
}

function emptyAnswer({ question }: AskRequest, outcome: Answer["outcome"]): Answer {
  const part: PartAnswer = { question, outcome, citations: [], nearest: null };
  return { question, outcome, mode: "extractive", parts: [part], confidence: 0, passages: [] };
}

/** Passages in force, in the reader's own language where a note has one. */
function retrieve(live: LiveKnowledge, { question, lang, asOf }: AskRequest): readonly RankedPassage[] {
  const shadowed = shadowedBy(lang, live.documents);
  return live.retriever
    .search({ text: question, lang, top: TOP * 2 })
    .filter(({ document }) => !shadowed.has(document) && isInForce(live.documents.get(document)?.meta, asOf))
    .slice(0, TOP);
}

/** A question that names only years and places ("And in 2019?") leans on the one before it. */
function inContext(expand: QueryExpander, { question, previous, lang }: AskRequest): string {
  const bare = expand(question, lang, []).concepts.every(({ kind }) => kind === "number" || kind === "place");
  return bare && previous !== null ? `${previous} ${question}` : question;
}

/** A document without dates is in force always. */
function isInForce(meta: DocumentMeta | undefined, day: string): boolean {
  const from = meta?.from ?? null;
  const until = meta?.until ?? null;
  return (from === null || from <= day) && (until === null || until >= day);
}

function answerPart(
  expand: QueryExpander,
  live: LiveKnowledge,
  { question, lang }: AskRequest,
  found: readonly RankedPassage[],
  numbered: number,
): PartAnswer {
  const best = found[0];
  const nearest = best === undefined ? null : { title: best.title, heading: best.heading, lang: best.lang };
  // What is about something or somewhere else is passed over; of the rest, only what holds enough may be quoted.
  const fitting = found.filter(({ topical }) => topical);
  const telling = fitting.filter(({ coverage }) => coverage >= COVERED);
  const targets = [...new Set(found.map((passage) => passage.lang))];
  const evidence =
    fitting[0] === telling[0] ? selectEvidence(telling, expand(question, lang, targets), live.retriever.idf) : [];
  if (evidence.length === 0) return { question, outcome: "unanswerable.notCovered", citations: [], nearest };
  return {
    question,
    outcome: "answered",
    citations: evidence.flatMap((one, index) => cite(live, one, numbered + index + 1)),
    nearest,
  };
}

function cite(live: LiveKnowledge, { passage, quote }: Evidence, n: number): Citation[] {
  const document = live.documents.get(passage.document);
  if (document === undefined) return [];
  const { meta, version, source } = document;
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
      basis: meta.sources.length === 0 ? null : meta.sources.map(nameOf).join("; "),
      published: meta.published,
      from: meta.from,
      until: meta.until,
      heading: passage.heading,
      quote,
      lang: meta.lang,
    },
  ];
}

function nameOf({ title, publisher, date }: DocumentMeta["sources"][number]): string {
  const details = [publisher, date].filter((detail) => detail != null && detail !== "");
  return details.length === 0 ? title : `${title} (${details.join(", ")})`;
}

/** Passages of several parts, taken in turns, each once. */
function inOrder(passages: readonly RankedPassage[], parts: number): RankedPassage[] {
  if (parts === 1) return [...passages];
  const seen = new Set<string>();
  return passages
    .toSorted((one, other) => other.score - one.score)
    .filter(({ document, ordinal }) => {
      const key = `${document}#${ordinal}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}
