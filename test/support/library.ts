import { afterEach, beforeEach, describe } from "vitest";
import type { LiveChange } from "../../src/features/knowledge/library/change-live.ts";
import { noIndex } from "../../src/features/knowledge/library/indexer.ts";
import { findLivePublication, listDocuments } from "../../src/features/knowledge/library/live.ts";
import { type Published, publish } from "../../src/features/knowledge/library/publish.ts";
import type { NewVersion } from "../../src/features/knowledge/library/versions.ts";
import type { Actor } from "../../src/store/audit.ts";
import type { Store } from "../../src/store/store.ts";
import { DATABASES, type TestDatabase } from "./stores.ts";

export const NOW = "2026-11-22T08:00:00.000Z";
export const TODAY = "2026-11-22";
export const EDITOR: Actor = { name: "edda", role: "editor" };

/** A change by an editor, now, without an index. */
export function changeOf(given: Partial<LiveChange> = {}): LiveChange {
  return { actor: EDITOR, reason: "a test", now: NOW, indexer: noIndex, ...given };
}

/** The library of one test, in a database of its own. */
export type TestLibrary = {
  readonly store: Store;
  readonly database: TestDatabase;
  readonly publish: (...files: readonly NewVersion[]) => Promise<Published[]>;
  /** What is shown now, as `id@version`. */
  readonly shown: () => Promise<string[]>;
};

/** A suite that runs on every database. */
export function describeLibrary(name: string, tests: (library: () => TestLibrary) => void): void {
  describe.each(DATABASES)("$name", ({ available, make }) => {
    describe.runIf(available)(name, () => {
      let library: TestLibrary;
      beforeEach(async () => {
        const database = await make();
        const store = await database.open();
        library = {
          store,
          database,
          publish: (...files) => publish(store, files, EDITOR, "a test", NOW),
          shown: async () =>
            (await listDocuments(store.read, await findLivePublication(store.read))).map(
              ({ meta, version }) => `${meta.id}@${version}`,
            ),
        };
      });
      afterEach(async () => {
        await library.store.close();
        await library.database.drop();
      });
      tests(() => library);
    });
  });
}
