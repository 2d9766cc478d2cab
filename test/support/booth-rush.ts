import { join } from "node:path";
import { SCHEMA } from "../../src/app.ts";
import type { BookingTables } from "../../src/features/expo/booking/tables.ts";
import { importExpo, readExpoFile } from "../../src/features/expo/index.ts";
import { DAY, later, systemClock } from "../../src/shared/clock.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { booth, expoBytes, hall } from "./expo-file.ts";
import type { Person } from "./fake-telegram/person.ts";
import type { Shown } from "./fake-telegram/shown.ts";
import { quantilesOf } from "./spread.ts";
import { TEST_SECRET, type TestDatabase } from "./stores.ts";
import { startTelegramService, type TelegramService } from "./telegram-service.ts";

export type RushPlan = {
  readonly sellers: number;
  readonly booths: number;
  /** Seconds within which all press. */
  readonly seconds: number;
  /** Where the service keeps its data; a SQLite database of its own where not given. */
  readonly database?: TestDatabase;
};

export type RushReport = {
  readonly holds: number;
  readonly refused: number;
  /** Sellers that heard nothing, or something else than that they hold a booth or that it is taken. */
  readonly untold: number;
  /** Sellers that were told that the desk is busy, or that something failed. */
  readonly failed: number;
  /** Milliseconds from a press to its decision, and to the message that tells it: half of all, 99 %, all. */
  readonly decided: Spread;
  readonly told: Spread;
  readonly violations: number;
  readonly breaches: number;
};

type Spread = { readonly p50: number; readonly p99: number; readonly most: number };

const TOLD = { timeout: 180_000 };

/** Sellers look at one hall, and press its few booths nearly at once. The real service decides and tells. */
export async function runRush({ sellers, booths, seconds, database }: RushPlan): Promise<RushReport> {
  const isPostgres = database?.config.kind === "postgres";
  const world = await startTelegramService(
    "polling",
    {},
    isPostgres ? { DATABASE_URL: database.config.url, SILKDESK_SECRET: TEST_SECRET } : {},
  );
  const store = isPostgres
    ? await openPostgres({ url: database.config.url, clock: systemClock, steps: SCHEMA })
    : openSqlite({ file: join(world.home, "silkdesk.db"), clock: systemClock, steps: SCHEMA });
  try {
    await openExpo(store, booths);
    const people = Array.from({ length: sellers }, () => world.telegram.person({ language_code: "en" }));
    const shown = await Promise.all(people.map(async (person) => lookAtHall(person)));
    const pressed = await pressAll(shown, booths, seconds);
    const told = await Promise.all(pressed.map(async ({ person, at }) => hear(person, at)));
    return await report(world, store, told);
  } finally {
    await store.close();
    await world.close();
  }
}

async function openExpo(store: Store, booths: number): Promise<void> {
  const now = systemClock.now();
  const day = (days: number): string => later(now, days * DAY).slice(0, 10);
  const row = Array.from({ length: booths }, (_, n) => booth(`A-${n + 1}`, 3 * (n % 6), 3 * Math.floor(n / 6)));
  const read = readExpoFile(
    expoBytes({
      ...{ id: "rush", dates: { from: day(90), until: day(92) }, signup: { opens: day(-1), closes: day(30) } },
      ...{ slots: undefined, halls: [hall("1", row, { width: 40, height: 40 })], rules: { maxPerCompany: 1 } },
    }),
  );
  if (read.kind === "refused") throw new Error(JSON.stringify(read.faults));
  await importExpo(store, read.expo, { actor: { name: "li", role: "admin" }, now });
}

/** The card of the expo, and the hall with its booths as buttons. */
async function lookAtHall(person: Person): Promise<{ readonly person: Person; readonly booths: Shown }> {
  person.startsWith("expo_rush");
  const [card] = await person.hears(1, TOLD);
  if (card === undefined) throw new Error("the card did not come");
  person.presses(card, "Take a booth");
  const [, booths] = await person.hears(2, TOLD);
  if (booths === undefined) throw new Error("the booths did not come");
  return { person, booths };
}

async function pressAll(
  all: readonly { readonly person: Person; readonly booths: Shown }[],
  count: number,
  seconds: number,
): Promise<readonly { readonly person: Person; readonly at: number }[]> {
  const begin = performance.now();
  const pressed: { person: Person; at: number }[] = [];
  for (const [n, { person, booths }] of all.entries()) {
    const due = begin + (n * seconds * 1_000) / all.length;
    if (performance.now() < due) await systemClock.sleep(due - performance.now());
    pressed.push({ person, at: Date.now() });
    person.presses(booths, `A-${(n % count) + 1}`);
  }
  return pressed;
}

type Told = { readonly text: string; readonly after: number };

async function hear(person: Person, at: number): Promise<Told> {
  const [answer] = await person.hears(1, TOLD).catch(() => []);
  return { text: answer?.text ?? "", after: answer === undefined ? TOLD.timeout : answer.at - at };
}

async function report({ telegram }: TelegramService, store: Store, told: readonly Told[]): Promise<RushReport> {
  const db = store.read.withTables<BookingTables>();
  const holds = await db
    .selectFrom("bookings")
    .select("id")
    .where("expo", "=", "rush")
    .where("state", "=", "held")
    .execute();
  const refused = await db.selectFrom("booking_events").select("id").where("kind", "=", "refused").execute();
  const presses = await store.read
    .selectFrom("inbox")
    .select(["received_at", "done_at"])
    .where("kind", "=", "action")
    .where("state", "=", "done")
    .orderBy("id", "desc")
    .limit(told.length)
    .execute();
  const isHeld = ({ text }: Told): boolean => text.includes("is held for you");
  const isTaken = ({ text }: Told): boolean => /Another company holds booth/u.test(text);
  return {
    holds: holds.length,
    refused: refused.length,
    untold: told.filter((one) => !isHeld(one) && !isTaken(one)).length,
    failed: told.filter(({ text }) => /busy|went wrong|failed/iu.test(text)).length,
    decided: spreadOf(presses.map(({ received_at, done_at }) => Date.parse(done_at ?? "") - Date.parse(received_at))),
    told: spreadOf(told.map(({ after }) => after)),
    violations: telegram.violations.length,
    breaches: telegram.breaches.length,
  };
}

function spreadOf(values: readonly number[]): Spread {
  const at = quantilesOf(values);
  return { p50: at(0.5), p99: at(0.99), most: at(1) };
}
