import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getExpoToAllocate } from "../../../src/features/expo/allocation/stored-expo.ts";
import { holdBooth } from "../../../src/features/expo/booking/index.ts";
import type { Expo } from "../../../src/features/expo/expo.ts";
import { findExpo } from "../../../src/features/expo/expos.ts";
import { readExpoFile } from "../../../src/features/expo/file/read-expo-file.ts";
import { getStoredPlan } from "../../../src/features/expo/floor-plan/stored-plan.ts";
import { countFree } from "../../../src/features/expo/free.ts";
import { importExpo } from "../../../src/features/expo/import-expo.ts";
import { expoInvariants } from "../../../src/features/expo/invariants.ts";
import type { ExpoTables } from "../../../src/features/expo/tables.ts";
import { DAY, later, systemClock } from "../../../src/shared/clock.ts";
import type { Actor } from "../../../src/store/audit.ts";
import { findBroken } from "../../../src/store/invariants.ts";
import type { Store } from "../../../src/store/store.ts";
import { booth, expoBytes, hall } from "../../support/expo-file.ts";
import { DATABASES, type TestDatabase } from "../../support/stores.ts";

const ORGANISER: Actor = { name: "li", role: "organiser" };

function expo(id: string, changes: Readonly<Record<string, unknown>> = {}): Expo {
  const read = readExpoFile(expoBytes({ id, ...changes }));
  if (read.kind === "refused") throw new Error(JSON.stringify(read.faults));
  return read.expo;
}

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("an import", () => {
    let database: TestDatabase;
    let store: Store;

    beforeAll(async () => {
      database = await make();
      store = await database.open();
    });

    afterAll(async () => {
      expect(await findBroken(store.read, expoInvariants)).toEqual([]);
      await store.close();
      await database.drop();
    });

    const save = (one: Expo, options: Partial<Parameters<typeof importExpo>[2]> = {}) =>
      importExpo(store, one, { actor: ORGANISER, now: systemClock.now(), ...options });
    const audited = async (subject: string) =>
      (await store.read.selectFrom("audit").select("action").where("subject", "=", subject).execute()).length;
    const codes = async (id: string) =>
      (
        await store.read
          .withTables<ExpoTables>()
          .selectFrom("expo_booths")
          .select("code")
          .where("expo", "=", id)
          .orderBy("code")
          .execute()
      ).map(({ code }) => code);

    test("a booth that somebody holds is neither free nor removed, until the hold ends", async () => {
      const now = "2027-01-10T08:00:00.000Z";
      const signup = { opens: "2027-01-01", closes: "2027-02-01" };
      const wanted = expo("held", { signup });
      await save(wanted);
      const holder = { person: "li", company: null };
      const act = { traits: store.traits, expo: "held", now };
      const booked = await store.transaction((tx) => holdBooth({ ...act, tx }, holder, "A-2"));
      expect(booked.kind).toBe("done");
      const seen = async (at: string) => {
        const { halls } = wanted;
        const plan = await getStoredPlan(store.read, { expo: "held", hall: null, zone: null, mine: [] }, at);
        const { closed } = await getExpoToAllocate(store.read, "held", at);
        const free = await countFree(store.read, "held", at);
        return [free.get(halls[0]?.id ?? ""), plan.states.get("A-2"), closed.has("A-2")];
      };
      expect(await seen(now)).toEqual([2, "held", true]);
      const less = expo("held", { signup, halls: [hall("1", [booth("A-1", 0, 0), booth("A-3", 6, 0)])] });
      await expect(save(less, { now })).rejects.toThrow("A-2");
      const after = later(now, DAY);
      expect(await seen(after)).toEqual([3, undefined, false]);
      expect(await save(less, { now: after })).toMatchObject({ removed: ["A-2"] });
    });

    test("saves the expo and its booths, with an entry in the audit log", async () => {
      expect(await save(expo("new"))).toMatchObject({ change: "new", booths: 3, added: ["A-1", "A-2", "A-3"] });
      expect(await findExpo(store.read, "new")).toEqual(expo("new"));
      expect(await codes("new")).toEqual(["A-1", "A-2", "A-3"]);
      expect(await audited("new")).toBe(1);
    });

    test("of the same file again changes nothing", async () => {
      await save(expo("again"));
      expect(await save(expo("again"))).toMatchObject({ change: "unchanged", added: [], removed: [], changed: [] });
      expect(await audited("again")).toBe(1);
    });

    test("with other booths adds, changes and removes, and keeps back what was kept back", async () => {
      await save(expo("grows"));
      await store.transaction((tx) =>
        tx
          .withTables<ExpoTables>()
          .updateTable("expo_booths")
          .set({ blocked: "for the organiser" })
          .where("expo", "=", "grows")
          .where("code", "=", "A-3")
          .execute(),
      );
      const booths = [booth("A-1", 0, 0), booth("A-3", 6, 0, { width: 3 }), booth("A-4", 9, 0)];
      expect(await save(expo("grows", { halls: [hall("1", booths)] }))).toMatchObject({
        ...{ change: "updated", booths: 3 },
        ...{ added: ["A-4"], removed: ["A-2"], changed: ["A-3"] },
      });
      expect(await codes("grows")).toEqual(["A-1", "A-3", "A-4"]);
      expect(await countFree(store.read, "grows", systemClock.now())).toEqual(new Map([["1", 2]]));
    });

    test("is refused where somebody has a booth that would go, and then nothing is saved", async () => {
      await save(expo("taken"));
      const smaller = expo("taken", { city: "Ankara", halls: [hall("1", [booth("A-1", 0, 0)])] });
      const findTaken = async () => new Set(["A-1", "A-3"]);
      await expect(save(smaller, { findTaken })).rejects.toThrow(
        "Somebody has these booths, which the file does not have any more: A-3. Nothing was saved.",
      );
      expect(await findExpo(store.read, "taken")).toMatchObject({ city: "Izmir" });
      expect(await codes("taken")).toEqual(["A-1", "A-2", "A-3"]);
      expect(await audited("taken")).toBe(1);
      // The control: with nobody in it the same import goes through.
      expect(await save(smaller)).toMatchObject({ change: "updated", removed: ["A-2", "A-3"] });
    });

    test("is for organisers", async () => {
      await expect(save(expo("other"), { actor: { name: "wu", role: "support" } })).rejects.toThrow("may not do this");
      expect(await findExpo(store.read, "other")).toBeNull();
    });

    test("of one expo by several at once ends in one expo", async () => {
      const changes = await Promise.all(Array.from({ length: 6 }, () => save(expo("crowd"))));
      expect(changes.filter(({ change }) => change === "new")).toHaveLength(1);
      expect(await codes("crowd")).toHaveLength(3);
    });

    test("takes 6,500 booths", async () => {
      const booths = Array.from({ length: 6_500 }, (_, index) =>
        booth(`B-${index}`, (index % 100) * 3, Math.floor(index / 100) * 3),
      );
      const big = expo("big", { halls: [hall("1", booths, { width: 300, height: 200 })] });
      expect(await save(big)).toMatchObject({ change: "new", booths: 6_500 });
      expect(await countFree(store.read, "big", systemClock.now())).toEqual(new Map([["1", 6_500]]));
    });
  });
});

test("the invariant finds a booth that the halls don't have", async () => {
  const database = await DATABASES[0]?.make();
  if (database === undefined) throw new Error("there is always SQLite");
  const store = await database.open();
  await importExpo(store, expo("checked"), { actor: ORGANISER, now: systemClock.now() });
  await store.transaction((tx) =>
    tx.withTables<ExpoTables>().deleteFrom("expo_booths").where("code", "=", "A-2").execute(),
  );
  expect(await findBroken(store.read, expoInvariants)).toHaveLength(1);
  await store.close();
  await database.drop();
});
