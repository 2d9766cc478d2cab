import { AppError } from "../../../shared/errors.ts";
import type { Contender } from "./contender.ts";
import { CONTENDER_NAMES, loadContenders } from "./contenders/registry.ts";
import { type Dataset, readDatasets } from "./dataset.ts";
import { measurePool, type PoolRow } from "./pool.ts";
import { measureQuality, OURS, type QualityReport } from "./quality.ts";
import { measureSpeed, SAME_TOKENS, type SpeedReport } from "./speed.ts";

/** What `bench retrieval` measures; each part can be run by itself. */
export const RETRIEVAL_SECTIONS = ["quality", "pool", "speed"] as const;
export type RetrievalSection = (typeof RETRIEVAL_SECTIONS)[number];

export type RetrievalBenchOptions = {
  readonly files: readonly string[];
  readonly sections: readonly RetrievalSection[];
  /** Names of engines; all where null. */
  readonly only: readonly string[] | null;
  readonly passages: number;
  readonly queries: number;
  /** The language of the speed measurements: that of the first file in it, or of the first file where null. */
  readonly langOfSpeed: string | null;
  readonly progress: (text: string) => void;
};

/** Everything one run measured; a part that was not asked for, or has nothing to measure, is null. */
export type RetrievalReport = {
  readonly node: string;
  readonly files: readonly {
    readonly name: string;
    readonly lang: string;
    readonly docs: number;
    readonly queries: number;
  }[];
  readonly engines: readonly { readonly name: string; readonly stock: boolean; readonly setup: string }[];
  readonly quality: QualityReport | null;
  readonly pool: readonly PoolRow[] | null;
  readonly speed: SpeedReport | null;
};

/** The engines whose mixed pool is measured beside their single languages. */
const POOLED: ReadonlySet<string> = new Set([OURS, "fts5-trigram"]);

/**
 * Measures our retriever and its peers on given data, in one run.
 *
 * @throws AppError where a file, a name or a package is wrong; nothing is measured then.
 */
export async function benchRetrieval(options: RetrievalBenchOptions): Promise<RetrievalReport> {
  const { sections, progress } = options;
  const datasets = readDatasets(options.files);
  const ofSpeed = datasetOfSpeed(datasets, options.langOfSpeed);
  const contenders = await loadContenders(options.only ?? CONTENDER_NAMES);
  const quality = sections.includes("quality") ? await measureQuality(datasets, contenders, progress) : null;
  const pooled = contenders.filter(({ name }) => POOLED.has(name));
  const pool =
    sections.includes("pool") && datasets.length > 1
      ? await measurePool(datasets, pooled, quality?.rows ?? [], progress)
      : null;
  return {
    node: process.version,
    files: datasets.map(({ name, lang, docs, queries }) => ({
      name,
      lang,
      docs: docs.length,
      queries: queries.length,
    })),
    engines: [...new Set([...contenders, ...(sections.includes("speed") ? SAME_TOKENS : [])])].map(
      ({ name, stock, setup }) => ({ name, stock, setup }),
    ),
    quality,
    pool,
    speed: sections.includes("speed") ? await speedOf(ofSpeed, contenders, options) : null,
  };
}

function speedOf(
  dataset: Dataset,
  contenders: readonly Contender[],
  { passages, queries, progress }: RetrievalBenchOptions,
): Promise<SpeedReport> {
  return measureSpeed({ dataset, passages, queries, progress, peers: contenders.filter(({ stock }) => stock) });
}

/** @throws AppError `input.invalid` where none of the data is in the language. */
export function datasetOfSpeed(datasets: readonly Dataset[], lang: string | null): Dataset {
  const found = lang === null ? datasets[0] : datasets.find((dataset) => dataset.lang === lang);
  if (found !== undefined) return found;
  const known = datasets.map((dataset) => dataset.lang).join(", ");
  throw new AppError("input.invalid", `None of the files is in "${lang}"; they are in ${known}. Nothing was measured.`);
}
