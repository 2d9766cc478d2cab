import type { Localizable } from "../../message/text.ts";
import { localized } from "../../message/text.ts";
import type { PrivacyRules } from "../../store/privacy.ts";
import type { IndexTables } from "./index-store.ts";
import { ANSWER_DAYS, type KnowledgeTables } from "./tables.ts";
import type { WordTables } from "./words/tables.ts";

const DOCUMENTS = { kept: "as long as the document's history", holds: "nothing", why: "texts of documents" } as const;

/** What the knowledge base holds of people: what they asked. */
export const knowledgePrivacy: PrivacyRules<KnowledgeTables & IndexTables & WordTables> = {
  answers: {
    kept: `${ANSWER_DAYS} days`,
    holds: "people",
    export: async (db, { person }) => {
      const rows = await db
        .withTables<KnowledgeTables>()
        .selectFrom("answers")
        .selectAll()
        .where("person", "=", person)
        .orderBy("created_at")
        .execute();
      return rows.map(({ question, language, outcome, citations, created_at, verdict }) => ({
        ...{ at: created_at, question, language, outcome, verdict },
        citations: JSON.parse(citations),
      }));
    },
    erase: async (tx, { person }) =>
      void (await tx.withTables<KnowledgeTables>().deleteFrom("answers").where("person", "=", person).execute()),
  },
  document_versions: DOCUMENTS,
  passages: DOCUMENTS,
  publications: DOCUMENTS,
  published_versions: DOCUMENTS,
  live_publication: DOCUMENTS,
  index_chunks: { kept: "until the next publication", holds: "nothing", why: "the search index of documents" },
  lexicon_terms: { kept: "until staff remove the word", holds: "nothing", why: "words of the trade" },
};

/** The line of `/privacy` on it. */
export const knowledgeKeeps: readonly Localizable[] = [localized("knowledge.keeps", { days: ANSWER_DAYS })];
