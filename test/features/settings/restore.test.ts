import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Chat, startChat } from "../../support/chat.ts";
import { commandLineOf } from "../../support/command-line.ts";
import { DATABASES, type TestDatabase } from "../../support/stores.ts";

describe.each(DATABASES.filter(({ available }) => available))("on $name", ({ make }) => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await make();
  });

  afterEach(() => database.drop());

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
    const silkdesk = commandLineOf(database);
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
