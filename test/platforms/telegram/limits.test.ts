import { afterEach, expect, test } from "vitest";
import type { Person } from "../../support/fake-telegram/person.ts";
import { startTelegramDesk, type TelegramDesk } from "../../support/telegram-desk.ts";

const FAULTS = [
  { kind: "429", retryAfter: 1, rate: 0.02 },
  { kind: "500", rate: 0.02 },
  { kind: "502", rate: 0.01 },
] as const;

let rig: TelegramDesk | null = null;

afterEach(async () => {
  await rig?.close();
  rig = null;
});

const answers = (person: Person) => person.shown().filter(({ isFromBot }) => isFromBot);
const counts = (people: readonly Person[]) => people.map((person) => answers(person).length);

async function begin(options: Parameters<typeof startTelegramDesk>[0], people: number) {
  rig = await startTelegramDesk(options);
  const { telegram } = rig;
  return { rig, people: Array.from({ length: people }, () => telegram.person({ language_code: "en" })) };
}

test("with refusals and faults on 5 % of calls every message arrives, and no limit is passed", {
  timeout: 120_000,
}, async () => {
  const { rig, people } = await begin({ telegram: { faults: FAULTS, seed: 3 } }, 40);
  for (const person of people) person.says("/wat");
  for (const person of people.slice(0, 10)) person.says("/wat again");
  const group = rig.telegram.group();
  group.addsBot(people[0] as Person);
  for (let n = 0; n < 4; n++) people[0]?.in(group).says("/wat@silkdesk_bot");
  await rig.settled();
  expect(counts(people)).toEqual(people.map((_, index) => (index < 10 ? 2 : 1)));
  expect(group.shown().filter(({ isFromBot }) => isFromBot)).toHaveLength(4);
  await rig.broadcast();
  await expect.poll(() => counts(people).reduce((sum, count) => sum + count, 0), { timeout: 60_000 }).toBe(90);
  await rig.settled();
  expect(rig.telegram.breaches).toEqual([]);
  expect(rig.telegram.violations).toEqual([]);
});

test("control: without a pace the limits are passed", { timeout: 60_000 }, async () => {
  const { rig, people } = await begin({ capabilities: { pace: null } }, 2);
  // Few people who write much: also on a slow machine their answers are less than a second apart.
  for (const person of people) for (let n = 0; n < 8; n++) person.says(`/wat ${n}`);
  await expect.poll(() => rig.telegram.breaches.length, { timeout: 30_000 }).toBeGreaterThan(0);
});

test("a rush is answered oldest first, and a campaign waits for it", { timeout: 120_000 }, async () => {
  const { rig, people } = await begin({}, 60);
  for (const person of people) person.startsWith();
  await rig.settled();
  await rig.broadcast();
  await expect.poll(() => counts(people).filter((count) => count === 2).length, { timeout: 20_000 }).toBeGreaterThan(0);
  for (const person of people) person.says("/wat");
  await rig.settled();
  await expect.poll(() => counts(people).every((count) => count === 3), { timeout: 30_000 }).toBe(true);
  const order = people
    .map((person, index) => ({ index, at: answers(person).find(({ text }) => text.includes("/wat"))?.at ?? 0 }))
    .toSorted((one, other) => one.at - other.at);
  const strays = order.map(({ index }, place) => Math.abs(index - place)).filter((far) => far > 16);
  // Somebody whom the campaign has reached a moment ago waits for a second: at most those are out of their place.
  expect(strays.length).toBeLessThan(15);
  const lastAnswer = order.at(-1)?.at ?? 0;
  const campaigns = people.flatMap(answers).filter(({ text }) => !text.includes("/wat"));
  expect(campaigns.filter(({ at }) => at > lastAnswer).length).toBeGreaterThan(10);
  expect(rig.telegram.breaches).toEqual([]);
});
