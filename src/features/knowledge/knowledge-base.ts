import type { Store } from "../../store/store.ts";
import type { DocumentMeta } from "./document.ts";
import { findLivePublication, listDocuments, listPassages } from "./library.ts";
import type { QueryExpander } from "./retrieval/expand.ts";
import { createLexicalRetriever } from "./retrieval/lexical.ts";
import type { Retriever } from "./retrieval/retriever.ts";

/** A live document, without its words. */
export type LiveDocument = { readonly meta: DocumentMeta; readonly version: number; readonly source: string };

/** The live publication as this process holds it: the descriptions, and the retriever over the passages. */
export type LiveKnowledge = {
  readonly publication: number | null;
  readonly documents: ReadonlyMap<string, LiveDocument>;
  readonly retriever: Retriever;
};

/** Hands out the live knowledge, and moves to a new publication as soon as the pointer has flipped. */
export type KnowledgeBase = { readonly live: () => Promise<LiveKnowledge> };

export function createKnowledgeBase(store: Store, expand: QueryExpander): KnowledgeBase {
  let held: Promise<LiveKnowledge> | null = null;
  let publication: number | null | undefined;
  return {
    live: async () => {
      const current = await findLivePublication(store.read);
      if (held === null || current !== publication) {
        publication = current;
        held = load(store, expand, current);
        held.catch(() => {
          held = null;
        });
      }
      return held;
    },
  };
}

async function load(store: Store, expand: QueryExpander, publication: number | null): Promise<LiveKnowledge> {
  const documents = new Map(
    (await listDocuments(store.read, publication)).map((document) => [document.meta.id, document]),
  );
  const passages = (await listPassages(store.read, publication)).flatMap((passage) => {
    const document = documents.get(passage.document);
    return document === undefined ? [] : [{ ...passage, title: document.meta.title, lang: document.meta.lang }];
  });
  return { publication, documents, retriever: createLexicalRetriever(passages, expand) };
}
