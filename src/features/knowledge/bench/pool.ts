import type { Contender } from "./contender.ts";
import type { Dataset } from "./dataset.ts";
import { evaluate } from "./metrics.ts";
import { measureOne, type QualityRow } from "./quality.ts";

/** How one engine finds a file's documents among those of all files, where each question is for its own file's. */
export type PoolRow = {
  readonly file: string;
  readonly lang: string;
  readonly engine: string;
  /** MRR@10, as percentages. */
  readonly alone: number;
  readonly pooled: number;
  /** `alone` less `pooled`, in points. */
  readonly loss: number;
};

/**
 * Puts the documents of all files into one index, asks every file's questions in their known language, and sets the
 * result beside that of the file alone. In parallel files the same paragraph in another language is a wrong answer.
 *
 * @param known what was measured already of the files alone; the rest is measured here.
 */
export async function measurePool(
  datasets: readonly Dataset[],
  contenders: readonly Contender[],
  known: readonly QualityRow[],
  progress: (text: string) => void,
): Promise<readonly PoolRow[]> {
  const pooled = poolOf(datasets);
  const rows: PoolRow[] = [];
  for (const contender of contenders) {
    progress(`mixed pool: ${contender.name}`);
    const engine = await contender.build(
      pooled.flatMap(({ docs }) => docs),
      pooled[0]?.lang ?? "en",
    );
    try {
      for (const [index, dataset] of datasets.entries()) {
        const measured =
          known.find(({ file, engine: name }) => file === dataset.name && name === contender.name) ??
          (await measureOne(dataset, contender));
        const { mrr10 } = await evaluate(engine, pooled[index]?.queries ?? []);
        rows.push({
          file: dataset.name,
          lang: dataset.lang,
          engine: contender.name,
          alone: measured.mrr10,
          pooled: mrr10,
          loss: measured.mrr10 - mrr10,
        });
      }
    } finally {
      engine.close?.();
    }
  }
  return rows;
}

/** The same ids stand in several files: each gets its file's number. */
function poolOf(datasets: readonly Dataset[]): readonly Dataset[] {
  return datasets.map((dataset, index) => ({
    ...dataset,
    docs: dataset.docs.map((doc) => ({ ...doc, id: `${index}:${doc.id}` })),
    queries: dataset.queries.map((query) => ({
      ...query,
      relevant: new Set([...query.relevant].map((id) => `${index}:${id}`)),
    })),
  }));
}
