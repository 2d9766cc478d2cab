import { afterAll, beforeAll, expect, test } from "vitest";
import { type DiscordDesk, startDiscordDesk } from "../../support/discord-desk.ts";
import type { Person } from "../../support/fake-discord/people/person.ts";
import { naughtyStrings } from "../../support/naughty-strings.ts";

const TIMEOUT = 600_000;
/** What Discord takes as a message, in UTF-16 units. */
const LONGEST = 2_000;

let rig: DiscordDesk;

beforeAll(async () => {
  rig = await startDiscordDesk({ discord: { limits: "none" } });
});

afterAll(() => rig.close());

const answers = (person: Person) => person.shown().filter(({ isFromBot, isLoading }) => isFromBot && !isLoading);
/** Discord takes no lone half of a character, and no message of nothing but space. */
const sendable = naughtyStrings()
  .map((text) => text.toWellFormed().slice(0, LONGEST).toWellFormed())
  .filter((text) => text.trim() !== "");

/** Lets a person of each name say something, and returns the strings whose person heard nothing. */
async function unanswered(say: (person: Person, text: string) => unknown): Promise<readonly string[]> {
  const people = sendable.map((text) => {
    const person = rig.discord.person();
    say(person, text);
    return person;
  });
  const silent = () => sendable.filter((_, index) => answers(people[index] as Person).length === 0);
  for (let turn = 0, before = -1; turn < 100 && silent().length > 0; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    // It goes on as long as somebody is answered.
    if (silent().length !== before) turn = 0;
    before = silent().length;
  }
  return silent();
}

test("every string is answered in a direct message", { timeout: TIMEOUT }, async () => {
  expect(await unanswered((person, text) => person.says(text))).toEqual([]);
});

test("every string is answered as a command's question", { timeout: TIMEOUT }, async () => {
  expect(await unanswered((person, text) => person.runs("/ask", { question: text }))).toEqual([]);
});

test("nothing was refused, and nobody is mentioned", () => {
  expect([rig.discord.violations, rig.discord.breaches]).toEqual([[], []]);
  const bodies = rig.discord.ledger.requests.map(({ body }) => JSON.stringify(body ?? {}));
  const said = bodies.filter((body) => body.includes('"content"'));
  expect(said.length).toBeGreaterThan(0);
  expect(said.filter((body) => !body.includes('"allowed_mentions":{"parse":[]'))).toEqual([]);
});
