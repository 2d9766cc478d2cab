import type { BenchDoc, Contender, Engine } from "./contender.ts";
import { fts5OurTokens } from "./contenders/fts5.ts";
import { silkdesk, tokensOf } from "./contenders/silkdesk.ts";
import { recombine, sampleQueries } from "./corpus.ts";
import type { BenchQuery, Dataset } from "./dataset.ts";
import { race, stopwatch, type Timings } from "./stopwatch.ts";

/** What an engine took. Times hold within one run only: compare them by the ratios. */
export type SpeedRow = Timings & {
  readonly engine: string;
  readonly buildMs: number;
  /** Bytes of the index a passage, by field; null where the engine can't tell. */
  readonly bytesPerPassage: Readonly<Record<string, number>> | null;
};

/** An engine beside ours in the same run: how many times as long as ours it took, at the median, and at the 95th and 99th percentile. */
export type SpeedRatio = {
  readonly engine: string;
  readonly build: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
};

export type SpeedReport = {
  readonly lang: string;
  readonly queries: number;
  /** Ours and FTS5 over the same tokens of the same fields, on all passages. */
  readonly sameTokens: {
    readonly passages: number;
    readonly charactersPerPassage: number;
    /** What parting all passages into tokens took by itself; both builds hold it. */
    readonly analysisMs: number;
    readonly rows: readonly SpeedRow[];
    /** `buildWithoutAnalysis`: the same ratio of what is left of both builds. */
    readonly ratio: SpeedRatio & { readonly buildWithoutAnalysis: number };
    /** Opening our index from its stored bytes; null where it can't be stored. */
    readonly loadMs: number | null;
  };
  /** Ours and the stock engines on the first of the passages: they are slow. */
  readonly peers: {
    readonly passages: number;
    readonly rows: readonly SpeedRow[];
    readonly ratios: readonly SpeedRatio[];
  };
};

export type SpeedOptions = {
  readonly dataset: Dataset;
  /** How many passages of about 400 characters to make. */
  readonly passages: number;
  /** How many questions to time, at most. */
  readonly queries: number;
  /** The stock engines to time. */
  readonly peers: readonly Contender[];
  readonly progress: (text: string) => void;
};

/** The two that are set beside each other over the same tokens, whichever engines were asked for. */
export const SAME_TOKENS = [silkdesk, fts5OurTokens] as const;

const SEED = 1;
/** More passages than this take the slowest engines minutes. */
const PEER_PASSAGES = 10_000;

/** Builds and queries ours and others over passages recombined from a data set's sentences. */
export async function measureSpeed({
  dataset,
  passages,
  queries,
  peers,
  progress,
}: SpeedOptions): Promise<SpeedReport> {
  const docs = recombine(dataset, passages, SEED);
  const asked = sampleQueries(dataset, queries, SEED);
  const sameTokens = await measureSameTokens(docs, asked, dataset.lang, progress);
  return {
    lang: dataset.lang,
    queries: asked.length,
    sameTokens,
    peers: await measurePeers(docs.slice(0, PEER_PASSAGES), asked, dataset.lang, peers, progress),
  };
}

async function measureSameTokens(
  docs: readonly BenchDoc[],
  queries: readonly BenchQuery[],
  lang: string,
  progress: (text: string) => void,
): Promise<SpeedReport["sameTokens"]> {
  progress(`speed: analysis of ${docs.length} passages`);
  const { ms: analysisMs } = await stopwatch(() => {
    for (const doc of docs) tokensOf(doc.text, doc.lang);
  });
  const ours = await build(silkdesk, docs, lang, progress);
  const fts5 = await build(fts5OurTokens, docs, lang, progress);
  progress(`speed: ${queries.length} questions to both`);
  const { one, other } = await race(ours.engine, fts5.engine, queries);
  const rows = [rowOf(ours, docs, one), rowOf(fts5, docs, other)] as const;
  const { reload } = ours.engine;
  const loadMs = reload === undefined ? null : (await stopwatch(reload)).ms;
  ours.engine.close?.();
  fts5.engine.close?.();
  return {
    passages: docs.length,
    charactersPerPassage: docs.reduce((sum, { text }) => sum + text.length, 0) / docs.length,
    analysisMs,
    rows,
    ratio: {
      ...ratioOf(rows[0], rows[1]),
      buildWithoutAnalysis: Math.max(0, fts5.buildMs - analysisMs) / Math.max(1, ours.buildMs - analysisMs),
    },
    loadMs,
  };
}

async function measurePeers(
  docs: readonly BenchDoc[],
  queries: readonly BenchQuery[],
  lang: string,
  peers: readonly Contender[],
  progress: (text: string) => void,
): Promise<SpeedReport["peers"]> {
  if (peers.length === 0) return { passages: docs.length, rows: [], ratios: [] };
  const ours = await build(silkdesk, docs, lang, progress);
  const rows: SpeedRow[] = [];
  const ratios: SpeedRatio[] = [];
  for (const contender of peers) {
    const peer = await build(contender, docs, lang, progress);
    progress(`speed: ${queries.length} questions to ${contender.name}`);
    const { one, other } = await race(ours.engine, peer.engine, queries);
    // Ours runs beside each of them: the ratio is to the lap beside it, and the first lap stands in the table.
    const own = rows[0] ?? rowOf(ours, docs, one);
    const row = rowOf(peer, docs, other);
    if (rows.length === 0) rows.push(own);
    rows.push(row);
    ratios.push(ratioOf({ ...own, ...one }, row));
    peer.engine.close?.();
  }
  ours.engine.close?.();
  return { passages: docs.length, rows, ratios };
}

type Built = { readonly name: string; readonly engine: Engine; readonly buildMs: number };

async function build(
  contender: Contender,
  docs: readonly BenchDoc[],
  lang: string,
  progress: (text: string) => void,
): Promise<Built> {
  progress(`speed: ${contender.name} builds over ${docs.length} passages`);
  const { result, ms } = await stopwatch(() => contender.build(docs, lang));
  return { name: contender.name, engine: result, buildMs: ms };
}

function rowOf({ name, engine, buildMs }: Built, docs: readonly BenchDoc[], timings: Timings): SpeedRow {
  const bytes = engine.bytes?.();
  const perPassage = Object.entries(bytes ?? {}).map(([field, size]) => [field, size / docs.length] as const);
  return {
    engine: name,
    buildMs,
    ...timings,
    bytesPerPassage: bytes === undefined ? null : Object.fromEntries(perPassage),
  };
}

function ratioOf(ours: SpeedRow, other: SpeedRow): SpeedRatio {
  return {
    engine: other.engine,
    build: other.buildMs / ours.buildMs,
    p50: other.p50Ms / ours.p50Ms,
    p95: other.p95Ms / ours.p95Ms,
    p99: other.p99Ms / ours.p99Ms,
  };
}
