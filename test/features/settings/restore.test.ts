import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { run } from "../../../src/cli/program.ts";
import { type Chat, startChat } from "../../support/chat.ts";
import { DATABASES, type TestDatabase } from "../../support/stores.ts";

describe.each(DATABASES.filter(({ available }) => available))("on $name", ({ make }) => {
  let database: TestDatabase;
  let printed: string[];

  beforeEach(async () => {
    database = await make();
    printed = [];
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      printed.push(String(text));
      return true;
    });
    vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      printed.push(String(text));
      return true;
    });
    if (database.config.kind === "postgres") vi.stubEnv("DATABASE_URL", database.config.url);
    vi.stubEnv("LOG_LEVEL", "silent");
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    await database.drop();
  });

  const silkdesk = async (...args: string[]): Promise<{ readonly code: number; readonly out: string }> => {
    printed = [];
    return { code: await run([...args, "--home", database.home]), out: printed.join("") };
  };
  const chatting = async (talk: (chat: Chat) => Promise<void>): Promise<void> => {
    const chat = await startChat(database);
    await talk(chat);
    await chat.close();
  };

  test("staff export and erase a person, and an older backup does not bring them back", async () => {
    await chatting(async (chat) => {
      await chat.person("li").says("What does a lighthouse cost in Bergen?");
      await chat.person("wang").says("What does a windmill cost in Delft?");
    });
    const backup = join(database.home, "before.backup");
    expect((await silkdesk("backup", backup)).code).toBe(0);
    const exported = await silkdesk("privacy", "export", "wire:li");
    expect(exported.code).toBe(0);
    expect(exported.out).toContain("lighthouse");
    expect(exported.out).not.toContain("windmill");
    expect((await silkdesk("privacy", "erase", "wire:li")).code).toBe(0);
    expect((await silkdesk("privacy", "export", "wire:li")).out).toContain("Nobody is known as wire:li");

    const restored = await silkdesk("restore", backup);
    expect(restored).toMatchObject({ code: 0 });
    expect(restored.out).toContain("Erased again, as they had asked since: 1 person");
    expect((await silkdesk("privacy", "export", "wire:li")).code).toBe(1);
    expect((await silkdesk("privacy", "export", "wire:wang")).out).toContain("windmill");
    expect((await silkdesk("restore", backup)).out).toContain("1 person");
    expect((await silkdesk("verify")).code).toBe(0);
  });
});
