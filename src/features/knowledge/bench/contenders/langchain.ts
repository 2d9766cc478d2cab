import type { Contender } from "../contender.ts";
import { loadPeer } from "./peer.ts";

/** It has no options but the number of results. */
export async function createLangChainBm25(): Promise<Contender> {
  const { BM25Retriever } = await loadPeer(
    "@langchain/community",
    () => import("@langchain/community/retrievers/bm25"),
  );
  const { Document } = await loadPeer("@langchain/core", () => import("@langchain/core/documents"));
  return {
    name: "langchain-bm25",
    setup: "BM25Retriever of @langchain/community",
    stock: true,
    build: async (docs) => {
      const documents = docs.map(({ id, text }) => new Document({ pageContent: text, metadata: { id } }));
      // `top` is fixed when it is made; making it is free, since it keeps no index.
      const retrieverFor = (top: number) => BM25Retriever.fromDocuments(documents, { k: top, includeScore: false });
      return {
        search: async ({ text }, top) =>
          (await retrieverFor(top).invoke(text)).map(({ metadata }) => String(metadata.id)),
      };
    },
  };
}
