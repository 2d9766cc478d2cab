import { understand } from "../question/understand.ts";
import { confidenceOf, SURE_ENOUGH, signalsOf } from "./answerable.ts";
import { rankSentences } from "./candidates.ts";
import { compose } from "./compose.ts";
import { checkConstraints } from "./constraints.ts";
import type { Context, Step } from "./context.ts";
import { gate } from "./gate.ts";
import { retrieve } from "./retrieve.ts";
import { selectEvidence } from "./select.ts";

/** The way from one question to its answer. A step that sets an outcome ends it; composing and the gate always run. */
const STEPS: readonly Step[] = [resolveFollowUpAndExpand, retrieve, rank, keepConstraints, judge, select];

/** Answers one question of a message. */
export async function runSteps(context: Context): Promise<Context> {
  let current = context;
  for (const step of STEPS) {
    if (current.outcome !== null) break;
    current = await step(current);
  }
  return gate(compose(current));
}

function resolveFollowUpAndExpand(context: Context): Context {
  const { text, lang, previous, together } = context;
  return { ...context, question: understand(text, { lang, previous, together }, context) };
}

function rank(context: Context): Context {
  const { question, found, read, live } = context;
  return question === null ? context : { ...context, ranked: rankSentences(question, found, { read, idf: live.idf }) };
}

/** Evidence about another year or place is passed over. Where nothing else comes near, the answer says so. */
function keepConstraints(context: Context): Context {
  const { question, ranked, live, placesIn } = context;
  const [first] = ranked;
  if (question === null || first === undefined) return { ...context, outcome: "unanswerable.notCovered" };
  const checked = ranked.map((sentence) => {
    const published = live.versions.get(`${sentence.passage.document}@${sentence.passage.version}`)?.meta.published;
    return { sentence, check: checkConstraints(question, sentence, published ?? null, placesIn) };
  });
  const met = checked.filter(({ check }) => check.status === "met");
  const [top] = checked;
  const [best] = met;
  if (best !== undefined && best.sentence.score >= first.score * NEAR)
    return {
      ...context,
      ranked: met.map(({ sentence }) => sentence),
      relative: best.check.relative,
    };
  if (top === undefined || top.check.status === "met") return { ...context, outcome: "unanswerable.notCovered" };
  return {
    ...context,
    asked: top.check.asked,
    relative: top.check.relative,
    outcome: OTHER[top.check.kind],
  };
}

const OTHER = {
  year: "unanswerable.otherYear",
  place: "unanswerable.otherPlace",
  outcome: "unanswerable.planOnly",
} as const;

/** How near the best sentence that keeps to the question must come to the best of all. */
const NEAR = 0.6;

function judge(context: Context): Context {
  const { question, ranked } = context;
  const [best] = ranked;
  if (question === null || best === undefined) return { ...context, outcome: "unanswerable.notCovered" };
  const confidence = confidenceOf(signalsOf(question, best));
  return { ...context, confidence, outcome: confidence < SURE_ENOUGH ? "unanswerable.notCovered" : null };
}

function select(context: Context): Context {
  return { ...context, evidence: selectEvidence(context.ranked), outcome: "answered" };
}
