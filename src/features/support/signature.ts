import { z } from "zod";
import { ASKED } from "./asked-words.ts";

const texts = z.array(z.string()).readonly();

const ideaSchema = z
  .object({
    /** The usual English names of the terms that its words may mean; none for a word that the lexicon lacks. */
    names: texts,
    /** The names of terms that mean nearly the same. */
    akin: texts,
    /** Its words in base form, as they were asked. */
    tokens: texts,
    /** The same in English, each way that it may be said. */
    english: z.array(texts).readonly(),
    /** True for what is done or how it is, rather than what with: it tells less. */
    light: z.boolean(),
  })
  .readonly();
/** One idea of a question. */
export type Idea = z.infer<typeof ideaSchema>;

/** The shape in which a signature lies in the store. */
export const signatureSchema = z
  .object({
    /** Its letters and digits alone: two of the same are the same question, whatever they tell. */
    exact: z.string(),
    /** The primary subtag of what it is written in. */
    lang: z.string(),
    ideas: z.array(ideaSchema).readonly(),
    /** The places it names, each with the readings that are possible. */
    places: z.array(texts).readonly(),
    /** Years and other numbers, in order. */
    numbers: texts,
    asked: z.array(z.enum(ASKED)).readonly(),
  })
  .readonly();

/** What of a question is compared: free of its order, its wording and, where the glossary knows the words, its language. */
export type QuestionSignature = z.infer<typeof signatureSchema>;

/** True for a question that names at most places and numbers, such as "And in 2019?": it leans on the one before it. */
export function isBare({ ideas }: QuestionSignature): boolean {
  return ideas.length === 0;
}

/** A bare question after another one: about the same, with its own places, numbers and kind of answer where it has any. */
export function following(before: QuestionSignature, bare: QuestionSignature): QuestionSignature {
  return {
    exact: `${before.exact} ${bare.exact}`,
    lang: bare.lang,
    ideas: before.ideas,
    places: bare.places.length > 0 ? bare.places : before.places,
    numbers: bare.numbers.length > 0 ? bare.numbers : before.numbers,
    asked: bare.asked.length > 0 ? bare.asked : before.asked,
  };
}

/** What an idea is counted under. */
export function keyOf({ names, tokens }: Idea): string {
  return names[0] ?? tokens[0] ?? "";
}

/** What a question is found by: its ideas under all of their names, its places, numbers and kinds of answer. */
export function keysOf({ ideas, places, numbers, asked }: QuestionSignature): string[] {
  return [
    ...new Set([
      ...ideas.flatMap((idea) => (idea.names.length > 0 ? [...idea.names, ...idea.akin] : [keyOf(idea)])),
      ...places.flat().map((place) => `@${place}`),
      ...numbers.map((number) => `#${number}`),
      ...asked.map((kind) => `?${kind}`),
    ]),
  ];
}
