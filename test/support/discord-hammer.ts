import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { createRandom } from "../../src/shared/random.ts";
import { connected } from "./discord-service.ts";
import { type FakeDiscord, startFakeDiscord } from "./fake-discord/fake-discord.ts";
import type { Interaction } from "./fake-discord/interactions.ts";
import type { Person } from "./fake-discord/people/person.ts";
import type { FaultRule } from "./fake-telegram/faults.ts";
import { type Service, startService } from "./service.ts";
import { fillWithStarter } from "./starter-home.ts";

export type DiscordPlan = {
  /** How many commands people run, and how many of their questions are direct messages besides. */
  readonly interactions: number;
  readonly messages: number;
  readonly people: number;
  readonly stops: number;
  /** SIGKILL, or SIGTERM as a deploy does. */
  readonly signal: "SIGKILL" | "SIGTERM";
  readonly seed: number;
  readonly faults?: readonly FaultRule[];
  /** The share of interactions that Discord forgets at once. */
  readonly voidShare?: number;
  /** Control: the store forgets where the session stood whenever the process stops. */
  readonly forgetful?: boolean;
  /** Control: events have their effects before they are settled. */
  readonly hasty?: boolean;
};

export type DiscordReport = {
  readonly interactions: number;
  readonly done: number;
  readonly void: number;
  /** Acknowledged, and never answered. */
  readonly unanswered: number;
  /** Void at Discord, and with an effect in the store all the same. */
  readonly voidWithEffect: number;
  readonly effectsTwice: number;
  /** Direct messages of which nothing is in the store. */
  readonly messagesLost: number;
  /** Answers that were sent twice, in direct messages or as the first answer. */
  readonly doubled: number;
  readonly doubledFurther: number;
  readonly identified: number;
  readonly resumed: number;
  readonly acknowledgedMs: { readonly p50: number; readonly p99: number; readonly most: number };
  readonly violations: readonly unknown[];
  readonly breaches: readonly unknown[];
  readonly seconds: number;
};

type Asked = { readonly name: string; readonly question: string; readonly use: Interaction | null };

/**
 * Lets people ask the real process by command and by message, stops it at random moments, and counts what was lost, had an
 * effect twice, or had one although Discord gave it up.
 */
export async function runDiscordHammer(plan: DiscordPlan): Promise<DiscordReport> {
  const started = performance.now();
  const random = createRandom(plan.seed);
  const home = mkdtempSync(join(tmpdir(), "silkdesk-hammer-"));
  await fillWithStarter(home);
  const discord = await startFakeDiscord({
    seed: plan.seed,
    specification: process.env.DISCORD_SPECIFICATION,
    limits: "none",
    ...(plan.faults === undefined ? {} : { faults: plan.faults }),
    ...(plan.voidShare === undefined ? {} : { voidShare: plan.voidShare }),
  });
  if (plan.hasty) settleAtOnce(join(home, "silkdesk.db"));
  const environment = { DISCORD_BOT_TOKEN: discord.token, DISCORD_API_ROOT: discord.api, LOG_LEVEL: "fatal" };
  let service: Service = await startService(home, environment);
  await connected(discord);
  const people = Array.from({ length: plan.people }, () => discord.person());
  const asked: Asked[] = [];
  try {
    for (let round = 0; round <= plan.stops; round++) {
      askRound(plan, people, asked, random);
      if (round === plan.stops) break;
      await sleep(random() * 1_500);
      await service.stop(plan.signal);
      if (plan.forgetful) forget(join(home, "silkdesk.db"));
      // Some things happen while nobody is there.
      askRound({ ...plan, interactions: plan.stops, messages: plan.stops }, people, asked, random);
      const before = connectionsOf(discord);
      service = await startService(home, environment);
      for (let turn = 0; turn < 300 && connectionsOf(discord) === before; turn++) await sleep(10);
    }
    await settle(discord, people, asked);
    const report = check(discord, people, asked, join(home, "silkdesk.db"));
    return { ...report, seconds: Math.round((performance.now() - started) / 1_000) };
  } finally {
    await service.stop("SIGKILL");
    await discord.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

function askRound(
  { interactions, messages, stops }: DiscordPlan,
  people: readonly Person[],
  asked: Asked[],
  random: () => number,
): void {
  const ask = (byCommand: boolean): void => {
    const name = `n${asked.length}e`;
    const question = `What does a haircut of kind ${name} cost in Reykjavik?`;
    const person = people[Math.floor(random() * people.length)];
    if (byCommand) asked.push({ name, question, use: person?.runs("/ask", { question }).interaction ?? null });
    else {
      person?.says(question);
      asked.push({ name, question, use: null });
    }
  };
  for (let n = 0; n < Math.ceil(interactions / (stops + 1)); n++) ask(true);
  for (let n = 0; n < Math.ceil(messages / (stops + 1)); n++) ask(false);
}

/** A control that proves the counting: what came while the process was away is never learnt. */
function forget(file: string): void {
  const database = new Database(file);
  database.prepare("delete from kept where key like 'discord.session.%'").run();
  database.close();
}

/** A control that proves the counting: nothing waits for Discord's word. */
function settleAtOnce(file: string): void {
  const database = new Database(file);
  database.exec(
    "create trigger hasty after insert on inbox begin update inbox set not_before = null where id = new.id; end",
  );
  database.close();
}

/** Waits until every interaction has its fate and every message its answer, or nothing has changed for some seconds. */
async function settle(discord: FakeDiscord, people: readonly Person[], asked: readonly Asked[]): Promise<void> {
  let before = "";
  for (let quiet = 0; quiet < 120; quiet++) {
    await sleep(250);
    const fates = discord.interactions.filter(({ fate }) => fate === "waiting" || fate === "deferred").length;
    const shown = people.reduce((sum, person) => sum + answersOf(person).length, 0);
    const now = `${fates} ${shown}`;
    if (now !== before) quiet = 0;
    before = now;
    const due = asked.filter(({ use }) => use === null || use.fate === "done").length;
    if (quiet >= 8 && fates === 0 && shown >= due) return;
  }
}

/** How often the bot has begun or resumed a session. */
const connectionsOf = ({ ledger }: FakeDiscord): number =>
  ledger.gateway.filter(({ kind }) => kind === "resumed" || kind === "ready").length;

const answersOf = (person: Person) => person.shown().filter(({ isFromBot, isLoading }) => isFromBot && !isLoading);

function check(discord: FakeDiscord, people: readonly Person[], asked: readonly Asked[], file: string) {
  const database = new Database(file, { readonly: true });
  const kept = countOf(
    database
      .prepare<[], { question: string }>("select question from answers")
      .all()
      .map((row) => row.question),
  );
  database.close();
  const uses = asked.flatMap(({ use, question }) => (use === null ? [] : [{ use, question }]));
  const fated = (fate: string) => uses.filter(({ use }) => use.fate === fate);
  const shown = people.flatMap((person) => answersOf(person));
  const direct = shown.filter(({ message }) => message.webhook_id === undefined).length;
  const further = uses.reduce((sum, { use }) => sum + use.followUps.size, 0);
  const spoken = asked.filter(({ use, question }) => use === null && kept.has(question)).length;
  const times = uses
    .flatMap(({ use: { acknowledgedAfter } }) => (acknowledgedAfter === null ? [] : [acknowledgedAfter]))
    .sort((one, other) => one - other);
  const at = (share: number): number => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0);
  const steps = (kind: string) => discord.ledger.gateway.filter((entry) => entry.kind === kind).length;
  return {
    interactions: uses.length,
    done: fated("done").length,
    void: fated("void").length,
    unanswered: fated("deferred").length + fated("waiting").length,
    voidWithEffect: fated("void").filter(({ question }) => kept.has(question)).length,
    effectsTwice: [...kept.values()].filter((count) => count > 1).length,
    messagesLost: asked.filter(({ use, question }) => use === null && !kept.has(question)).length,
    doubled: Math.max(0, direct - spoken),
    doubledFurther: further,
    identified: steps("identify"),
    resumed: steps("resumed"),
    acknowledgedMs: { p50: at(0.5), p99: at(0.99), most: at(1) },
    violations: discord.violations,
    breaches: discord.breaches,
  };
}

function countOf(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
