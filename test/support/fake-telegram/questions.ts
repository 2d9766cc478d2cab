import { badRequest } from "./refusal.ts";
import type { Time } from "./time.ts";

/** A press or an inline query that the bot should answer. */
type Question<Answer> = { readonly at: number; readonly resolve: (answer: Answer) => void };

/** Open questions: each can be answered once, within a window. */
export type Questions<Answer> = {
  readonly ask: () => { readonly id: string; readonly answer: Promise<Answer> };
  /** Throws Telegram's refusal where the id is unknown, too old, or was answered. */
  readonly answer: (id: string, answer: Answer) => void;
};

export function createQuestions<Answer>(time: Time, windowMs: number, seed: number): Questions<Answer> {
  const open = new Map<string, Question<Answer>>();
  let count = 0;

  const forgetOld = (): void => {
    for (const [id, { at }] of open) {
      if (at > time.now() - windowMs) return;
      open.delete(id);
    }
  };

  return {
    ask: () => {
      forgetOld();
      count += 1;
      const id = String(4_382_000_000_000_000_000n + BigInt(seed >>> 0) * 1_000_003n + BigInt(count) * 7_919n);
      const answer = new Promise<Answer>((resolve) => open.set(id, { at: time.now(), resolve }));
      return { id, answer };
    },
    answer: (id, answer) => {
      forgetOld();
      const question = open.get(id);
      if (question === undefined)
        throw badRequest("query is too old and response timeout expired or query ID is invalid");
      open.delete(id);
      question.resolve(answer);
    },
  };
}
