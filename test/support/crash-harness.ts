import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { SCHEMA } from "../../src/app.ts";
import { CRASH_POINTS } from "../../src/shared/crash-points.ts";
import { createRandom } from "../../src/shared/random.ts";
import { coreInvariants, findBroken } from "../../src/store/invariants.ts";
import type { SchemaStep } from "../../src/store/migrations.ts";
import { TEST_SECRET, type TestDatabase } from "./stores.ts";
import { startWireServer, type WireSend } from "./wire-server.ts";

export type CrashPlan = {
  readonly database: TestDatabase;
  readonly events: number;
  readonly conversations: number;
  /** How often the process is killed: at each named point in turn, and at random moments in between. */
  readonly kills: number;
  readonly seed: number;
  /** The negative control: updates are confirmed before they are saved. */
  readonly confirmFirst?: boolean;
};

export type CrashReport = {
  readonly kills: number;
  readonly lost: number;
  readonly appliedTwice: number;
  readonly answersLost: number;
  readonly answersDoubled: number;
  readonly outOfOrder: number;
  readonly broken: readonly unknown[];
};

const MAIN = new URL("./crash-main.mjs", import.meta.url).pathname;
/** Not made by the product's schema: the child adds it, and the checker must not mind it. */
const EFFECTS: SchemaStep = { name: "9001_effects", up: async () => undefined };

/** Runs the real process over a stream of events, kills it again and again, and counts what was lost or doubled. */
export async function runCrashes(plan: CrashPlan): Promise<CrashReport> {
  const random = createRandom(plan.seed);
  const wire = await startWireServer();
  const updates = Array.from({ length: plan.events }, (_, n) => ({
    chat: `c${n % plan.conversations}`,
    n: Math.floor(n / plan.conversations),
  }));
  const share = Math.ceil(plan.events / (plan.kills + 1));
  let kills = 0;
  try {
    for (let round = 0; round < plan.kills; round++) {
      wire.push(updates.slice(round * share, (round + 1) * share));
      const point = CRASH_POINTS[round % CRASH_POINTS.length] ?? "after-mark";
      // Every other round of the points dies at a random moment instead.
      const named = Math.floor(round / CRASH_POINTS.length) % 2 === 0;
      const child = start(plan, wire.url, named ? `${point}:${1 + Math.floor(random() * Math.max(1, share - 1))}` : "");
      if (!named) {
        await once(child.stdout ?? child, "data");
        await sleep(random() * 150);
        child.kill("SIGKILL");
      }
      // A named point that is not passed often enough is killed all the same.
      const timer = setTimeout(() => child.kill("SIGKILL"), 8_000);
      await once(child, "exit");
      clearTimeout(timer);
      kills += 1;
    }
    wire.push(updates.slice(plan.kills * share));
    const last = start(plan, wire.url, "");
    await once(last.stdout ?? last, "data");
    await settle(wire, plan);
    last.kill("SIGKILL");
    await once(last, "exit");
    return { kills, ...(await check(plan, updates, wire.sends)) };
  } finally {
    await wire.close();
  }
}

function start(plan: CrashPlan, url: string, crashAt: string): ChildProcess {
  const { config, home } = plan.database;
  return spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      SILKDESK_HOME: home,
      ...(config.kind === "postgres" ? { DATABASE_URL: config.url, SILKDESK_SECRET: TEST_SECRET } : {}),
      WIRE_URL: url,
      CRASH_AT: crashAt,
      ...(plan.confirmFirst ? { CONFIRM_FIRST: "1" } : {}),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Waits until every answer has arrived, or nothing has arrived for ten seconds. */
async function settle(
  wire: { readonly sends: readonly WireSend[]; readonly waiting: () => number },
  plan: CrashPlan,
): Promise<void> {
  let before = -1;
  for (let quiet = 0; quiet < 40; quiet++) {
    await sleep(250);
    const arrived = wire.sends.length;
    if (arrived !== before) quiet = 0;
    before = arrived;
    // A moment longer than the last answer takes to be marked as sent.
    if (quiet >= 2 && new Set(wire.sends.map(({ text }) => text)).size === plan.events) return;
  }
}

async function check(
  plan: CrashPlan,
  updates: readonly { readonly chat: string; readonly n: number }[],
  sends: readonly WireSend[],
): Promise<Omit<CrashReport, "kills">> {
  const store = await plan.database.open([...SCHEMA, EFFECTS]);
  try {
    const rows = await store.read
      .withTables<{ effects: { event: string } }>()
      .selectFrom("effects")
      .select("event")
      .execute();
    const effects = countOf(rows.map(({ event }) => event));
    const answers = countOf(sends.map(({ text }) => text.replace("done ", "")));
    const names = updates.map(({ chat, n }) => `${chat}/${n}`);
    return {
      lost: names.filter((name) => !effects.has(name)).length,
      appliedTwice: names.filter((name) => (effects.get(name) ?? 0) > 1).length,
      answersLost: names.filter((name) => !answers.has(name)).length,
      answersDoubled: [...answers.values()].reduce((sum, count) => sum + count - 1, 0),
      outOfOrder: countDisorder(sends),
      broken: await findBroken(store.read, coreInvariants),
    };
  } finally {
    await store.close();
  }
}

/** Answers whose first arrival came before that of an earlier event of the same conversation. */
function countDisorder(sends: readonly WireSend[]): number {
  const latest = new Map<string, number>();
  const seen = new Set<string>();
  let disorder = 0;
  for (const { conversation, text } of sends) {
    if (seen.has(text)) continue;
    seen.add(text);
    const n = Number(text.split("/").at(-1));
    if (n < (latest.get(conversation) ?? -1)) disorder += 1;
    latest.set(conversation, Math.max(n, latest.get(conversation) ?? -1));
  }
  return disorder;
}

function countOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
