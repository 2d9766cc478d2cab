import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HOUR } from "../../../../src/shared/clock.ts";
import { findBroken } from "../../../../src/store/invariants.ts";
import { booth, hall } from "../../../support/expo-file.ts";
import { creditCode, givesCompany, type SignupDesk, startSignupDesk } from "../../../support/signup-desk.ts";
import { DATABASES, type TestDatabase } from "../../../support/stores.ts";

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("booths are given out by ranked wishes", { timeout: 60_000 }, () => {
    let database: TestDatabase;
    let desk: SignupDesk;

    beforeAll(async () => {
      database = await make();
      desk = await startSignupDesk(database);
    });

    afterAll(async () => {
      expect(await findBroken(desk.app.store.read, desk.app.invariants)).toEqual([]);
      await desk.close();
      await database.drop();
    });

    const inHours = (hours: number): string => new Date(Date.parse(desk.clock.now()) + hours * HOUR).toISOString();
    const wishes = async (name: string, n: number, expo: string): Promise<void> => {
      const talks = desk.person(name);
      await talks.says(`/expo ${expo}`);
      await talks.presses("Rank your wishes");
      await talks.presses("9 m²");
      await talks.presses("Add a wish");
      // A hall is asked for where there are several.
      if (talks.buttons().some((label) => label.startsWith("Hall 1"))) await talks.presses("Hall 1");
      await talks.presses("A-1");
      if (n === 0) return;
      await talks.presses("Hand in");
      await givesCompany(talks, `Firma ${name}`, n);
    };

    test("rivals stand apart, everyone is told, and what is left is first come", async () => {
      await desk.opens("wish", {
        halls: [hall("1", [booth("A-1", 0, 0), booth("A-2", 3, 0)]), hall("2", [booth("B-1", 0, 0)])],
        rules: { mode: "batch", wishesUntil: inHours(2), acceptHours: 24, rivalsApart: true },
      });
      await wishes("lin", 1, "wish");
      const lin = desk.person("lin");
      // They don't want to stand next door to Wu, and would take nothing but the first hall.
      await lin.presses("Name competitors");
      expect(await lin.says("91330100")).toContain("no unified social credit code");
      await lin.says(creditCode(2));
      expect(await lin.presses("Save")).toContain(`Not next door to: ${creditCode(2)}`);
      await wishes("wu", 2, "wish");
      await wishes("draft", 0, "wish");
      expect(await lin.says("/status")).toMatch(/Wishes for .*: handed in/u);
      expect(await desk.person("draft").says("/booth")).toContain("not handed in yet");
      await desk.person("early").says("/expo wish");
      expect(desk.person("early").buttons()).toContain("Rank your wishes");

      desk.clock.forward(3 * HOUR);
      const told = [
        await desk.hears("lin", /The booths are given out: booth \S+/u),
        await desk.hears("wu", /The booths are given out: booth \S+/u),
      ].map((said) => /booth (\S+)/u.exec(said)?.[1]);
      expect(told.toSorted()).toEqual(expect.arrayContaining(["B-1"]));
      expect(new Set(told).size).toBe(2);
      await desk.hears("draft", /were not handed in before the deadline/u);

      await lin.says("/booth");
      expect(await lin.presses("Confirm")).toContain("Your booking stands");
      expect(await lin.presses("How it came about")).toContain("was given to you by your wishes");
      const late = desk.person("late");
      await late.says("/expo wish");
      expect(late.buttons()).toContain("Take a booth");
    });

    test("who gets none is told why, and waits in line for what they wished for", async () => {
      await desk.opens("few", {
        halls: [hall("1", [booth("A-1", 0, 0)])],
        rules: { mode: "batch", wishesUntil: inHours(2), acceptHours: 24 },
      });
      await wishes("one", 11, "few");
      await wishes("two", 12, "few");
      desk.clock.forward(3 * HOUR);
      const isPlaced = await Promise.any([
        desk.hears("one", /is yours if you accept it/u).then(() => true),
        desk.hears("two", /is yours if you accept it/u).then(() => false),
      ]);
      const [placed, other] = isPlaced ? (["one", "two"] as const) : (["two", "one"] as const);
      const said = await desk.hears(other, /are given out, and you have none/u);
      expect(said).toContain("more wishes for those booths than booths");
      expect(said).toContain("You are in line");
      await desk.person(placed).says("/booth");
      await desk.person(placed).presses("Decline");
      await desk.hears(other, /It is your turn: booth A-1/u);
    });

    test("wishes are changed until the deadline, and not after it", async () => {
      await desk.opens("late", {
        halls: [hall("1", [booth("A-1", 0, 0), booth("A-2", 3, 0)])],
        rules: { mode: "batch", wishesUntil: inHours(2), acceptHours: 24 },
      });
      await wishes("calm", 21, "late");
      const calm = desk.person("calm");
      expect(await calm.presses("Only these")).toContain("If none of these can be had: no booth");
      expect(await calm.presses("Remove the last")).toContain("You have not named any booth yet");
      expect(await calm.presses("Withdraw")).toContain("Your wishes are withdrawn");
      await calm.says("/expo late");
      await calm.presses("Rank your wishes");
      await calm.presses("9 m²");
      desk.clock.forward(3 * HOUR);
      expect(await calm.presses("Only these")).toMatch(/Nothing was changed/u);
    });
  });
});
