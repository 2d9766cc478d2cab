import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { SCHEMA } from "../../../src/app.ts";
import { supportInvariants } from "../../../src/features/support/invariants.ts";
import { getGroup, listGroups } from "../../../src/features/support/staff-list.ts";
import { findBroken } from "../../../src/store/invariants.ts";
import { DATABASES } from "../../support/stores.ts";

const NOW = "2026-05-01T09:00:00.000Z";

describe.each(DATABASES.filter(({ available }) => available))("on $name", ({ make }) => {
  test("a case from before there were groups is a group of its own, asked for a person", async () => {
    const database = await make({ empty: true });
    const before = await database.open(SCHEMA.filter(({ name }) => name < "0004"));
    await before.transaction(async (tx) => {
      await tx
        .insertInto("people")
        .values({ id: "p1", language: "tr", language_source: "hint", created_at: NOW })
        .execute();
      await sql`insert into cases (person, platform, bot, conversation, account, language, question, answer, topic, state, created_at)
        values ('p1', 'web', 'desk', 'web:1', '1', 'tr', 'Vize gerekiyor mu?', null, 'expo', 'open', ${NOW})`.execute(
        tx,
      );
    });
    await before.close();
    const store = await database.open();
    expect(await listGroups(store.read)).toMatchObject([
      {
        id: 1,
        state: "open",
        askers: 1,
        languages: ["tr"],
        wanted: true,
        lastAsked: NOW,
        question: "Vize gerekiyor mu?",
      },
    ]);
    expect((await getGroup(store.read, 1)).questions).toMatchObject([{ topic: "expo", desk: null }]);
    expect(await findBroken(store.read, supportInvariants)).toEqual([]);
    await store.close();
    await database.drop();
  });
});
