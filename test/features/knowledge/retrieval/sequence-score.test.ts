import { describe, expect, test } from "vitest";
import {
  fingerprint,
  GAP,
  SENTENCE_END,
  shortFingerprint,
} from "../../../../src/features/knowledge/retrieval/fingerprint.ts";
import { createSequenceScorer } from "../../../../src/features/knowledge/retrieval/sequence-score.ts";

const short = (word: string) => shortFingerprint(fingerprint(word));

/** A passage: words, `-` where a stop word was left out, and `.` at the end of a sentence. */
const passageOf = (words: string) =>
  Uint16Array.from(words.split(" "), (word) => (word === "." ? SENTENCE_END : word === "-" ? GAP : short(word)));

/** Scores by a question of words that weigh one each. */
function scorerOf(question: string) {
  const words = question.split(" ");
  return createSequenceScorer({
    weights: new Map(words.map((word) => [short(word), 1])),
    pairs: words.slice(1).map((word, index) => [short(words[index] ?? ""), short(word), 1]),
    sentenceLength: 4,
  });
}

function score(question: string, passage: string) {
  const tokens = passageOf(passage);
  return scorerOf(question)(tokens, 0, tokens.length);
}

describe("neighbours of the question", () => {
  test("count where they stand together", () => {
    expect(score("overseas warehouse", "an overseas warehouse opened .").pairs).toBeCloseTo(1);
    expect(score("overseas warehouse", "warehouse overseas .").pairs).toBe(0);
    expect(score("overseas warehouse", "overseas and big warehouse .").pairs).toBe(0);
  });

  test("do not across a stop word or the end of a sentence", () => {
    expect(score("overseas warehouse", "overseas - warehouse .").pairs).toBe(0);
    expect(score("overseas warehouse", "he went overseas . warehouse work .").pairs).toBe(0);
  });
});

describe("the best sentence", () => {
  test("holds more of the question than the same words scattered over several", () => {
    const together = score("silk price hangzhou", "silk price hangzhou . a b c .").sentence;
    const apart = score("silk price hangzhou", "silk a b . price c hangzhou .").sentence;
    expect(together).toBeGreaterThan(apart);
    expect(score("silk", "tea . jade .").sentence).toBe(0);
  });

  test("is the better one of two that hold the same, if it is the shorter", () => {
    expect(score("silk", "silk came .").sentence).toBeGreaterThan(
      score("silk", "silk came in by train from it .").sentence,
    );
  });
});

test("each word of the question covers once, however often it stands there", () => {
  expect(score("silk price", "silk silk silk . silk .").coverage).toBe(1);
  expect(score("silk price", "silk . price .").coverage).toBe(2);
});

test("only the given stretch is read", () => {
  const tokens = passageOf("silk . tea . silk .");
  const scoreSilk = scorerOf("silk");
  expect(scoreSilk(tokens, 2, 4).coverage).toBe(0);
  expect(scoreSilk(tokens, 4, 6).coverage).toBe(1);
});

test("nothing of one passage is counted in the next", () => {
  const scoreOf = scorerOf("silk price");
  const [held, other] = [passageOf("silk price"), passageOf("silk tea .")];
  const alone = scorerOf("silk price")(other, 0, other.length);
  scoreOf(held, 0, held.length);
  expect(scoreOf(other, 0, other.length)).toEqual(alone);
});

test("the fingerprint of a word is never a mark", () => {
  for (let index = 0; index < 200_000; index++)
    if (short(`w${index}`) <= SENTENCE_END) throw new Error(`w${index} is a mark`);
  expect(shortFingerprint({ high: 0x10000, low: 0 })).toBeGreaterThan(SENTENCE_END);
});
