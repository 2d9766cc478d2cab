import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";
import { knowledgeInvariants } from "../../src/features/knowledge/invariants.ts";
import { createRandom } from "../../src/shared/random.ts";
import { coreInvariants, findBroken } from "../../src/store/invariants.ts";
import { metaOf } from "./documents.ts";
import { TEST_SECRET, type TestDatabase } from "./stores.ts";

export type PublishPlan = {
  readonly database: TestDatabase;
  /** How often the writers are killed: at a named point, or at a random moment. */
  readonly kills: number;
  readonly seed: number;
  /** The negative control: the pointer moves before what it points to is written. */
  readonly flipFirst?: boolean;
};

export type PublishReport = {
  readonly kills: number;
  readonly reads: number;
  /** Publications that the readers have seen live. */
  readonly seen: number;
  /** Views that held some documents of a publication but not all, or two generations. */
  readonly halfBuilt: readonly unknown[];
  /** What was not true of the data after a kill. */
  readonly broken: readonly unknown[];
};

const WRITER = new URL("./publish-main.mjs", import.meta.url).pathname;
const READER = new URL("./publish-reader-main.mjs", import.meta.url).pathname;
const POINTS = ["prepare", "save", "committed"] as const;
const WRITERS = 2;
const READERS = 2;

const readerSchema = z.object({ reads: z.number(), publications: z.number(), halfBuilt: z.array(z.unknown()) });

/**
 * Lets real processes publish, retire and roll back eight documents together, and kills them again and again, while other
 * processes read what is live all the time.
 */
export async function runPublishing(plan: PublishPlan): Promise<PublishReport> {
  const random = createRandom(plan.seed);
  const store = await plan.database.open();
  const readers: ChildProcess[] = [];
  const broken: unknown[] = [];
  try {
    for (let n = 0; n < READERS; n++) readers.push(await start(plan, READER, {}));
    let kills = 0;
    for (let round = 0; kills < plan.kills; round++) {
      const named = round % 2 === 0 && plan.flipFirst !== true;
      const point = named ? `${POINTS[(round / 2) % POINTS.length]}:${1 + Math.floor(random() * 6)}` : "";
      const seeds = Array.from({ length: WRITERS }, () => String(Math.floor(random() * 1e6)));
      const writers = await Promise.all(
        seeds.map((SEED, n) =>
          start(plan, WRITER, { SEED, META: JSON.stringify(metaOf("any")), ...(n === 0 ? { KILL_AT: point } : {}) }),
        ),
      );
      kills += await endAll(writers, named ? 2_000 : 50 + random() * 400, named ? 1 : WRITERS);
      broken.push(...(await findBroken(store.read, [...coreInvariants, ...knowledgeInvariants])));
      broken.push(...(await store.integrityFaults()));
    }
    const reports = await Promise.all(readers.map(finish));
    return {
      kills,
      reads: reports.reduce((sum, { reads }) => sum + reads, 0),
      seen: Math.max(...reports.map(({ publications }) => publications)),
      halfBuilt: reports.flatMap(({ halfBuilt }) => halfBuilt),
      broken,
    };
  } finally {
    for (const reader of readers) reader.kill("SIGKILL");
    await store.close();
  }
}

/** Starts a process and waits until it says that it is ready, or is dead already. */
async function start(plan: PublishPlan, main: string, more: Record<string, string>): Promise<ChildProcess> {
  const { config, home } = plan.database;
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      SILKDESK_HOME: home,
      ...(config.kind === "postgres" ? { DATABASE_URL: config.url, SILKDESK_SECRET: TEST_SECRET } : {}),
      ...(plan.flipFirst ? { FLIP_FIRST: "1" } : {}),
      ...more,
    },
    // The child ends when its stdin does, so none outlives the test.
    stdio: ["pipe", "pipe", "inherit"],
  });
  await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  return child;
}

/** Waits until `enough` processes died by themselves or the time is up, and kills the others. Returns how many were killed. */
async function endAll(children: readonly ChildProcess[], ms: number, enough: number): Promise<number> {
  const exits = children.map(async (child) => {
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  });
  const time = new Promise<void>((resolve) => setTimeout(resolve, ms));
  await Promise.race([time, enough === 1 ? Promise.race(exits) : Promise.all(exits)]);
  for (const child of children) child.kill("SIGKILL");
  await Promise.all(exits);
  if (children.some(({ signalCode }) => signalCode !== "SIGKILL")) throw new Error("a writer ended by itself");
  return children.length;
}

async function finish(reader: ChildProcess) {
  if (reader.stdout === null) throw new Error("a reader has no output");
  const lines = createInterface({ input: reader.stdout });
  reader.kill("SIGTERM");
  for await (const line of lines) if (line.startsWith("{")) return readerSchema.parse(JSON.parse(line));
  throw new Error("a reader died");
}
