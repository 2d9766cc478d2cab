import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { createRandom } from "../../src/shared/random.ts";
import { type FakeTelegram, startFakeTelegram } from "./fake-telegram/fake-telegram.ts";
import type { Person } from "./fake-telegram/person.ts";
import { type Service, startService } from "./service.ts";
import { fillWithStarter } from "./starter-home.ts";
import { freePort, type Mode, WEBHOOK_SECRET } from "./telegram-service.ts";
import { startUnrulyProxy, type UnrulyProxy } from "./unruly-proxy.ts";

export type HammerPlan = {
  readonly mode: Mode;
  readonly updates: number;
  readonly chats: number;
  readonly kills: number;
  readonly seed: number;
  /** Each update is delivered at most so many times. */
  readonly copies: number;
  readonly confirmFirst?: boolean;
  readonly renumber?: boolean;
};

export type HammerReport = {
  readonly updates: number;
  readonly kills: number;
  /** Questions of which nothing is in the store, and commands that were never answered. */
  readonly lost: number;
  /** Questions that were kept more than once. */
  readonly effectsTwice: number;
  readonly outOfOrder: number;
  /** Messages beyond one for each update. */
  readonly doubled: number;
  readonly violations: readonly unknown[];
  readonly breaches: readonly unknown[];
  readonly seconds: number;
};

/** How many sends may be under way when a process is killed. */
export const IN_FLIGHT = 4;

/** What a chat sends: every other update is a command whose answer names it, the rest are questions that are kept. */
type Said = { readonly chat: number; readonly n: number; readonly text: string };

/**
 * Lets people write to the real process through a network that repeats and mixes their updates, kills the process at
 * random moments, and counts what was lost, doubled or out of order.
 */
export async function runHammer(plan: HammerPlan): Promise<HammerReport> {
  const started = performance.now();
  const random = createRandom(plan.seed);
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), "silkdesk-hammer-"));
  await fillWithStarter(home);
  const webhookUrl = `http://127.0.0.1:${port}/telegram`;
  const lines: { telegram: FakeTelegram | null; proxy: UnrulyProxy | null } = { telegram: null, proxy: null };
  const telegram = await startFakeTelegram({
    seed: plan.seed,
    specification: process.env.TELEGRAM_SPECIFICATION,
    webhook: { target: () => lines.proxy?.webhookUrl ?? webhookUrl, attempts: 1_000 },
  });
  const proxy = await startUnrulyProxy({ api: () => telegram.url, webhook: () => webhookUrl }, plan);
  lines.proxy = proxy;
  const environment = {
    PORT: String(port),
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: proxy.url,
    ...(plan.mode === "webhook" ? { TELEGRAM_WEBHOOK_URL: webhookUrl, TELEGRAM_WEBHOOK_SECRET: WEBHOOK_SECRET } : {}),
    LOG_LEVEL: "fatal",
  };
  let service: Service = await startService(home, environment);
  const people = Array.from({ length: plan.chats }, () => telegram.person({ language_code: "en" }));
  const said = sayingsOf(plan);
  const share = Math.ceil(said.length / (plan.kills + 1));
  try {
    for (let round = 0; round <= plan.kills; round++) {
      if (round > 0) telegram.jumpUpdateIds(await nextId(telegram, random));
      for (const { chat, text } of said.slice(round * share, (round + 1) * share)) people[chat]?.says(text);
      if (round === plan.kills) break;
      await (plan.confirmFirst ? until(() => proxy.held() > 0, 5_000) : sleep(random() * 1_500));
      await service.stop("SIGKILL");
      service = await startService(home, environment);
    }
    await settle(telegram, people, said.length, plan.confirmFirst ? 5 : 10);
    const report = check(plan, said, people, join(home, "silkdesk.db"));
    return {
      updates: said.length,
      kills: plan.kills,
      ...report,
      violations: telegram.violations,
      breaches: telegram.breaches,
      seconds: Math.round((performance.now() - started) / 1_000),
    };
  } finally {
    await service.stop("SIGKILL");
    await proxy.close();
    await telegram.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

function sayingsOf({ updates, chats }: HammerPlan): Said[] {
  return Array.from({ length: updates }, (_, index) => {
    const [chat, n] = [index % chats, Math.floor(index / chats)];
    const name = `c${chat}n${n}e`;
    return { chat, n, text: n % 2 === 0 ? `/x${name}` : `What does a haircut of kind ${name} cost in Reykjavik?` };
  });
}

/** Up by a random number; down, as after a quiet week, only where nothing waits. */
async function nextId(telegram: FakeTelegram, random: () => number): Promise<number> {
  const last = telegram.ledger.updates.at(-1)?.id ?? 0;
  const up = last + 1 + Math.floor(random() * 100_000);
  if (random() < 0.5) return up;
  const isQuiet = await until(() => telegram.waiting() === 0, 5_000);
  return isQuiet ? 1 + Math.floor(random() * 50_000_000) : up;
}

const answersOf = (person: Person) => person.shown().filter(({ isFromBot }) => isFromBot);

/** Waits until as many answers came as there were updates, or nothing has come for some seconds. */
async function settle(
  telegram: FakeTelegram,
  people: readonly Person[],
  updates: number,
  seconds: number,
): Promise<void> {
  let before = -1;
  for (let quiet = 0; quiet < 4 * seconds; quiet++) {
    await sleep(250);
    const answers = people.reduce((sum, person) => sum + answersOf(person).length, 0);
    if (answers !== before) quiet = 0;
    before = answers;
    // A moment longer, for what might come twice.
    if (quiet >= 8 && telegram.waiting() === 0 && answers >= updates) return;
  }
}

function check(plan: HammerPlan, said: readonly Said[], people: readonly Person[], file: string) {
  const database = new Database(file, { readonly: true });
  const kept = countOf(
    database
      .prepare<[], { question: string }>("select question from answers")
      .all()
      .map((row) => row.question),
  );
  database.close();
  const answered = people.map((person) => answersOf(person).map(({ text }) => /\/x(c\d+n\d+e)/u.exec(text)?.[1] ?? ""));
  const commands = countOf(answered.flat().filter((name) => name !== ""));
  const isLost = ({ text }: Said): boolean => (text.startsWith("/") ? !commands.has(text.slice(2)) : !kept.has(text));
  const messages = people.reduce((sum, person) => sum + answersOf(person).length, 0);
  return {
    lost: said.filter(isLost).length,
    effectsTwice: [...kept.values()].filter((count) => count > 1).length,
    outOfOrder: answered.reduce((sum, names) => sum + countDisorder(names), 0),
    doubled: Math.max(0, messages - plan.updates),
  };
}

/** Answers that first came after one to a later command of the same chat. */
function countDisorder(names: readonly string[]): number {
  const first = [...new Set(names.filter((name) => name !== ""))].map((name) => Number(/n(\d+)e/u.exec(name)?.[1]));
  return first.filter((n, index) => index > 0 && n < Math.max(...first.slice(0, index))).length;
}

function countOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

async function until(condition: () => boolean, ms: number): Promise<boolean> {
  for (const end = performance.now() + ms; performance.now() < end; await sleep(10)) if (condition()) return true;
  return condition();
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
