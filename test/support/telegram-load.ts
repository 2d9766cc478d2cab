import { join } from "node:path";
import { SCHEMA } from "../../src/app.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { scheduleBroadcast } from "../../src/store/broadcasts.ts";
import { meetPerson } from "../../src/store/people.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { message } from "./events.ts";
import type { FaultRule } from "./fake-telegram/faults.ts";
import type { Person } from "./fake-telegram/person.ts";
import { quantilesOf } from "./spread.ts";
import { startTelegramService, type TelegramService } from "./telegram-service.ts";

export type LoadPlan = {
  readonly chats: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** Whether a campaign to everyone is under way meanwhile. */
  readonly campaign: boolean;
  readonly faults?: readonly FaultRule[];
};

type Spread = { readonly p50: number; readonly p95: number; readonly most: number };

export type LoadReport = {
  readonly asked: number;
  readonly unanswered: number;
  /** Milliseconds from the question to "typing" or the answer, and to the answer. */
  readonly firstSign: Spread;
  readonly answer: Spread;
  /** Messages of the campaign that were sent between the first and the last answer. */
  readonly campaignAmong: number;
  readonly campaignSent: number;
  /** How many places an answer came before or after its turn, at most. */
  readonly farthestOutOfPlace: number;
  readonly messagesPerSecond: number;
  readonly breaches: number;
  readonly violations: number;
};

const QUESTION = "How many companies took part in the 2017 expo in Turkey?";
const FIGURE = "92 Hangzhou companies";

/** People ask at a fixed rate, whether or not they are answered; the real service answers. A campaign goes to half as many chats more. */
export async function runLoad(plan: LoadPlan): Promise<LoadReport> {
  const world = await startTelegramService("polling", plan.faults === undefined ? {} : { faults: plan.faults });
  try {
    const length = plan.campaign ? Math.ceil(1.5 * plan.chats) : plan.chats;
    const people = Array.from({ length }, () => world.telegram.person({ language_code: "en" }));
    if (plan.campaign) await beginCampaign(world, people);
    const asked = await askAll(people, plan);
    await answeredAll(asked, 120_000);
    return report(world, people, asked);
  } finally {
    await world.close();
  }
}

/** Makes everyone known on both sides, without a message, and begins a campaign beside the service, as a command would. */
async function beginCampaign({ home, telegram }: TelegramService, people: readonly Person[]): Promise<void> {
  for (const person of people) person.unblocks();
  await telegram.settled({ timeout: 30_000 });
  const store = openSqlite({ file: join(home, "silkdesk.db"), clock: systemClock, steps: SCHEMA });
  const now = systemClock.now();
  const bot = String(telegram.bot.id);
  await store.transaction(async (tx) => {
    for (const { chatId } of people) {
      const where = { account: String(chatId), conversation: `telegram:${chatId}`, scope: "direct" } as const;
      await meetPerson(tx, { platform: "telegram", bot, ...where }, { tag: "en", source: "default" }, now);
    }
    await scheduleBroadcast(tx, message("settings.welcome", "broadcast"), {}, { startsAt: now, now });
  });
  await store.close();
  await until(() => telegram.ledger.count("sendMessage") > 5, 10_000);
}

/** The `nth` question of a person, from 0. */
type Asked = { readonly person: Person; readonly nth: number; readonly order: number; readonly at: number };

async function askAll(people: readonly Person[], plan: LoadPlan): Promise<Asked[]> {
  const asked: Asked[] = [];
  const begin = performance.now();
  const total = Math.round(plan.perSecond * plan.seconds);
  while (asked.length < total) {
    const due = plan.seconds <= 1 ? total : Math.floor(((performance.now() - begin) / 1_000) * plan.perSecond);
    while (asked.length < Math.min(due, total)) {
      const order = asked.length;
      const person = people[order % plan.chats];
      if (person === undefined) throw new Error("nobody is there to ask");
      asked.push({ person, nth: Math.floor(order / plan.chats), order, at: Date.now() });
      person.says(QUESTION);
    }
    await sleep(5);
  }
  return asked;
}

const answersOf = (person: Person) =>
  person.shown().filter(({ isFromBot, text }) => isFromBot && text.includes(FIGURE));
const answerTo = ({ person, nth }: Asked) => answersOf(person)[nth];

/** Looks on from the first question without an answer: the stand-in has other things to do in this process. */
async function answeredAll(asked: readonly Asked[], ms: number): Promise<void> {
  let next = 0;
  await until(() => {
    for (let one = asked[next]; one !== undefined && answerTo(one) !== undefined; one = asked[next]) next += 1;
    return next === asked.length;
  }, ms);
}

function report({ telegram }: TelegramService, people: readonly Person[], asked: readonly Asked[]): LoadReport {
  const typed = new Map<number, number[]>();
  for (const { params, at } of telegram.ledger.of("sendChatAction")) {
    const chat = Number(params.chat_id);
    typed.set(chat, [...(typed.get(chat) ?? []), at]);
  }
  const done = asked.flatMap((one) => {
    const answer = answerTo(one);
    if (answer === undefined) return [];
    const sign = typed.get(one.person.chatId)?.find((at) => at >= one.at) ?? answer.at;
    return [{ order: one.order, asked: one.at, sign: Math.min(sign, answer.at), answered: answer.at }];
  });
  const byAnswer = done.toSorted((one, other) => one.answered - other.answered);
  const [first, last] = [byAnswer[0]?.answered ?? 0, byAnswer.at(-1)?.answered ?? 0];
  const campaign = people.flatMap((person) =>
    person.shown().filter(({ isFromBot, text }) => isFromBot && !text.includes(FIGURE)),
  );
  const among = campaign.filter(({ at }) => at > first && at < last).length;
  return {
    asked: asked.length,
    unanswered: asked.length - done.length,
    firstSign: spreadOf(done.map((one) => one.sign - one.asked)),
    answer: spreadOf(done.map((one) => one.answered - one.asked)),
    campaignAmong: among,
    campaignSent: campaign.length,
    farthestOutOfPlace: Math.max(0, ...byAnswer.map(({ order }, place) => Math.abs(order - place))),
    messagesPerSecond: Math.round(((done.length + among) / Math.max(1, last - first)) * 10_000) / 10,
    breaches: telegram.breaches.length,
    violations: telegram.violations.length,
  };
}

function spreadOf(values: readonly number[]): Spread {
  const at = quantilesOf(values);
  return { p50: at(0.5), p95: at(0.95), most: at(1) };
}

async function until(condition: () => boolean, ms: number): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end && !condition(); ) await sleep(50);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
