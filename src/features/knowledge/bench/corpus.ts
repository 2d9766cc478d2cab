import { createRandom } from "../../../shared/random.ts";
import { splitSentences } from "../sentences.ts";
import type { BenchDoc } from "./contender.ts";
import type { BenchQuery, Dataset } from "./dataset.ts";

/** About how many characters a passage of the speed measurements has. */
const PASSAGE = 400;
/** What has no sentence marks, such as Thai, is cut at this length. */
const PIECE = 150;

/** `count` passages of about 400 characters, made of a data set's sentences in a new order; the same for the same seed. */
export function recombine(dataset: Dataset, count: number, seed: number): readonly BenchDoc[] {
  const pieces = dataset.docs.flatMap(({ text }) => splitSentences(text, dataset.lang).flatMap(cut));
  const random = createRandom(seed);
  const average = pieces.reduce((sum, piece) => sum + piece.length, 0) / Math.max(1, pieces.length);
  return Array.from({ length: count }, (_, index) => {
    let text = "";
    while (text.length < PASSAGE - average / 2) text += `${pick(pieces, random)} `;
    return { id: String(index), text: text.trim(), lang: dataset.lang };
  });
}

/** `count` of a data set's questions, or all where there are fewer; the same for the same seed. */
export function sampleQueries(dataset: Dataset, count: number, seed: number): readonly BenchQuery[] {
  const random = createRandom(seed);
  return dataset.queries
    .map((query) => ({ query, order: random() }))
    .sort((one, other) => one.order - other.order)
    .slice(0, count)
    .map(({ query }) => query);
}

function cut(sentence: string): string[] {
  const text = sentence.trim();
  if (text === "") return [];
  if (text.length <= PASSAGE) return [text];
  const letters = Array.from(text);
  return Array.from({ length: Math.ceil(letters.length / PIECE) }, (_, index) =>
    letters.slice(index * PIECE, (index + 1) * PIECE).join(""),
  );
}

function pick(pieces: readonly string[], random: () => number): string {
  return pieces[Math.floor(random() * pieces.length)] ?? " ";
}
