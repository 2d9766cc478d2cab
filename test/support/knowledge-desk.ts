import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { type App, createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Answer, Citation } from "../../src/features/knowledge/answer/answer.ts";
import { listFiles, readVersions } from "../../src/features/knowledge/ingest.ts";
import { publish } from "../../src/features/knowledge/library.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { createLogger } from "../../src/shared/logger.ts";
import { EDITOR, NOW, TODAY } from "./library.ts";

/** A note as a person writes it into a file. */
export type Note = {
  readonly id: string;
  /** Its words, in Markdown; without a heading, its title is above them. */
  readonly text: string;
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

/** The program over a home of its own that holds some notes. */
export type KnowledgeDesk = {
  readonly app: () => App;
  readonly ask: (question: string, asked?: Asked) => Promise<Answered>;
  readonly publish: (...notes: readonly Note[]) => Promise<void>;
};

/** Publishes notes for the tests of a suite, through files and the real program. */
export function deskOf(notes: readonly Note[]): KnowledgeDesk {
  let app: App | undefined;
  const home = mkdtempSync(join(tmpdir(), "silkdesk-test-"));
  const opened = (): App => {
    if (app === undefined) throw new Error("the desk opens before the first test");
    return app;
  };
  const publishNotes = async (...some: readonly Note[]): Promise<void> => {
    const folder = mkdtempSync(join(home, "notes-"));
    for (const note of some) writeFileSync(join(folder, `${note.id}.md`), fileOfNote(note));
    const { versions, refused } = await readVersions(listFiles([folder]).files, {});
    if (refused.length > 0) throw new Error(JSON.stringify(refused));
    await publish(opened().store, versions, EDITOR, "a test", NOW, opened().indexer);
  };
  beforeAll(async () => {
    const config = readConfig({ SILKDESK_HOME: home });
    app = await createApp({ config, clock: systemClock, log: createLogger("silent") });
    if (notes.length > 0) await publishNotes(...notes);
  });
  afterAll(async () => {
    await app?.close();
    rmSync(home, { recursive: true, force: true });
  });
  return {
    app: opened,
    publish: publishNotes,
    ask: async (question, { lang = "en", previous = null, asOf = TODAY } = {}) => {
      const answer = await opened().ask({ question, lang, previous, asOf });
      const citations = answer.parts.flatMap((part) => part.citations);
      return { ...answer, citations, quotes: citations.map(({ quote }) => quote) };
    },
  };
}

function fileOfNote({ id, text, title = id, lang = "en", published, from, until, of, supersedes, url }: Note): string {
  const meta = {
    ...{ id, title, lang, published, from, until, supersedes },
    "translation-of": of,
    "source-url": url,
  };
  const lines = Object.entries(meta).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${JSON.stringify(value)}`],
  );
  return ["---", ...lines, "---", "", text, ""].join("\n");
}
