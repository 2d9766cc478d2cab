import { AppError } from "../../../../shared/errors.ts";
import type { Contender } from "../contender.ts";
import { createFlexSearch } from "./flexsearch.ts";
import { fts5OurTokens, fts5Trigram, fts5TrigramAcross, fts5Unicode61 } from "./fts5.ts";
import { createLangChainBm25 } from "./langchain.ts";
import { createMiniSearch, createSegmentingMiniSearch } from "./minisearch.ts";
import { createOrama, createStemmingOrama } from "./orama.ts";
import { silkdesk } from "./silkdesk.ts";

/** Every engine of the benchmark, ours first. Its package is imported when it is asked for. */
const CONTENDERS: ReadonlyMap<string, () => Promise<Contender>> = new Map([
  ["silkdesk", async () => silkdesk],
  ["fts5-our-tokens", async () => fts5OurTokens],
  ["fts5-trigram", async () => fts5Trigram],
  ["fts5-trigram-across", async () => fts5TrigramAcross],
  ["fts5-unicode61", async () => fts5Unicode61],
  ["minisearch", createMiniSearch],
  ["minisearch-segmenter", createSegmentingMiniSearch],
  ["orama", createOrama],
  ["orama-stemmer", createStemmingOrama],
  ["flexsearch", createFlexSearch],
  ["langchain-bm25", createLangChainBm25],
]);

/** The names that {@link loadContenders} takes. */
export const CONTENDER_NAMES: readonly string[] = [...CONTENDERS.keys()];

/**
 * The engines of these names, in the registry's order.
 *
 * @throws AppError `input.invalid` for an unknown name, `input.notFound` where an engine's package is missing.
 */
export async function loadContenders(names: readonly string[]): Promise<readonly Contender[]> {
  const unknown = names.find((name) => !CONTENDERS.has(name));
  if (unknown !== undefined)
    throw new AppError(
      "input.invalid",
      `"${unknown}" is none of the benchmark's engines: ${CONTENDER_NAMES.join(", ")}. Nothing was measured.`,
    );
  const loaded: Contender[] = [];
  for (const [name, load] of CONTENDERS) if (names.includes(name)) loaded.push(await load());
  return loaded;
}
