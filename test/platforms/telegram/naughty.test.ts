import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "../../support/fake-telegram/person.ts";
import { naughtyStrings } from "../../support/naughty-strings.ts";
import { startTelegramDesk, type TelegramDesk } from "../../support/telegram-desk.ts";

/** What only we can make of words; addresses, mentions and commands are found by Telegram itself. */
const MARKUP = ["bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "blockquote"];
const TIMEOUT = 600_000;

let rig: TelegramDesk;

beforeAll(async () => {
  rig = await startTelegramDesk({ telegram: { limits: "none" }, capabilities: { pace: null } });
});

afterAll(() => rig.close());

const answers = (person: Person) => person.shown().filter(({ isFromBot }) => isFromBot);

/** Lets a person of each name say something, and returns the strings whose person heard nothing. */
async function unanswered(say: (person: Person, text: string) => unknown): Promise<readonly string[]> {
  const strings = naughtyStrings();
  const people = strings.map((text) => {
    // Telegram keeps no lone half of a character.
    const person = rig.telegram.person({ first_name: text.toWellFormed(), language_code: "en" });
    say(person, text.toWellFormed());
    return person;
  });
  await rig.settled();
  expect(people.flatMap(answers).length).toBeGreaterThan(0);
  return strings.filter((_, index) => answers(people[index] as Person).length === 0);
}

test("every string is answered as a question", { timeout: TIMEOUT }, async () => {
  expect(await unanswered((person, text) => person.says(text))).toEqual([]);
});

test("every string is answered as a caption and as the name of a file", { timeout: TIMEOUT }, async () => {
  expect(
    await unanswered((person, text) => person.sendsDocument({ name: text, size: 100, caption: text.slice(0, 1_024) })),
  ).toEqual([]);
});

test("no string becomes markup where it is said again", { timeout: TIMEOUT }, async () => {
  const heard: (readonly [string, Person])[] = [];
  const none = await unanswered((person, text) => {
    person.says(`/language ${text}`);
    heard.push([text, person]);
  });
  expect(none).toEqual([]);
  for (const [, person] of heard) {
    const [answer] = answers(person);
    const echo = /“(?<said>[\s\S]*)”/u.exec(answer?.text ?? "");
    if (answer === undefined || echo === null) continue;
    const end = echo.index + echo[0].length;
    const crossing = answer.entities.filter(({ offset, length }) => offset < end && offset + length > echo.index);
    expect(crossing.filter(({ type }) => MARKUP.includes(type))).toEqual([]);
  }
  expect(heard.filter(([, person]) => answers(person)[0]?.text.includes("“")).length).toBeGreaterThan(5);
});

test("nothing was refused, and nothing was sent to be parsed", () => {
  const sends = rig.telegram.ledger.requests.filter(({ method }) => method.startsWith("send"));
  expect(sends.filter(({ outcome }) => outcome !== "ok")).toEqual([]);
  expect(sends.filter(({ params }) => "parse_mode" in params)).toEqual([]);
  expect(rig.telegram.violations).toEqual([]);
});

test("control: the stand-in does refuse words that are sent as markup", async () => {
  const { url, token, person } = rig.telegram;
  const lin = person();
  lin.startsWith();
  const refused = await Promise.all(
    ["<b>open", "a < b", "&nope; <x>"].map(async (text) => {
      const body = JSON.stringify({ chat_id: lin.chatId, text, parse_mode: "HTML" });
      const headers = { "Content-Type": "application/json" };
      return (await fetch(`${url}/bot${token}/sendMessage`, { method: "POST", headers, body })).status;
    }),
  );
  expect(refused).toContain(400);
});
