import { fold } from "../retrieval/fold.ts";

/** True where a question asks what really came of something: a plan is no answer to that. */
export function asksForOutcome(question: string): boolean {
  return OUTCOME.test(fold(question, "en"));
}

/** True where a sentence tells of what is planned or expected, not of what was done. */
export function isPlan(sentence: string): boolean {
  return PLAN.test(fold(sentence, "en"));
}

/** Over folded text. */
const OUTCOME =
  /\b(?:really|actually|in the end|did .* (?:hit|reach|meet|achieve)|was .* (?:reached|met|achieved))\b|实际|真的|最后|达成|完成了|达到了|到底.*了吗|実績|実際|達成|gercekten|gerceklest|ulasildi mi|tuttu mu|فعلا|تحقق|فعليا|реально|фактически|на самом деле|достиг|получилось|realmente|de verdad|se (?:cumplio|alcanzo|logro)|reellement|vraiment|(?:ete|a) atteint|tatsachlich|wirklich|erreicht|naprawde|faktycznie|osiagn|udalo sie|จริง|สําเร็จ|สำเร็จ|ทําได้|ทำได้|वास्तव|असल|पूरा हुआ|हासिल/u;

const PLAN =
  /\b(?:will|would|plans?|planned|planning|expected|expects?|aims?|target|targets|goal|is to|are to|seeking to|by 20\d\d|afoot)\b|将|计划|预计|力争|目标|拟|争取|到20\d\d年/u;
