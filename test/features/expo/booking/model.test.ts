import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import type { Booking, Holder, Wish } from "../../../../src/features/expo/booking/booking.ts";
import {
  approveBooking,
  blockBooth,
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
  transferBooking,
  unblockBooth,
  undoCancel,
} from "../../../../src/features/expo/booking/index.ts";
import { bookingInvariants } from "../../../../src/features/expo/booking/invariants.ts";
import type { BookingTables } from "../../../../src/features/expo/booking/tables.ts";
import { DAY, HOUR, later, MINUTE } from "../../../../src/shared/clock.ts";
import { findBroken } from "../../../../src/store/invariants.ts";
import type { Store, Tx } from "../../../../src/store/store.ts";
import { addExpo } from "../../../support/booths.ts";
import { DATABASES, type TestDatabase } from "../../../support/stores.ts";
import { BoothModel, type Command, MODEL_RULES } from "./model.ts";

/** How many random sequences are tried, and the most commands in one. */
const RUNS = Number(process.env.RUNS ?? 600);
const LENGTH = 30;
const BOOTHS = 3;
const START = "2026-11-01T08:00:00.000Z";
const STAFF = { name: "test", role: "organiser" } as const;

const party = fc.nat(4);
const booth = fc.nat(BOOTHS - 1);
const wish = fc.integer({ min: -1, max: BOOTHS - 1 });
const nth = fc.nat(11);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("hold" as const), party, booth }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("holdAny" as const, "join" as const), party, booth: wish }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom("confirm" as const, "extend" as const, "cancel" as const, "undo" as const),
      ...{ party, nth },
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("transfer" as const), party, nth, to: party }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("approve" as const, "reject" as const, "release" as const), nth }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("move" as const), nth, booth }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("change" as const), party, nth, booth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("block" as const, "unblock" as const), booth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("leave" as const), party }) },
  {
    weight: 3,
    // Instants at which something turns, and those right before and after.
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      ms: fc.constantFrom(1, MINUTE, 10 * MINUTE - 1, 10 * MINUTE, 15 * MINUTE - 1, 15 * MINUTE, 24 * HOUR, 3 * DAY),
    }),
  },
);

const nameOf = (number: number): string => `B-${number}`;
const holderOf = (number: number): Holder => ({ person: null, company: `c${number}` });
const wishOf = (number: number): Wish[] => [
  { booths: number === -1 ? null : [nameOf(number)], halls: null, zones: null, area: null },
];

describe.each(DATABASES)("booths on $name", ({ name, available, make }) => {
  describe.runIf(available)("against a model in memory", () => {
    let database: TestDatabase;
    let store: Store;
    let sequences = 0;
    afterEach(async () => {
      await store.close();
      await database.drop();
    });

    test("random commands and clock jumps decide the same", { timeout: 900_000 }, async () => {
      database = await make();
      store = await database.open();
      const numRuns = name === "sqlite" ? RUNS : Math.ceil(RUNS / 6);
      const sequence = fc.array(command, { maxLength: LENGTH, size: "max" });
      await fc.assert(
        fc.asyncProperty(sequence, fc.boolean(), async (commands, approval) => {
          // One transaction a sequence: the functions take the caller's, and what is between them is proven by the hammer.
          await store.transaction((tx) => compare(tx, `x${++sequences}`, commands, approval));
        }),
        { numRuns, seed: Number(process.env.SEED ?? 1) },
      );
      expect(await findBroken(store.read, bookingInvariants)).toEqual([]);
    });

    async function compare(tx: Tx, expo: string, commands: readonly Command[], approval: boolean): Promise<void> {
      const signup = { opens: START, closes: later(START, 10 * DAY) };
      const booths = Array.from({ length: BOOTHS }, (_, n) => nameOf(n));
      await addExpo(tx, { id: expo, booths, signup, rules: { ...MODEL_RULES, approval } });
      const model = new BoothModel(BOOTHS, approval, START);
      const ids: string[] = [];
      for (const one of commands) {
        const wanted = model.run(one);
        const found = await run(tx, expo, model.now, ids, one);
        await learnIds(tx, expo, ids);
        expect(found, `${JSON.stringify(one)} at ${model.now}`).toBe(wanted);
        expect(await stateOf(tx, expo, ids), JSON.stringify(one)).toEqual(
          model.bookings.map((booking) => [
            ...[`company:c${booking.party}`, nameOf(booking.booth), booking.state, booking.until],
            booking.extended,
          ]),
        );
      }
      const waits = await tx
        .withTables<BookingTables>()
        .selectFrom("booking_waits")
        .select(["party", "state"])
        .where("expo", "=", expo)
        .orderBy("id")
        .execute();
      expect(waits).toEqual(model.waits.map((wait) => ({ party: `company:c${wait.party}`, state: wait.state })));
    }

    async function run(tx: Tx, expo: string, now: string, ids: readonly string[], one: Command): Promise<string> {
      const act = { tx, traits: store.traits, expo, now };
      const id = "nth" in one ? (ids[one.nth % Math.max(1, ids.length)] ?? "") : "";
      const { kind } = await (() => {
        switch (one.do) {
          case "hold":
            return holdBooth(act, holderOf(one.party), nameOf(one.booth));
          case "holdAny":
            return holdAny(act, holderOf(one.party), wishOf(one.booth));
          case "join":
            return joinWaitlist(act, holderOf(one.party), wishOf(one.booth));
          case "leave":
            return leaveWaitlist(act, holderOf(one.party));
          case "confirm":
            return confirmBooking(act, holderOf(one.party), id);
          case "extend":
            return extendHold(act, holderOf(one.party), id);
          case "cancel":
            return cancelBooking(act, holderOf(one.party), id);
          case "undo":
            return undoCancel(act, holderOf(one.party), id);
          case "transfer":
            return transferBooking(act, holderOf(one.party), id, holderOf(one.to));
          case "change":
            return changeBooth(act, holderOf(one.party), id, nameOf(one.booth));
          case "approve":
            return approveBooking(act, STAFF, id);
          case "reject":
            return rejectBooking(act, STAFF, id);
          case "release":
            return releaseBooking(act, STAFF, id);
          case "move":
            return moveBooking(act, STAFF, id, nameOf(one.booth));
          case "block":
            return blockBooth(act, STAFF, nameOf(one.booth), "kept back");
          case "unblock":
            return unblockBooth(act, STAFF, nameOf(one.booth));
          case "wait":
            return { kind: "done" };
        }
      })();
      return kind;
    }
  });
});

/** Bookings have random ids; the log says in which order they were made. */
async function learnIds(tx: Tx, expo: string, ids: string[]): Promise<void> {
  const rows = await tx
    .withTables<BookingTables>()
    .selectFrom("booking_events")
    .select("booking")
    .where("expo", "=", expo)
    .where("kind", "in", ["held", "offered"])
    .orderBy("id")
    .execute();
  for (const { booking } of rows.slice(ids.length)) if (booking !== null) ids.push(booking);
}

async function stateOf(tx: Tx, expo: string, ids: readonly string[]) {
  const rows = await tx
    .withTables<BookingTables>()
    .selectFrom("bookings")
    .select(["id", "party", "booth", "state", "until", "extended"])
    .where("expo", "=", expo)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    return [row?.party, row?.booth, row?.state as Booking["state"], row?.until, row?.extended === 1];
  });
}
