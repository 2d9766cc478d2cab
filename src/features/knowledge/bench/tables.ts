import type { PoolRow } from "./pool.ts";
import type { QualityReport } from "./quality.ts";
import type { RetrievalReport } from "./retrieval.ts";
import type { SpeedReport, SpeedRow } from "./speed.ts";

/** A part of a report to be read: rows under headings, and what to know about them. */
export type ReportTable = {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
};

/** A report as tables, in the order it was measured. */
export function tablesOf(report: RetrievalReport): readonly ReportTable[] {
  return [
    ...(report.quality === null ? [] : qualityTables(report.quality, report)),
    ...(report.pool === null ? [] : [poolTable(report.pool)]),
    ...(report.speed === null ? [] : speedTables(report.speed)),
    {
      title: "Engines",
      headings: ["engine", "setup"],
      rows: report.engines.map(({ name, setup }) => [name, setup]),
      notes: [],
    },
  ];
}

function qualityTables({ rows, means, bestStock }: QualityReport, { files }: RetrievalReport): ReportTable[] {
  const best = means.find(({ engine }) => engine === bestStock);
  const cut = best?.errorCut ?? null;
  const mrrOf = (engine: string, file: string): string =>
    one(rows.find((row) => row.engine === engine && row.file === file)?.mrr10 ?? null);
  return [
    {
      title: "Quality by file (percent)",
      headings: ["file", "engine", "MRR@10", "R@1", "R@5", "R@10", "nDCG@10"],
      rows: rows.map((row) => [
        row.file,
        row.engine,
        ...[row.mrr10, row.r1, row.r5, row.r10, row.ndcg10].map((value) => one(value)),
      ]),
      notes: [],
    },
    {
      title: "MRR@10 by engine",
      headings: ["engine", ...files.map(({ name }) => name), "mean"],
      rows: means.map(({ engine, mrr10 }) => [engine, ...files.map(({ name }) => mrrOf(engine, name)), one(mrr10)]),
      notes: [],
    },
    {
      title: "Means over files, and our error (100 - MRR@10) beside each engine's",
      headings: ["engine", "MRR@10", "R@1", "R@5", "R@10", "nDCG@10", "error", "ours cuts it by", "ours better on"],
      rows: means.map((mean) => [
        mean.engine,
        ...[mean.mrr10, mean.r1, mean.r5, mean.r10, mean.ndcg10, mean.error].map((value) => one(value)),
        mean.errorCut === null ? "–" : `${one(mean.errorCut)}%`,
        mean.beatenOn === null ? "–" : `${mean.beatenOn} of ${files.length}`,
      ]),
      notes:
        best === undefined
          ? []
          : [
              `Best stock engine: ${best.engine}, mean MRR@10 ${one(best.mrr10)}.` +
                (cut === null ? "" : ` Ours makes ${one(cut)} % less error.`),
            ],
    },
  ];
}

function poolTable(rows: readonly PoolRow[]): ReportTable {
  const engines = [...new Set(rows.map(({ engine }) => engine))];
  const files = [...new Set(rows.map(({ file }) => file))];
  const find = (file: string, engine: string): PoolRow | undefined =>
    rows.find((row) => row.file === file && row.engine === engine);
  return {
    title: "Mixed pool: MRR@10 with all files' documents in one index",
    headings: ["file", ...engines.flatMap((engine) => [`${engine} alone`, "pooled", "loss"])],
    rows: files.map((file) => [
      file,
      ...engines.flatMap((engine) => {
        const row = find(file, engine);
        return [one(row?.alone ?? null), one(row?.pooled ?? null), one(row?.loss ?? null)];
      }),
    ]),
    notes: engines.map((engine) => {
      const worst = Math.max(...rows.filter((row) => row.engine === engine).map(({ loss }) => loss));
      return `${engine} loses ${one(worst)} points at most.`;
    }),
  };
}

function speedTables({ lang, queries, sameTokens, peers }: SpeedReport): ReportTable[] {
  const { ratio, passages, charactersPerPassage, analysisMs, loadMs } = sameTokens;
  return [
    {
      title: `Speed over the same tokens: ${passages} passages of ${Math.round(charactersPerPassage)} characters (${lang}), ${queries} questions`,
      headings: SPEED_HEADINGS,
      rows: sameTokens.rows.map(speedCells),
      notes: [
        `FTS5 takes ${times(ratio.p50)} as long at the median, ${times(ratio.p95)} at p95, ${times(ratio.p99)} at p99, and ${times(ratio.build)} to build (${times(ratio.buildWithoutAnalysis)} without the analysis of the text, ${ms(analysisMs)} ms, which both do).`,
        loadMs === null
          ? "Our index can't be loaded from stored bytes yet."
          : `Our index opens from its stored bytes in ${ms(loadMs)} ms.`,
        "Compare times within one run only.",
      ],
    },
    ...(peers.ratios.length === 0
      ? []
      : [
          {
            title: `Speed of stock engines: ${peers.passages} passages, the same questions`,
            headings: [...SPEED_HEADINGS, "p50 / ours", "p95 / ours", "p99 / ours", "build / ours"],
            rows: peers.rows.map((row) => {
              const beside = peers.ratios.find(({ engine }) => engine === row.engine);
              const ratios = beside === undefined ? [] : [beside.p50, beside.p95, beside.p99, beside.build];
              return [...speedCells(row), ...(beside === undefined ? ["–", "–", "–", "–"] : ratios.map(times))];
            }),
            notes: [],
          },
        ]),
  ];
}

const SPEED_HEADINGS = ["engine", "build ms", "p50 ms", "p95 ms", "p99 ms", "bytes per passage"];

function speedCells({ engine, buildMs, p50Ms, p95Ms, p99Ms, bytesPerPassage }: SpeedRow): string[] {
  const bytes = Object.entries(bytesPerPassage ?? {}).map(([field, size]) => `${field} ${Math.round(size)}`);
  return [
    engine,
    ms(buildMs),
    p50Ms.toFixed(3),
    p95Ms.toFixed(3),
    p99Ms.toFixed(3),
    bytes.length === 0 ? "–" : bytes.join(", "),
  ];
}

const one = (value: number | null): string => (value === null ? "–" : value.toFixed(1).replace(/^-0\.0$/u, "0.0"));
const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
const times = (value: number): string => `${value < 10 ? value.toFixed(2) : Math.round(value)}x`;
