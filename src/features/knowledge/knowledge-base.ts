import type { Clock } from "../../shared/clock.ts";
import type { Store } from "../../store/store.ts";
import { dayOf } from "./days.ts";
import type { DocumentMeta } from "./document.ts";
import { findLivePublication, listDocuments, listPassages } from "./library.ts";
import type { QueryExpander } from "./retrieval/expand.ts";
import { createLexicalRetriever } from "./retrieval/lexical.ts";
import type { Retriever } from "./retrieval/retriever.ts";
import { isInForce, pickVersion, type ShownVersion } from "./validity.ts";

/** A live document, without its words. */
export type LiveDocument = { readonly meta: DocumentMeta; readonly version: number; readonly source: string };

/** The live publication as this process holds it: the descriptions, and the retriever over the passages. */
export type LiveKnowledge = {
  readonly publication: number | null;
  /** Of each document the version in force on the day that is asked about, else the nearest. */
  readonly documents: ReadonlyMap<string, LiveDocument>;
  /** Finds in the versions that are in force on that day. */
  readonly retriever: Retriever;
};

/**
 * Hands out the live knowledge of an ISO day (today where none is given), and moves to a new publication as soon as the
 * pointer has flipped.
 */
export type KnowledgeBase = { readonly live: (day?: string) => Promise<LiveKnowledge> };

/** How many days with different rules are held ready. */
const HELD = 4;

export function createKnowledgeBase(store: Store, expand: QueryExpander, clock: Clock): KnowledgeBase {
  let held: { readonly publication: number | null; readonly at: (day: string) => Promise<LiveKnowledge> } | null = null;
  return {
    live: async (day = dayOf(clock.now())) => {
      const publication = await findLivePublication(store.read);
      if (held?.publication !== publication || held === null) held = hold(store, expand, publication);
      return held.at(day);
    },
  };
}

function hold(store: Store, expand: QueryExpander, publication: number | null) {
  const views = new Map<string, Promise<LiveKnowledge>>();
  const once = <T>(load: () => Promise<T>): (() => Promise<T>) => {
    let loading: Promise<T> | null = null;
    return () => {
      loading ??= load().catch((error: unknown) => {
        loading = null;
        throw error;
      });
      return loading;
    };
  };
  const shown = once(() => listDocuments(store.read, publication));
  return {
    publication,
    at: async (day: string): Promise<LiveKnowledge> => {
      const versions = pickDay(await shown(), day);
      const key = versions.map(({ meta, version, current }) => `${meta.id}@${version}${current}`).join("\n");
      const view = views.get(key) ?? load(store, expand, publication, versions);
      // Last in, so that the one that was asked for longest ago goes first.
      views.delete(key);
      views.set(key, view);
      view.catch(() => views.delete(key));
      for (const old of [...views.keys()].slice(0, -HELD)) views.delete(old);
      return view;
    },
  };
}

type Picked = ShownVersion & { readonly current: boolean };

function pickDay(shown: readonly ShownVersion[], day: string): Picked[] {
  const documents = new Map<string, ShownVersion[]>();
  for (const version of shown) documents.set(version.meta.id, [...(documents.get(version.meta.id) ?? []), version]);
  return [...documents.values()].flatMap((versions) => {
    const picked = pickVersion(versions, day);
    return picked === undefined ? [] : [{ ...picked, current: isInForce(picked.validity, day) }];
  });
}

async function load(
  store: Store,
  expand: QueryExpander,
  publication: number | null,
  versions: readonly Picked[],
): Promise<LiveKnowledge> {
  const documents = new Map(versions.map((version) => [version.meta.id, version]));
  const passages = (await listPassages(store.read, publication)).flatMap((passage) => {
    const picked = documents.get(passage.document);
    if (picked === undefined || !picked.current || picked.version !== passage.version) return [];
    return [{ ...passage, title: picked.meta.title, lang: picked.meta.lang }];
  });
  return { publication, documents, retriever: createLexicalRetriever(passages, expand) };
}
