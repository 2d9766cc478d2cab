import { vi } from "vitest";
import { run } from "../../src/cli/program.ts";
import { TEST_SECRET, type TestDatabase } from "./stores.ts";

/** Runs command lines in this process on a test's database, and catches all that they say. */
export function commandLineOf(database: TestDatabase) {
  return async (...args: string[]): Promise<{ readonly code: number; readonly out: string }> => {
    const said: string[] = [];
    const hear = (text: string | Uint8Array): boolean => {
      said.push(String(text));
      return true;
    };
    const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockImplementation(hear));
    if (database.config.kind === "postgres") {
      vi.stubEnv("DATABASE_URL", database.config.url);
      vi.stubEnv("SILKDESK_SECRET", TEST_SECRET);
    }
    try {
      return { code: await run([...args, "--home", database.home]), out: said.join("") };
    } finally {
      for (const spy of spies) spy.mockRestore();
      vi.unstubAllEnvs();
    }
  };
}
