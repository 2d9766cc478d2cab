import { afterEach, describe, expect, test } from "vitest";
import {
  cancelBooking,
  confirmBooking,
  holdBooth,
  joinWaitlist,
  partyOf,
  tellLog,
} from "../../../../src/features/expo/booking/index.ts";
import { DAY, later, MINUTE } from "../../../../src/shared/clock.ts";
import type { Store } from "../../../../src/store/store.ts";
import { addExpo } from "../../../support/booths.ts";
import { DATABASES, type TestDatabase } from "../../../support/stores.ts";

const START = "2026-11-01T08:00:00.000Z";
const LI = { person: "li", company: null };
const WANG = { person: "wang", company: null };

describe.each(DATABASES)("the log of booths on $name", ({ available, make }) => {
  describe.runIf(available)("told to a seller", () => {
    let database: TestDatabase;
    let store: Store;
    afterEach(async () => {
      await store.close();
      await database.drop();
    });

    const open = async () => {
      database = await make();
      store = await database.open();
      const signup = { opens: START, closes: later(START, DAY) };
      await store.transaction((tx) => addExpo(tx, { id: "x", booths: ["A-1"], signup }));
      return (minutes: number, key?: string) => ({
        expo: "x",
        now: later(START, minutes * MINUTE),
        traits: store.traits,
        ...(key === undefined ? {} : { key }),
      });
    };
    const keysOf = (log: readonly unknown[]) =>
      [...JSON.stringify(log).matchAll(/"key":"(booths\.(?!line)\w+)"/gu)].map((match) => match[1]);

    test("says why it was not them, and never who it was", async () => {
      const at = await open();
      const held = await store.transaction((tx) => holdBooth({ tx, ...at(0) }, LI, "A-1"));
      const id = held.kind === "done" ? held.booking.id : "";
      const refused = await store.transaction((tx) => holdBooth({ tx, ...at(1) }, WANG, "A-1"));
      expect(refused).toEqual({ kind: "taken", booth: "A-1", until: later(START, 15 * MINUTE) });
      const confirmed = await store.transaction((tx) => confirmBooking({ tx, ...at(2) }, LI, id));
      expect(confirmed).toMatchObject({ kind: "done", booking: { state: "confirmed", number: "TR27-0001" } });
      const log = await tellLog(store.read, { expo: "x", parties: [partyOf(WANG)], zone: "Europe/Istanbul" });
      expect(keysOf(log)).toEqual(["booths.otherHeld", "booths.refusedHeld", "booths.otherConfirmed"]);
      expect(JSON.stringify(log)).not.toMatch(/"li"|person:li|TR27/u);
    });

    test("says how a freed booth came to the first in line", async () => {
      const at = await open();
      const held = await store.transaction((tx) => holdBooth({ tx, ...at(0) }, LI, "A-1"));
      const wishes = [{ booths: null, halls: ["1"], zones: null, area: { from: 9, to: 9 } }];
      const wait = await store.transaction((tx) => joinWaitlist({ tx, ...at(1) }, WANG, wishes));
      expect(wait).toMatchObject({ kind: "waiting", position: 1 });
      const id = held.kind === "done" ? held.booking.id : "";
      await store.transaction((tx) => cancelBooking({ tx, ...at(2) }, LI, id));
      const log = await tellLog(store.read, { expo: "x", parties: [partyOf(WANG)], zone: "Europe/Istanbul" });
      expect(keysOf(log)).toEqual(["booths.otherHeld", "booths.youJoined", "booths.free", "booths.youOffered"]);
    });

    test("the same press twice changes nothing and says the same", async () => {
      const at = await open();
      const first = await store.transaction((tx) => holdBooth({ tx, ...at(0, "press") }, LI, "A-1"));
      const again = await store.transaction((tx) => holdBooth({ tx, ...at(20, "press") }, LI, "A-1"));
      expect(again).toEqual(first);
    });

    test("a hold ends at its instant, for whoever asks then", async () => {
      const at = await open();
      await store.transaction((tx) => holdBooth({ tx, ...at(0) }, LI, "A-1"));
      const next = await store.transaction((tx) => holdBooth({ tx, ...at(15) }, WANG, "A-1"));
      expect(next).toMatchObject({ kind: "done", booking: { person: "wang" } });
      const late = await store.transaction((tx) => holdBooth({ tx, ...at(24 * 60) }, LI, "A-1"));
      expect(late).toMatchObject({ kind: "windowClosed", why: "over" });
    });
  });
});
