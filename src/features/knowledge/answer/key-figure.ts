import { answersKind } from "../question/answers-kind.ts";
import type { Question } from "../question/understand.ts";
import type { Candidate } from "./candidates.ts";
import type { Context } from "./context.ts";
import { degreeOf, holdText } from "./held.ts";

/** A number with what belongs to it: currency before, scale and unit after. */
const FIGURE =
  /(?:(?:more than|over|about|around|nearly|almost|at least|up to|some|超过|约|近|至少)\s*)?(?:US\$|HK\$|A\$|C\$|\$|€|£|¥|RMB\s*|USD\s*|EUR\s*|CNY\s*)?\d+(?:[.,\u00a0\u202f]\d+)*(?:\s*(?:%|percent|per cent|percentage points?|million|billion|trillion|thousand|万亿|亿|万|千))*(?:\s*(?:yuan|dollars?|euros?|pounds?|square met(?:er|re)s?|sq ?m|m2|m²|(?:days?|months?|years?|hours?)\b(?!-)|元|美元|欧元|英镑|平方米|天|个月|年|家|人|个|届|批))?/giu;

const NUMBER = /\d+(?:[.,]\d+)*/gu;
/** A year is a date, and no figure of anything. */
const YEAR = /^\D*(?:19|20)\d\d\s*年?$/u;

/**
 * The figure that a question asks for, as the best sentence writes it: the only one there that the question does not
 * hold itself, or the one right beside what is counted. Null where that is not plain.
 */
export function findKeyFigure(question: Question, best: Candidate, context: Context): string | null {
  if (question.kind !== "figure" || !best.fitsKind) return null;
  const asked = new Set(question.text.match(NUMBER) ?? []);
  const figures = [...best.text.matchAll(FIGURE)].filter(
    ([figure]) =>
      /\d/u.test(figure) &&
      (question.manner === null || answersKind(figure, "figure", question.manner, best.passage.lang)) &&
      !(figure.match(NUMBER) ?? []).some((number) => asked.has(number)) &&
      !YEAR.test(figure),
  );
  const [only] = figures;
  if (only === undefined) return null;
  if (figures.length === 1) return only[0].trim();
  const counted = countedIn(question, best, context);
  const near = figures
    .map((match) => ({
      figure: match[0].trim(),
      distance: distanceTo(counted, match.index, match.index + match[0].length),
    }))
    .toSorted((one, other) => one.distance - other.distance);
  const [first, second] = near;
  if (first === undefined || first.distance > NEAR) return null;
  return second !== undefined && second.distance < first.distance + MARGIN ? null : first.figure;
}

/** So far from what is counted, in characters, a figure may stand; and so much nearer than any other it must. */
const NEAR = 12;
const MARGIN = 8;

/**
 * Where a sentence names what is counted, misspelt in the question or not; where the question doesn't say what that is,
 * where any of its words stand.
 */
function countedIn({ focus, concepts }: Question, { text, passage }: Candidate, context: Context): readonly number[] {
  const { analyser, live } = context;
  const counted = focus === null ? concepts.filter(({ kind }) => kind === "term" || kind === "word") : [focus];
  return [...text.matchAll(/[\p{L}\p{M}]+/gu)].flatMap(({ 0: word, index }) => {
    const held = holdText(word, passage.lang, analyser);
    return counted.some((concept) => degreeOf(concept, held, live.idf) >= NAMED) ? [index] : [];
  });
}

/** One word of a name of two is enough to stand for it. */
const NAMED = 0.3;

function distanceTo(places: readonly number[], start: number, end: number): number {
  return Math.min(...places.map((place) => (place >= end ? place - end : start - place)), Number.POSITIVE_INFINITY);
}
