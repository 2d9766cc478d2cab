import type { Contender } from "./contender.ts";
import type { Dataset } from "./dataset.ts";
import { evaluate, meanQuality, type Quality } from "./metrics.ts";

/** How one engine did on one file. */
export type QualityRow = Quality & { readonly file: string; readonly lang: string; readonly engine: string };

/** How one engine did over all files, each file counting alike. */
export type QualityMean = Quality & {
  readonly engine: string;
  readonly stock: boolean;
  /** What is missing to a perfect MRR@10. */
  readonly error: number;
  /** By how many percent our error is smaller than this engine's; null for our own, and where ours was not measured. */
  readonly errorCut: number | null;
  /** The number of files on which ours has the higher MRR@10; null as above. */
  readonly beatenOn: number | null;
};

export type QualityReport = {
  readonly rows: readonly QualityRow[];
  readonly means: readonly QualityMean[];
  /** The stock engine with the highest mean MRR@10; null where none was measured. */
  readonly bestStock: string | null;
};

/** The name of our own engine among the contenders. */
export const OURS = "silkdesk";

/** Builds every engine on every file, one at a time, and asks it the file's questions. */
export async function measureQuality(
  datasets: readonly Dataset[],
  contenders: readonly Contender[],
  progress: (text: string) => void,
): Promise<QualityReport> {
  const rows: QualityRow[] = [];
  for (const dataset of datasets) {
    for (const contender of contenders) {
      progress(`quality: ${contender.name} on ${dataset.name}`);
      rows.push(await measureOne(dataset, contender));
    }
  }
  return summariseQuality(rows, contenders);
}

/** Builds one engine on one file, asks it the file's questions, and closes it. */
export async function measureOne(dataset: Dataset, contender: Contender): Promise<QualityRow> {
  const engine = await contender.build(dataset.docs, dataset.lang);
  try {
    return {
      file: dataset.name,
      lang: dataset.lang,
      engine: contender.name,
      ...(await evaluate(engine, dataset.queries)),
    };
  } finally {
    engine.close?.();
  }
}

/** The means over files, the best first, and ours beside each. */
export function summariseQuality(
  rows: readonly QualityRow[],
  contenders: readonly Pick<Contender, "name" | "stock">[],
): QualityReport {
  const rowsOf = (engine: string): QualityRow[] => rows.filter((row) => row.engine === engine);
  const ours = rowsOf(OURS);
  const ourError = 100 - meanQuality(ours).mrr10;
  const means = contenders.map(({ name, stock }): QualityMean => {
    const own = rowsOf(name);
    const quality = meanQuality(own);
    const error = 100 - quality.mrr10;
    const compared = name !== OURS && ours.length > 0;
    return {
      engine: name,
      stock,
      ...quality,
      error,
      errorCut: compared && error > 0 ? (100 * (error - ourError)) / error : null,
      beatenOn: compared ? own.filter((row, index) => (ours[index]?.mrr10 ?? 0) > row.mrr10).length : null,
    };
  });
  const sorted = means.sort((one, other) => other.mrr10 - one.mrr10);
  return { rows, means: sorted, bestStock: sorted.find(({ stock }) => stock)?.engine ?? null };
}
