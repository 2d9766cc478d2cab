import { asksForOutcome, isPlan } from "../question/actuality.ts";
import type { Question } from "../question/understand.ts";
import { relativeYearsIn, yearsIn } from "../question/years.ts";
import type { PlaceReader } from "../retrieval/expand.ts";
import type { Candidate } from "./candidates.ts";

/** How the evidence stands to what a question names: a year, a place. */
export type ConstraintCheck =
  /** It names it, or nothing of the kind is asked for. */
  | { readonly status: "met"; readonly relative: RelativeDate | null }
  /** It names another one: it answers another question. */
  | {
      readonly status: "contradicted";
      readonly kind: "year" | "place" | "outcome";
      readonly asked: string;
      readonly relative: RelativeDate | null;
    }
  /** It names none at all. */
  | {
      readonly status: "silent";
      readonly kind: "year";
      readonly asked: string;
      readonly relative: RelativeDate | null;
    };

/** Words such as `last year` that evidence dates itself by, and the year they mean; null where no date is printed. */
export type RelativeDate = { readonly words: string; readonly year: number | null };

/** Checks a sentence against the years and places of the question, by itself and by what stands around it. */
export function checkConstraints(
  question: Question,
  sentence: Candidate,
  published: string | null,
  placesIn: PlaceReader,
): ConstraintCheck {
  const place = checkPlaces(question, sentence, placesIn);
  if (place !== null) return place;
  if (asksForOutcome(question.text) && isPlan(sentence.text))
    return { status: "contradicted", kind: "outcome", asked: question.text, relative: null };
  return checkYears(question, sentence, published);
}

function checkPlaces({ places }: Question, { passage, text, before }: Candidate, placesIn: PlaceReader) {
  if (places.length === 0) return null;
  const placesOf = (words: string): readonly string[] => placesIn(words.replace(CURRENCY, " "), passage.lang);
  const heading = passage.heading?.split(" > ").at(-1) ?? "";
  // The nearest words that name a place at all decide, and the title beside them.
  const own = placesOf(text);
  const near = [own, ...before.map(placesOf), placesOf(heading)].find((found) => found.some((one) => one !== "China"));
  const titled = placesOf(passage.title);
  // A title that lists many places is about no one of them.
  const named = new Set([...(near ?? []), ...placesOf(heading), ...(titled.length <= FEW ? titled : [])]);
  named.delete("China");
  if (named.size === 0) return null;
  for (const asked of places)
    if (!asked.some((place) => named.has(place)))
      return { status: "contradicted" as const, kind: "place" as const, asked: asked[0] ?? "", relative: null };
  return null;
}

/** The country of a currency says nothing of where: `US$1.8 billion`. */
const CURRENCY =
  /\b(?:US|HK|A|C|S|NZ)(?=\$)|\b(?:US|Hong Kong|Canadian|Australian|American) dollars?\b|[美港加澳]元/giu;

/** So many places a title may name and still be about each of them. */
const FEW = 2;

function checkYears({ years }: Question, sentence: Candidate, published: string | null): ConstraintCheck {
  const written = published === null ? null : Number(published.slice(0, 4));
  const relative = relativeOf(sentence.text, written);
  if (years.length === 0) return { status: "met", relative };
  const own = yearsStated(sentence.text, written);
  const near =
    own.length > 0
      ? own
      : (sentence.before.map((words) => yearsStated(words, written)).find((found) => found.length > 0) ?? []);
  const framed = [...near, ...yearsIn(`${sentence.passage.heading ?? ""} ${sentence.passage.title}`)];
  const missing = years.find((year) => !framed.includes(year));
  // Where no year stands near, the document's own is meant.
  if (missing === undefined || (framed.length === 0 && written === missing)) return { status: "met", relative };
  return {
    status: framed.length === 0 ? "silent" : "contradicted",
    kind: "year",
    asked: String(missing),
    relative,
  };
}

function relativeOf(text: string, written: number | null): RelativeDate | null {
  const [first] = relativeYearsIn(text);
  return first === undefined ? null : { words: first.words, year: written === null ? null : written + first.distance };
}

/** The years that words name, by number or by their distance from the document's date. */
function yearsStated(words: string, written: number | null): number[] {
  const relative = written === null ? [] : relativeYearsIn(words).map(({ distance }) => written + distance);
  return [...yearsIn(words), ...relative];
}
