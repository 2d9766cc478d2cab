import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type App, createApp } from "../../../../src/app.ts";
import { readConfig } from "../../../../src/config.ts";
import { publish } from "../../../../src/features/knowledge/library.ts";
import { addWord, removeWord } from "../../../../src/features/knowledge/words/words.ts";
import { systemClock } from "../../../../src/shared/clock.ts";
import { createLogger } from "../../../../src/shared/logger.ts";
import type { Store } from "../../../../src/store/store.ts";
import { fileOf } from "../../../support/documents.ts";
import { EDITOR, NOW, TODAY } from "../../../support/library.ts";
import { DATABASES, type TestDatabase } from "../../../support/stores.ts";

const WORD = new Map([
  ["en", ["stepladder"]],
  ["tr", ["merdiven"]],
]);

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("a running service", () => {
    let database: TestDatabase;
    let app: App;
    /** Another process on the same database, such as the command line. */
    let other: Store;
    const start = () => {
      const config = { ...readConfig({ SILKDESK_HOME: database.home }), database: database.config };
      return createApp({ config, clock: systemClock, log: createLogger("silent") });
    };
    beforeEach(async () => {
      database = await make();
      other = await database.open();
      app = await start();
      const notes = [
        fileOf("ladders", "A stepladder must be returned to gate 4 before the hall closes."),
        fileOf("fees", "A booth at the fair costs 400 euros."),
      ];
      await publish(app.store, notes, EDITOR, "a test", NOW, app.indexer);
    });
    afterEach(async () => {
      await app.close();
      await other.close();
      await database.drop();
    });
    const found = async (of = app) =>
      (await of.search({ text: "Merdivenler nerede?", lang: "tr", top: 5, asOf: TODAY })).map(
        ({ document }) => document,
      );

    test("finds an English document by a Turkish word from the next question after it was added", async () => {
      expect(await found()).not.toContain("ladders");
      const { word } = await addWord(other, { names: WORD }, EDITOR, NOW);
      expect((await found())[0]).toBe("ladders");
      await removeWord(other, word.id, EDITOR, NOW);
      expect(await found()).not.toContain("ladders");
    });

    test("notices a word that took the place of another", async () => {
      const names = new Map([...WORD, ["tr", ["forklift"]]]);
      const { word } = await addWord(other, { names }, EDITOR, NOW);
      expect(await found()).not.toContain("ladders");
      await removeWord(other, word.id, EDITOR, NOW);
      await addWord(other, { names: WORD }, EDITOR, NOW);
      expect((await found())[0]).toBe("ladders");
    });

    test("answers by it, quoting the English sentence", async () => {
      const ask = () => app.ask({ question: "Merdiven?", lang: "tr", previous: null, asOf: TODAY });
      expect((await ask()).parts.flatMap(({ citations }) => citations)).toEqual([]);
      await addWord(other, { names: WORD }, EDITOR, NOW);
      const quotes = (await ask()).parts.flatMap(({ citations }) => citations.map(({ quote }) => quote));
      expect(quotes.join(" ")).toContain("returned to gate 4");
    });

    test("knows the words from its start", async () => {
      await addWord(other, { names: WORD }, EDITOR, NOW);
      const later = await start();
      try {
        expect((await found(later))[0]).toBe("ladders");
      } finally {
        await later.close();
      }
    });
  });
});
