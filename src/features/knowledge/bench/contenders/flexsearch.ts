import type { Contender } from "../contender.ts";
import { loadPeer } from "./peer.ts";

const DENSE: ReadonlySet<string> = new Set(["zh", "ja", "ko"]);

/**
 * The best of its setups that we measured, by language: its own charset with neighbouring characters as context for
 * Chinese and Japanese, prefixes of words elsewhere, whole words for Thai, which prefixes worsen. With `suggest` it
 * also finds documents that lack a word of the question.
 */
export async function createFlexSearch(): Promise<Contender> {
  const { Charset, Index } = await loadPeer("flexsearch", () => import("flexsearch"));
  return {
    name: "flexsearch",
    setup: "FlexSearch, suggest; zh, ja: CJK charset with context; th: whole words; others: prefixes",
    stock: true,
    build: async (docs, lang) => {
      const primary = lang.split("-")[0] ?? lang;
      const index = DENSE.has(primary)
        ? new Index({ encoder: Charset.CJK, context: true })
        : new Index({ tokenize: primary === "th" ? "strict" : "forward" });
      for (const [row, { text }] of docs.entries()) index.add(row, text);
      return {
        search: ({ text }, top) =>
          index.search(text, { limit: top, suggest: true }).flatMap((row) => docs[Number(row)]?.id ?? []),
      };
    },
  };
}
