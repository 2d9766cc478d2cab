import type { Engine } from "./contender.ts";
import type { BenchQuery } from "./dataset.ts";

/** How well documents were found: means over all questions, as percentages. */
export type Quality = {
  /** Mean reciprocal rank of the first relevant document among the best ten. */
  readonly mrr10: number;
  /** Share of the relevant documents among the best one, five and ten. */
  readonly r1: number;
  readonly r5: number;
  readonly r10: number;
  /** Discounted cumulative gain of the best ten beside the ideal order (Järvelin and Kekäläinen, 2002). */
  readonly ndcg10: number;
};

/** Asks an engine every question and compares what it finds with what is relevant. */
export async function evaluate(engine: Engine, queries: readonly BenchQuery[]): Promise<Quality> {
  const judged: Quality[] = [];
  for (const query of queries) judged.push(judgeRanking(await engine.search(query, TOP), query.relevant));
  return meanQuality(judged);
}

/** The measures of one ranking, as percentages. A document that is found twice counts once. */
export function judgeRanking(found: readonly string[], relevant: ReadonlySet<string>): Quality {
  const hits = [...new Set(found)].slice(0, TOP).map((id) => relevant.has(id));
  const first = hits.indexOf(true);
  const recall = (top: number): number => (100 * hits.slice(0, top).filter(Boolean).length) / relevant.size;
  return {
    mrr10: first < 0 ? 0 : 100 / (first + 1),
    r1: recall(1),
    r5: recall(5),
    r10: recall(TOP),
    ndcg10: (100 * gainOf(hits)) / gainOf(Array.from({ length: Math.min(relevant.size, TOP) }, () => true)),
  };
}

/** The mean of each measure; zeros where there is nothing to average. */
export function meanQuality(rows: readonly Quality[]): Quality {
  const mean = (of: (row: Quality) => number): number =>
    rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  return {
    mrr10: mean((row) => row.mrr10),
    r1: mean((row) => row.r1),
    r5: mean((row) => row.r5),
    r10: mean((row) => row.r10),
    ndcg10: mean((row) => row.ndcg10),
  };
}

const TOP = 10;

function gainOf(hits: readonly boolean[]): number {
  return hits.reduce((sum, hit, index) => sum + (hit ? 1 / Math.log2(index + 2) : 0), 0);
}
