import { describe, expect, test } from "vitest";
import { ANY } from "../../src/features/expo/booking/index.ts";
import { bookingInvariants } from "../../src/features/expo/booking/invariants.ts";
import { importExpo, readExpoFile } from "../../src/features/expo/index.ts";
import { giveOutAll } from "../../src/features/expo/wishes/give-out.ts";
import type { WishTables } from "../../src/features/expo/wishes/tables.ts";
import { DAY, later, systemClock } from "../../src/shared/clock.ts";
import { createRandom } from "../../src/shared/random.ts";
import { findBroken } from "../../src/store/invariants.ts";
import { booth, expoBytes, hall } from "../support/expo-file.ts";
import { DATABASES } from "../support/stores.ts";

const HALLS = 10;
const BOOTHS = 650;
const APPLICANTS = 6_175;

/** A season's booths at once: what the desk stands still for while all of it is written. */
describe.each(DATABASES)("6,500 booths are given out, on $name", ({ available, make }) => {
  test.runIf(available)("all or nothing, and each is told", async () => {
    const database = await make();
    const store = await database.open();
    const now = systemClock.now();
    const day = (days: number): string => later(now, days * DAY).slice(0, 10);
    const halls = Array.from({ length: HALLS }, (_, h) =>
      hall(
        String(h),
        Array.from({ length: BOOTHS }, (_, n) => booth(`${h}-${n}`, 4 * (n % 25), 4 * Math.floor(n / 25))),
        { width: 120, height: 120 },
      ),
    );
    const read = readExpoFile(
      expoBytes({
        ...{ id: "season", dates: { from: day(90), until: day(92) }, signup: { opens: day(-9), closes: day(30) } },
        ...{ slots: undefined, halls, rules: { mode: "batch", wishesUntil: later(now, -1_000), rivalsApart: true } },
      }),
    );
    if (read.kind === "refused") throw new Error(JSON.stringify(read.faults.slice(0, 3)));
    await importExpo(store, read.expo, { actor: { name: "li", role: "admin" }, now });
    const random = createRandom(7);
    const pick = (limit: number): number => Math.floor(random() * limit);
    const rows = Array.from({ length: APPLICANTS }, (_, n) => {
      const wishes = Array.from({ length: 8 }, () => ({ ...ANY, booths: [`${pick(HALLS)}-${pick(BOOTHS)}`] }));
      return {
        ...{ id: `a${n}`, expo: "season", party: `company:c${n}`, person: null, company: `c${n}`, area: 9, why: null },
        ...({ wishes: JSON.stringify(wishes), elsewhere: 1, rivals: "[]", state: "open" } as const),
        ...{ made_at: now, changed_at: now },
      };
    });
    for (let from = 0; from < rows.length; from += 400)
      await store.transaction((tx) =>
        tx
          .withTables<WishTables>()
          .insertInto("booth_applications")
          .values(rows.slice(from, from + 400))
          .execute(),
      );
    const begin = performance.now();
    const given = await giveOutAll(store, "season", now);
    const ms = Math.round(performance.now() - begin);
    process.stderr.write(`${JSON.stringify({ ...given, ms })}\n`);
    expect(given).toMatchObject({ kind: "done", placed: APPLICANTS, unplaced: 0 });
    expect(await findBroken(store.read, bookingInvariants)).toEqual([]);
    expect(await giveOutAll(store, "season", now)).toMatchObject({ kind: "done", placed: 0, unplaced: 0 });
    await store.close();
    await database.drop();
  });
});
