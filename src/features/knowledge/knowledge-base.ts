import type { Store } from "../../store/store.ts";
import { nameOf, refOf, tablesOf } from "./library/versions.ts";
import { findLivePublication, listDocuments } from "./library.ts";
import { loadOrBuildIndex } from "./publication-index.ts";
import { type Analyser, primaryOf } from "./retrieval/analyse.ts";
import type { PassageWeights } from "./retrieval/best-passages.ts";
import { FOREIGN_WEIGHT, type Hit, openIndex, type PassageIndex } from "./retrieval/passage-index.ts";
import type { RankedPassage, Retriever } from "./retrieval/retriever.ts";
import { shadowedBy } from "./translations.ts";
import { isInForce, pickVersion, type ShownVersion } from "./validity.ts";
import type { WordWatch } from "./words/watch.ts";

/** The live publication as this process holds it. */
export type LiveKnowledge = {
  readonly publication: number | null;
  /** Every version that is shown, by `id@version`. */
  readonly versions: ReadonlyMap<string, ShownVersion>;
  /** Of each document the version in force on an ISO day, else the nearest. */
  readonly documentsOn: (day: string) => ReadonlyMap<string, ShownVersion>;
  /** The languages that documents are written in. */
  readonly languages: readonly string[];
  readonly retrieve: Retriever;
  /** How much a word tells over all passages: its inverse document frequency. */
  readonly idf: (token: string) => number;
  readonly has: (token: string) => boolean;
};

/** Hands out the live knowledge; it moves to a new publication, and learns new words, as soon as they are there. */
export type KnowledgeBase = { readonly live: () => Promise<LiveKnowledge> };

export type KnowledgeBaseDeps = {
  readonly store: Store;
  readonly analyser: Analyser;
  /** Learns the words that staff added since. */
  readonly noticeWords: WordWatch;
};

export function createKnowledgeBase(deps: KnowledgeBaseDeps): KnowledgeBase {
  let held: Promise<LiveKnowledge> | null = null;
  let publication: number | null | undefined;
  return {
    live: async () => {
      const [current] = await Promise.all([findLivePublication(deps.store.read), deps.noticeWords()]);
      if (held === null || current !== publication) {
        publication = current;
        held = load(deps, current);
        held.catch(() => {
          held = null;
        });
      }
      return held;
    },
  };
}

async function load(deps: KnowledgeBaseDeps, publication: number | null): Promise<LiveKnowledge> {
  const { store, analyser } = deps;
  const shown = await listDocuments(store.read, publication);
  const index = openIndex(await loadOrBuildIndex(store.read, publication, shown, analyser));
  const versions = new Map(shown.map((version) => [nameOf(refOf(version)), version]));
  const documentsOn = lastOf((day: string) => pickDay(shown, day));
  const languages = [...new Set(shown.map(({ meta }) => meta.lang))];
  const weights = lastOf((key: string) => {
    const [lang = "", day = ""] = key.split("|");
    const left = day === "" ? NONE : shadowedBy(lang, documentsOn(day));
    return index.weigh((document) => {
      const version = versions.get(nameOf(document));
      return version === undefined ? 0 : weigh(version, lang, day, left);
    });
  });
  return {
    publication,
    versions,
    documentsOn,
    languages,
    idf: index.idf,
    has: index.has,
    retrieve: createRetriever(deps, { versions, index, weights }),
  };
}

const NONE: ReadonlySet<string> = new Set();

/** A version that is in force on the day and not shown in a translation, and how much it counts. */
function weigh({ meta, validity }: ShownVersion, lang: string, day: string, shadowed: ReadonlySet<string>): number {
  if (shadowed.has(meta.id) || (day !== "" && !isInForce(validity, day))) return 0;
  return primaryOf(meta.lang) === primaryOf(lang) ? 1 : FOREIGN_WEIGHT;
}

function createRetriever(
  { store }: KnowledgeBaseDeps,
  live: {
    readonly versions: ReadonlyMap<string, ShownVersion>;
    readonly index: PassageIndex;
    readonly weights: (key: string) => PassageWeights;
  },
): Retriever {
  return async ({ query, lang, top, asOf }) => {
    const hits = live.index.search(query, {
      top,
      weights: live.weights(`${lang}|${asOf ?? ""}`),
    });
    const texts = await readTexts(store, hits);
    return hits.flatMap((hit): RankedPassage[] => {
      const version = live.versions.get(nameOf(hit));
      const passage = texts.get(keyOf(hit));
      if (version === undefined || passage === undefined) return [];
      const { document, ordinal, lang: tag, score } = hit;
      return [
        {
          document,
          version: hit.version,
          ordinal,
          lang: tag,
          score,
          ...passage,
          title: version.meta.title,
          source: version.source,
        },
      ];
    });
  };
}

type PassageText = { readonly heading: string | null; readonly text: string };

async function readTexts(store: Store, hits: readonly Hit[]): Promise<ReadonlyMap<string, PassageText>> {
  if (hits.length === 0) return new Map();
  const rows = await tablesOf(store.read)
    .selectFrom("passages")
    .select(["document", "version", "ordinal", "heading", "text"])
    .where((eb) => eb.or(hits.map(({ document, version, ordinal }) => eb.and({ document, version, ordinal }))))
    .execute();
  return new Map(rows.map((row) => [keyOf(row), { heading: row.heading, text: row.text }]));
}

function keyOf(passage: { readonly document: string; readonly version: number; readonly ordinal: number }): string {
  return `${nameOf(passage)}#${passage.ordinal}`;
}

function pickDay(shown: readonly ShownVersion[], day: string): ReadonlyMap<string, ShownVersion> {
  const documents = new Map<string, ShownVersion[]>();
  for (const version of shown) {
    const own = documents.get(version.meta.id);
    if (own === undefined) documents.set(version.meta.id, [version]);
    else own.push(version);
  }
  return new Map(
    [...documents].flatMap(([id, versions]) => {
      const picked = pickVersion(versions, day);
      return picked === undefined ? [] : [[id, picked] as const];
    }),
  );
}

/** How many results are held ready. */
const HELD = 64;

/** Keeps the latest results of a function of a text. */
function lastOf<T>(make: (key: string) => T): (key: string) => T {
  const held = new Map<string, T>();
  return (key) => {
    const known = held.get(key) ?? make(key);
    held.delete(key);
    held.set(key, known);
    for (const old of [...held.keys()].slice(0, -HELD)) held.delete(old);
    return known;
  };
}
