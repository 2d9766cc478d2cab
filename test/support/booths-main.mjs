// A process that does one thing after another with the booths of one expo, until it has done its share or is killed. It
// is told by the environment what to do (SEED, SHARE), since when the clock runs how fast (SINCE, SPEED), where to write
// what was acknowledged (JOURNAL), and which guard to leave out (FAULT=unguarded: no lock, and no transaction where that is
// the lock; FAULT=deferred: SQLite's transactions read before they ask to write).
import { appendFileSync } from "node:fs";
import Database from "better-sqlite3";
import { Kysely } from "kysely";
import { openStore, SCHEMA } from "../../dist/app.js";
import { readConfig } from "../../dist/config.js";
import { listOfParty } from "../../dist/features/expo/booking/bookings.js";
import { findWaitOf } from "../../dist/features/expo/booking/waits.js";
import {
  approveBooking,
  cancelBooking,
  changeBooth,
  confirmBooking,
  extendHold,
  holdAny,
  holdBooth,
  joinWaitlist,
  leaveWaitlist,
  moveBooking,
  rejectBooking,
  releaseBooking,
  sweepBooths,
  transferBooking,
  undoCancel,
} from "../../dist/features/expo/index.js";
import { systemClock } from "../../dist/shared/clock.js";
import { createRandom } from "../../dist/shared/random.js";
import { createSqliteDialect } from "../../dist/store/sqlite-driver.js";

const { SEED, SHARE, SINCE, SPEED, JOURNAL, FAULT = "", EXPO, BOOTHS, PARTIES } = process.env;
const random = createRandom(Number(SEED));
const pick = (limit) => Math.floor(random() * limit);
const staff = { name: "hammer", role: "organiser" };
// The first instant is on the clock of all processes; it runs faster than ours, so that holds end while they look on.
const now = () => new Date(Number(SINCE) + (Date.now() - Number(SINCE)) * Number(SPEED)).toISOString();

process.stdin.on("end", () => process.exit(0)).resume();

const config = readConfig(process.env);
const store = await openStore(config, systemClock, SCHEMA);
const run = config.database.kind === "sqlite" ? writeFast(config.database.file) : (work) => store.transaction(work);
const traits = FAULT === "" ? store.traits : { ...store.traits, lock: async () => undefined };

/**
 * SQLite through the product's own dialect, but not waiting for the disk: what is tested is who comes first and what a
 * kill leaves, and neither depends on it. A power cut would.
 */
function writeFast(file) {
  const database = new Database(file, { timeout: 60_000 });
  database.pragma("synchronous = OFF");
  database.pragma("foreign_keys = ON");
  const dialect = createSqliteDialect(database);
  const createDriver = () => {
    const driver = dialect.createDriver();
    if (FAULT === "deferred") driver.beginTransaction = async () => void database.exec("begin deferred");
    return driver;
  };
  const db = new Kysely({ dialect: { ...dialect, createDriver } });
  return FAULT === "unguarded" ? (work) => work(db) : (work) => db.transaction().execute(work);
}

const holderOf = (n) => ({ person: null, company: `c${n}` });
const boothOf = (n) => `A-${n}`;
const anyWish = () => {
  const kind = pick(3);
  return [
    {
      booths: kind === 0 ? [boothOf(pick(BOOTHS)), boothOf(pick(BOOTHS))] : null,
      halls: kind === 1 ? ["2", "3"] : null,
      zones: null,
      area: kind === 1 ? { from: 9, to: 9 } : null,
    },
  ];
};

async function act(key) {
  const party = pick(PARTIES);
  const holder = holderOf(party);
  const mine = await listOfParty(store.read, EXPO, `company:c${party}`);
  const booking = mine[pick(mine.length)]?.id ?? lost[pick(lost.length)] ?? "none";
  const waits = (await findWaitOf(store.read, EXPO, `company:c${party}`)) !== null;
  const at = pick(100);
  return run((tx) => {
    const step = { tx, traits, expo: EXPO, now: now(), key };
    if (at < 28) return holdBooth(step, holder, boothOf(pick(BOOTHS)));
    if (at < 36) return holdAny(step, holder, anyWish());
    if (at < 50) return confirmBooking(step, holder, booking);
    if (at < 54) return extendHold(step, holder, booking);
    if (at < 68) return cancelBooking(step, holder, booking);
    if (at < 72) return undoCancel(step, holder, booking);
    if (at < 84) return waits && at < 74 ? leaveWaitlist(step, holder) : joinWaitlist(step, holder, anyWish());
    if (at < 88) return approveBooking(step, staff, booking);
    if (at < 90) return rejectBooking(step, staff, booking);
    if (at < 93) return releaseBooking(step, staff, booking);
    if (at < 95) return moveBooking(step, staff, booking, boothOf(pick(BOOTHS)));
    if (at < 96) return changeBooth(step, holder, booking, boothOf(pick(BOOTHS)));
    if (at < 98) return transferBooking(step, holder, booking, holderOf(pick(PARTIES)));
    return sweepBooths(step).then(() => ({ kind: "swept" }));
  });
}

/** Bookings that this process cancelled: some of them are taken back. */
const lost = [];
process.stdout.write("ready\n");
for (let n = 0; n < Number(SHARE); n++) {
  const key = `${SEED}-${n}`;
  let line;
  try {
    const result = await act(key);
    if (result.booking?.state === "cancelled") lost.unshift(result.booking.id);
    lost.length = Math.min(lost.length, 3);
    line = { key, kind: result.kind, booking: result.booking?.id ?? null };
  } catch (error) {
    line = { key, kind: "failed", why: String(error.code ?? error.message) };
  }
  // Written when the database has said that it is done: what stands here must be there.
  appendFileSync(JOURNAL, `${JSON.stringify(line)}\n`);
}
process.exit(0);
