import { statfs } from "node:fs/promises";
import { MINUTE } from "../shared/clock.ts";
import type { BotRef } from "../store/inbox.ts";
import type { Store } from "../store/store.ts";

/** Whether the process can do its work, and what stands in the way. */
export type Readiness = {
  readonly status: "ready" | "notReady";
  readonly checks: { readonly [name: string]: string };
};

const OLDEST_EVENT_MS = 2 * MINUTE;
const LEAST_FREE_BYTES = 50 * 1024 * 1024;

/** Checks that the database answers, the inbox moves, the knowledge is loaded and the disk has room. */
export function createReadiness(deps: {
  readonly store: Store;
  readonly home: string;
  readonly now: () => string;
  /** The bots that this process serves: what waits for others is not its affair. */
  readonly bots: readonly BotRef[];
  readonly documents: () => Promise<number>;
}): () => Promise<Readiness> {
  return async () => {
    const checks: Record<string, string> = {};
    try {
      checks.database = "ok";
      checks.inbox = await checkInbox(deps.store, deps.bots, deps.now());
      checks.knowledge = (await deps.documents()) > 0 ? "ok" : "no documents: add some with silkdesk kb add";
    } catch {
      checks.database = "does not answer";
    }
    checks.disk = await checkDisk(deps.home);
    // A desk without documents still takes questions for people.
    const failed = Object.entries(checks).some(([name, result]) => result !== "ok" && name !== "knowledge");
    return { status: failed ? "notReady" : "ready", checks };
  };
}

async function checkInbox(store: Store, bots: readonly BotRef[], now: string): Promise<string> {
  const oldest = await store.read
    .selectFrom("inbox")
    .select("received_at")
    .where("state", "=", "pending")
    .where((eb) => eb.or(bots.map(({ platform, bot }) => eb.and({ platform, bot }))))
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  const age = oldest === undefined ? 0 : Date.parse(now) - Date.parse(oldest.received_at);
  return age > OLDEST_EVENT_MS ? `the oldest event waits for ${Math.round(age / 1_000)} s` : "ok";
}

async function checkDisk(home: string): Promise<string> {
  try {
    const { bavail, bsize } = await statfs(home);
    return bavail * bsize < LEAST_FREE_BYTES ? `only ${Math.round((bavail * bsize) / 1024 / 1024)} MB are free` : "ok";
  } catch {
    return "ok";
  }
}
