import { afterAll, beforeAll } from "vitest";
import type { Answer, Citation } from "../../src/features/knowledge/answer/answer.ts";
import { type Asker, createAsker } from "../../src/features/knowledge/answer/ask.ts";
import type { DocumentBlock } from "../../src/features/knowledge/document.ts";
import { createKnowledgeBase, type LiveKnowledge } from "../../src/features/knowledge/knowledge-base.ts";
import { publish } from "../../src/features/knowledge/library/publish.ts";
import type { NewVersion } from "../../src/features/knowledge/library/versions.ts";
import { cutPassages } from "../../src/features/knowledge/passages.ts";
import { createPublicationIndexer } from "../../src/features/knowledge/publication-index.ts";
import { metaOf } from "./documents.ts";
import { analyser, expand, placesIn } from "./knowledge.ts";
import { EDITOR, NOW, TODAY } from "./library.ts";
import { DATABASES } from "./stores.ts";

/** A document: paragraphs are parted by an empty line, and a line that begins with `# ` is a heading. */
export type Note = {
  readonly id: string;
  readonly text: string;
  /** Its id where not given. */
  readonly title?: string;
  readonly lang?: string;
  readonly published?: string;
  readonly from?: string;
  readonly until?: string;
  readonly of?: string;
  readonly supersedes?: readonly string[];
  readonly url?: string;
};

/** A question, in a language, after another, on a day: English, alone and today where nothing is said. */
export type Asked = { readonly lang?: string; readonly previous?: string | null; readonly asOf?: string };

/** An answer, and what it quotes. */
export type Answered = Answer & { readonly quotes: readonly string[]; readonly citations: readonly Citation[] };

/** A desk that answers from some documents. */
export type KnowledgeDesk = {
  readonly ask: (question: string, asked?: Asked) => Promise<Answered>;
  readonly live: () => Promise<LiveKnowledge>;
};

/** Publishes documents in a database of their own for the tests of a suite, and answers from them as the program does. */
export function deskOf(notes: readonly Note[]): KnowledgeDesk {
  let desk:
    | { readonly ask: Asker; readonly live: () => Promise<LiveKnowledge>; close: () => Promise<void> }
    | undefined;
  const opened = () => {
    if (desk === undefined) throw new Error("the desk opens before the first test");
    return desk;
  };
  beforeAll(async () => {
    const sqlite = DATABASES.find(({ name }) => name === "sqlite");
    if (sqlite === undefined) throw new Error("there is no SQLite");
    const database = await sqlite.make();
    const store = await database.open();
    const indexer = createPublicationIndexer(store, analyser);
    if (notes.length > 0) await publish(store, notes.map(versionOfNote), EDITOR, "a test", NOW, indexer);
    const knowledge = createKnowledgeBase({ store, analyser, noticeWords: async () => undefined });
    desk = {
      ask: createAsker({ knowledge, expand, placesIn, analyser }),
      live: knowledge.live,
      close: async () => {
        await store.close();
        await database.drop();
      },
    };
  });
  afterAll(() => desk?.close());
  return {
    live: () => opened().live(),
    ask: async (question, { lang = "en", previous = null, asOf = TODAY } = {}) => {
      const answer = await opened().ask({ question, lang, previous, asOf });
      const citations = answer.parts.flatMap((part) => part.citations);
      return { ...answer, citations, quotes: citations.map(({ quote }) => quote) };
    },
  };
}

function versionOfNote(note: Note): NewVersion {
  const { id, text, title = id, lang = "en", published = null, from = null, until = null } = note;
  const { of: translationOf = null, supersedes = [], url: sourceUrl = null } = note;
  const meta = metaOf(id, {
    ...{ title, lang, published, from, until, translationOf, sourceUrl },
    supersedes: [...supersedes],
  });
  return { meta, checksum: JSON.stringify(note), source: `${id}.md`, passages: cutPassages(blocksOf(text), lang) };
}

function blocksOf(text: string): DocumentBlock[] {
  return text
    .split("\n\n")
    .map((block) =>
      block.startsWith("# ") ? { kind: "heading", level: 1, text: block.slice(2) } : { kind: "paragraph", text: block },
    );
}
