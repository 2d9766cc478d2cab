import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { bookingInvariants } from "../../src/features/expo/booking/invariants.ts";
import { DAY, later } from "../../src/shared/clock.ts";
import { createRandom } from "../../src/shared/random.ts";
import { findBroken } from "../../src/store/invariants.ts";
import { type Acknowledged, acknowledgedSchema, checkHistory, type HistoryReport } from "./booth-history.ts";
import { addExpo } from "./booths.ts";
import type { TestDatabase } from "./stores.ts";

export type HammerPlan = {
  readonly database: TestDatabase;
  readonly operations: number;
  readonly kills: number;
  readonly seed: number;
  /** The negative controls: see `booths-main.mjs`. The unique index is dropped with `unguarded`. */
  readonly fault?: "unguarded" | "deferred";
};

export type HammerReport = HistoryReport & {
  readonly kills: number;
  readonly acknowledged: number;
  /** How often each answer was given. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Operations that ended with an error. */
  readonly failed: readonly string[];
  readonly broken: readonly unknown[];
  readonly seconds: number;
};

const MAIN = new URL("./booths-main.mjs", import.meta.url).pathname;
const PROCESSES = 8;
const EXPO = "hammered";
const BOOTHS = 12;
const PARTIES = 24;
/** A hold of 15 minutes ends after a second. */
const SPEED = 900;

/** Lets eight real processes do everything that can be done with the booths of one expo, and kills them now and then. */
export async function runBoothHammer(plan: HammerPlan): Promise<HammerReport> {
  const { database, operations, kills, seed, fault } = plan;
  const random = createRandom(seed);
  const started = performance.now();
  const since = new Date();
  const store = await database.open();
  const signup = { opens: later(since.toISOString(), -DAY), closes: later(since.toISOString(), 9_000 * DAY) };
  const booths = Array.from({ length: BOOTHS }, (_, n) => `A-${n}`);
  const rules = { approval: true, holdMinutes: 15, extendMinutes: 15, maxPerCompany: 2, acceptHours: 0.5 };
  await store.transaction((tx) => addExpo(tx, { id: EXPO, booths, signup, rules }));
  if (fault === "unguarded")
    await store.transaction((tx) => sql`drop index bookings_one_holder`.execute(tx).then(() => undefined));

  const journals: string[] = [];
  let killed = 0;
  const running = new Set<ChildProcess>();
  /** One of the eight: started anew after each kill, with what is left of its share. */
  const work = async (n: number): Promise<void> => {
    let left = Math.ceil(operations / PROCESSES);
    for (let life = 0; left > 0; life++) {
      const journal = join(database.home, `journal-${n}-${life}`);
      journals.push(journal);
      const child = start(plan, `${seed}${n}${life}`, left, journal, since);
      running.add(child);
      const [code, signal] = await once(child, "exit");
      running.delete(child);
      if (code !== 0 && signal !== "SIGKILL") throw new Error(`a process of the hammer ended with ${code ?? signal}`);
      left -= readJournal(journal).length;
    }
  };
  const killSome = async (): Promise<void> => {
    // The kills are spread over the work by what is done, not by time, which differs between databases.
    while (killed < kills) {
      await new Promise((resolve) => setTimeout(resolve, 50 + random() * 100));
      const done = journals.reduce((sum, journal) => sum + readJournal(journal).length, 0);
      if (done >= operations || running.size === 0) return;
      const victim = [...running][Math.floor(random() * running.size)];
      if (done > ((killed + 1) * operations) / (kills + 2) && victim?.kill("SIGKILL")) killed += 1;
    }
  };
  try {
    await Promise.all([...Array.from({ length: PROCESSES }, (_, n) => work(n)), killSome()]);
    const acknowledged = journals.flatMap(readJournal);
    const history = await checkHistory(store.read, EXPO, acknowledged);
    const failed = acknowledged.filter(({ kind }) => kind === "failed").map(({ why }) => why ?? "");
    return {
      ...history,
      kills: killed,
      acknowledged: acknowledged.length,
      kinds: countKinds(acknowledged),
      failed,
      broken: await findBroken(store.read, bookingInvariants),
      seconds: Math.round((performance.now() - started) / 100) / 10,
    };
  } finally {
    for (const child of running) child.kill("SIGKILL");
    await store.close();
  }
}

function start(
  { database: { config, home }, fault }: HammerPlan,
  seed: string,
  share: number,
  journal: string,
  since: Date,
): ChildProcess {
  return spawn(process.execPath, [MAIN], {
    env: {
      ...{ PATH: process.env.PATH, SILKDESK_HOME: home, SEED: seed, SHARE: String(share), JOURNAL: journal },
      ...{ SINCE: String(since.getTime()), SPEED: String(SPEED), EXPO },
      ...{ BOOTHS: String(BOOTHS), PARTIES: String(PARTIES) },
      ...(config.kind === "postgres" ? { DATABASE_URL: config.url, SILKDESK_SECRET: "0".repeat(64) } : {}),
      ...(fault === undefined ? {} : { FAULT: fault }),
    },
    // The child ends when its stdin does, so none outlives the test.
    stdio: ["pipe", "ignore", "inherit"],
  });
}

function readJournal(file: string): Acknowledged[] {
  if (!existsSync(file)) return [];
  // The last line of a killed process may be half written.
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => acknowledgedSchema.parse(JSON.parse(line)));
}

function countKinds(acknowledged: readonly Acknowledged[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of acknowledged) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
