import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Act,
  adoptBooking,
  cancelBooking,
  confirmBooking,
  findOpen,
  holdBooth,
  joinWaitlist,
  listWaitsOf,
} from "../../../../src/features/expo/booking/index.ts";
import { bookingInvariants } from "../../../../src/features/expo/booking/invariants.ts";
import { DAY, later, MINUTE } from "../../../../src/shared/clock.ts";
import { findBroken } from "../../../../src/store/invariants.ts";
import type { Store, Tx } from "../../../../src/store/store.ts";
import { addExpo } from "../../../support/booths.ts";
import { DATABASES, type TestDatabase } from "../../../support/stores.ts";

const START = "2026-11-01T08:00:00.000Z";
const LI = { person: "li", company: null };
const LAMPS = { person: "li", company: "lamps" };
const OTHER = { person: "wu", company: "other" };
const ANY = [{ booths: null, halls: null, zones: null, area: null }];

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("what a person holds becomes their company's", () => {
    let database: TestDatabase;
    let store: Store;

    beforeEach(async () => {
      database = await make();
      store = await database.open();
      const signup = { opens: START, closes: later(START, 10 * DAY) };
      const rules = { maxPerCompany: 1, acceptHours: 24 };
      await store.transaction((tx) => addExpo(tx, { id: "x", booths: ["A-1", "A-2"], signup, rules }));
    });

    afterEach(async () => {
      expect(await findBroken(store.read, bookingInvariants)).toEqual([]);
      await store.close();
      await database.drop();
    });

    const run = <T>(work: (act: Act) => Promise<T>, minutes = 0): Promise<T> =>
      store.transaction((tx: Tx) => work({ tx, traits: store.traits, expo: "x", now: later(START, minutes * MINUTE) }));
    const idOf = async (booth: string): Promise<string> => (await findOpen(store.read, "x", booth))?.id ?? "none";

    test("a hold, within what a company may have", async () => {
      await run((act) => holdBooth(act, LI, "A-1"));
      const id = await idOf("A-1");
      expect(await run((act) => adoptBooking(act, LAMPS, id))).toMatchObject({
        ...{ kind: "done", booking: { party: "company:lamps", state: "held" } },
      });
      expect(await run((act) => confirmBooking(act, LAMPS, id))).toMatchObject({ kind: "done" });
      await run((act) => holdBooth(act, { person: "li", company: null }, "A-2"));
      const second = await idOf("A-2");
      expect(await run((act) => adoptBooking(act, LAMPS, second))).toEqual({ kind: "limit", max: 1 });
      expect(await run((act) => adoptBooking(act, OTHER, second))).toEqual({ kind: "notYours" });
    });

    test("an offer takes its place in line along, and is still one of the line", async () => {
      await offeredTo(LI);
      const id = await idOf("A-1");
      expect(await run((act) => adoptBooking(act, LAMPS, id))).toMatchObject({ kind: "done" });
      expect(await listWaitsOf(store.read, ["company:lamps"])).toMatchObject([{ state: "offered" }]);
      expect(await run((act) => confirmBooking(act, LAMPS, id))).toMatchObject({ booking: { state: "confirmed" } });
      expect(await listWaitsOf(store.read, ["company:lamps", "person:li"])).toEqual([]);
    });

    test("where the company waits too, the offer becomes a plain hold, and its own place stays", async () => {
      await offeredTo(LI);
      await run((act) => joinWaitlist(act, LAMPS, ANY));
      const id = await idOf("A-1");
      expect(await run((act) => adoptBooking(act, LAMPS, id))).toMatchObject({
        booking: { party: "company:lamps", wait: null, extended: true },
      });
      expect(await listWaitsOf(store.read, ["company:lamps"])).toMatchObject([{ state: "waiting" }]);
    });

    async function offeredTo(holder: typeof LI): Promise<void> {
      await run((act) => holdBooth(act, OTHER, "A-1"));
      await run((act) => holdBooth(act, { person: "x", company: "third" }, "A-2"));
      await run((act) => joinWaitlist(act, holder, ANY));
      const id = await idOf("A-1");
      await run((act) => cancelBooking(act, OTHER, id), 1);
      expect(await findOpen(store.read, "x", "A-1")).toMatchObject({ party: "person:li", state: "held" });
    }
  });
});
