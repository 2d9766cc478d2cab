import { detectLanguage } from "../../../i18n/detect.ts";
import type { LanguageTag } from "../../../message/text.ts";
import type { KnowledgeBase, LiveKnowledge } from "../knowledge-base.ts";
import type { Analyser } from "../retrieval/analyse.ts";
import type { PlaceReader, QueryExpander } from "../retrieval/expand.ts";
import type { RankedPassage } from "../retrieval/retriever.ts";
import type { Answer, Outcome, PartAnswer } from "./answer.ts";
import type { Context } from "./context.ts";
import { createPassageReader } from "./read-passage.ts";
import { screen } from "./screen.ts";
import { splitParts } from "./split-parts.ts";
import { runSteps } from "./steps.ts";

export type AskRequest = {
  readonly question: string;
  /** What the question is written in; null where that is to be told from the question. */
  readonly lang: LanguageTag | null;
  /** The question before it, which a short follow-up leans on. */
  readonly previous: string | null;
  /** The day whose rules are asked for, as an ISO date. */
  readonly asOf: string;
};

/** Answers questions from the live documents, and says where each word stands. It never fails for want of an answer. */
export type Asker = (request: AskRequest) => Promise<Answer>;

export type AskerDeps = {
  readonly knowledge: KnowledgeBase;
  readonly expand: QueryExpander;
  readonly placesIn: PlaceReader;
  readonly analyser: Analyser;
};

/** A message on its way to its questions. */
type Message = {
  readonly text: string;
  readonly lang: LanguageTag;
  readonly live: LiveKnowledge;
  readonly parts: readonly string[];
  /** Set by the step that refuses it. */
  readonly outcome: Outcome | null;
};

/** What is done with a message before its questions are answered one by one, each on the way of `steps.ts`. */
const MESSAGE_STEPS: readonly ((message: Message) => Message)[] = [
  screenMessage,
  detectMessageLanguage,
  requireDocuments,
  splitMessage,
];

export function createAsker(given: AskerDeps): Asker {
  const deps = { ...given, read: createPassageReader(given.analyser) };
  return async (request) => {
    const live = await deps.knowledge.live();
    let message: Message = { text: request.question, lang: request.lang ?? "", live, parts: [], outcome: null };
    for (const step of MESSAGE_STEPS) if (message.outcome === null) message = step(message);
    if (message.outcome !== null) return emptyAnswer(request, message.outcome);
    const done: Context[] = [];
    for (const text of message.parts) {
      const numbered = done.reduce((sum, { answer }) => sum + (answer?.citations.length ?? 0), 0);
      const together = done.length > 0;
      const previous = done.at(-1)?.text ?? request.previous;
      done.push(await runSteps(beginPart(deps, message, { asOf: request.asOf, text, previous, together, numbered })));
    }
    return joinParts(request, done);
  };
}

function screenMessage(message: Message): Message {
  return { ...message, outcome: screen(message.text) };
}

function detectMessageLanguage(message: Message): Message {
  return message.lang === "" ? { ...message, lang: questionLanguage(message.text) } : message;
}

/** What a question is written in; English where that can't be told for sure. */
export function questionLanguage(question: string): LanguageTag {
  const { language, sure } = detectLanguage(question, null);
  return sure && language !== null ? language : "en";
}

function requireDocuments(message: Message): Message {
  return message.live.versions.size === 0 ? { ...message, outcome: "unanswerable.noDocuments" } : message;
}

function splitMessage(message: Message): Message {
  return { ...message, parts: splitParts(message.text) };
}

function beginPart(
  { expand, placesIn, analyser, read }: AskerDeps & Pick<Context, "read">,
  { live, lang }: Message,
  part: Pick<Context, "asOf" | "text" | "previous" | "together" | "numbered">,
): Context {
  return {
    ...{ expand, placesIn, analyser, read, live, lang, ...part },
    question: null,
    found: [],
    outdated: null,
    ranked: [],
    relative: null,
    asked: null,
    evidence: [],
    confidence: 0,
    outcome: null,
    answer: null,
  };
}

function emptyAnswer({ question }: AskRequest, outcome: Outcome): Answer {
  const part: PartAnswer = {
    question,
    outcome,
    figure: null,
    citations: [],
    relative: null,
    asked: null,
    outdated: null,
    nearest: null,
  };
  return { question, outcome, mode: "extractive", parts: [part], confidence: 0, passages: [] };
}

function joinParts({ question }: AskRequest, done: readonly Context[]): Answer {
  const parts = done.flatMap(({ answer }) => (answer === null ? [] : [answer]));
  return {
    question,
    outcome: parts.some(({ outcome }) => outcome === "answered")
      ? "answered"
      : (parts[0]?.outcome ?? "unanswerable.notCovered"),
    mode: "extractive",
    parts,
    confidence: Math.min(...done.map(({ confidence }) => confidence)),
    passages: inOrder(done.map(({ found }) => found)),
  };
}

/** The passages of all parts, best first, each once. */
function inOrder(found: readonly (readonly RankedPassage[])[]): RankedPassage[] {
  const seen = new Set<string>();
  return found
    .flat()
    .toSorted((one, other) => (found.length === 1 ? 0 : other.score - one.score))
    .filter(({ document, version, ordinal }) => {
      const key = `${document}@${version}#${ordinal}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}
