import { readFileSync } from "node:fs";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { createLogger } from "../../src/shared/logger.ts";
import { says } from "./events.ts";
import { TEST_SECRET, type TestDatabase } from "./stores.ts";
import { createWirePlatform } from "./wire-platform.ts";

const QUESTIONS = new URL("../../data/evals/articles-a.jsonl", import.meta.url);

export type EngineRate = {
  readonly questions: number;
  readonly seconds: number;
  /** Questions a second, from the first that was saved to the last whose answer was committed to the outbox. */
  readonly perSecond: number;
  readonly answers: number;
};

/** Runs questions of all languages from many chats through inbox, engine and outbox, with nothing sent. */
export async function measureEngine(
  database: TestDatabase,
  { questions, chats }: { readonly questions: number; readonly chats: number },
): Promise<EngineRate> {
  const { config, home } = database;
  const app = await createApp({
    config: readConfig({
      SILKDESK_HOME: home,
      ...(config.kind === "postgres" ? { DATABASE_URL: config.url, SILKDESK_SECRET: TEST_SECRET } : {}),
    }),
    clock: systemClock,
    log: createLogger("silent"),
  });
  await app.loadStarter();
  const asked = readFileSync(QUESTIONS, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => String(JSON.parse(line).question));
  const desk = app.createDesk([createWirePlatform()]);
  await desk.start({ receive: true, work: true, deliver: false });
  const left = async (): Promise<number> => {
    const open = app.store.read.selectFrom("inbox").where("state", "=", "pending");
    return Number((await open.select((eb) => eb.fn.countAll<number>().as("n")).executeTakeFirstOrThrow()).n);
  };
  const allHandled = async (): Promise<void> => {
    while ((await left()) > 0) await systemClock.sleep(20);
  };
  try {
    await desk.accept(says("warm", asked[0] ?? ""));
    await allHandled();
    const started = performance.now();
    for (let from = 0; from < questions; from += 50) {
      const some = Array.from({ length: Math.min(50, questions - from) }, (_, n) => from + n);
      await Promise.all(some.map((n) => desk.accept(says(`p${n % chats}`, asked[n % asked.length] ?? ""))));
    }
    await allHandled();
    const seconds = (performance.now() - started) / 1_000;
    const outbox = app.store.read.selectFrom("outbox").select((eb) => eb.fn.countAll<number>().as("n"));
    const answers = Number((await outbox.executeTakeFirstOrThrow()).n);
    return { questions, seconds: Math.round(seconds), perSecond: Math.round(questions / seconds), answers };
  } finally {
    await desk.stop();
    await app.close();
  }
}
