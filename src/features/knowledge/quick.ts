import type { Feature, QuickReply } from "../../conversation/feature.ts";
import { type Localizable, localized, sequence, written } from "../../message/text.ts";
import type { Answer } from "./answer/answer.ts";
import type { Asker } from "./answer/ask.ts";
import { presentAnswer, presentSources } from "./answer/present.ts";

/** Answers for where a person only looks: the words, and the sources as lines below them. Nothing is kept. */
export function createQuickAnswer(ask: Asker): NonNullable<Feature["quick"]> {
  return async (question, { language, writtenIn, now }) => {
    const answer = await ask({ question, lang: writtenIn ?? language, previous: null, asOf: now.slice(0, 10) });
    return quickReply(answer, language);
  };
}

function quickReply(answer: Answer, language: string): QuickReply {
  const [first] = answer.parts;
  const citation = first?.citations[0];
  const sources = presentSources(answer, () => null).map(
    ({ n, title, issuer, lang }): Localizable =>
      written(`[${n}] ${title}${issuer === null ? "" : ` · ${issuer}`}`, lang),
  );
  const words = first?.figure ?? citation?.quote;
  return {
    title: words === undefined ? localized("knowledge.notCovered") : written(words),
    text: sequence(presentAnswer(answer, language), ...(sources.length === 0 ? [] : [{ lines: sources }])),
    answered: answer.outcome === "answered",
  };
}
