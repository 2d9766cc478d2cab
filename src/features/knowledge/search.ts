import type { KnowledgeBase } from "./knowledge-base.ts";
import type { QueryExpander } from "./retrieval/expand.ts";
import type { RankedPassage } from "./retrieval/retriever.ts";

/** What is looked for, in which language, and on which ISO day it must be in force. */
export type Search = { readonly text: string; readonly lang: string; readonly top: number; readonly asOf: string };

/** Finds passages, best first, without answering. */
export type Searcher = (search: Search) => Promise<readonly RankedPassage[]>;

export function createSearcher(deps: { readonly knowledge: KnowledgeBase; readonly expand: QueryExpander }): Searcher {
  return async ({ text, lang, top, asOf }) => {
    const live = await deps.knowledge.live();
    return live.retrieve({ query: deps.expand(text, lang, live.languages), lang, top, asOf });
  };
}
