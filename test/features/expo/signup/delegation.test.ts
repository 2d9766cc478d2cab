import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDelegation, describeSignups } from "../../../../src/features/expo/index.ts";
import { findBroken } from "../../../../src/store/invariants.ts";
import { booth, hall } from "../../../support/expo-file.ts";
import { creditCode, givesCompany, type SignupDesk, startSignupDesk } from "../../../support/signup-desk.ts";
import { DATABASES, type TestDatabase } from "../../../support/stores.ts";

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("a delegation books for its firms", { timeout: 60_000 }, () => {
    let database: TestDatabase;
    let desk: SignupDesk;

    beforeAll(async () => {
      database = await make();
      desk = await startSignupDesk(database);
      const row = Array.from({ length: 6 }, (_, n) => booth(`A-${n + 1}`, 3 * n, 0));
      await desk.opens("fair", { halls: [hall("1", row)], rules: { maxPerCompany: 1 } });
    });

    afterAll(async () => {
      expect(await findBroken(desk.app.store.read, desk.app.invariants)).toEqual([]);
      await desk.close();
      await database.drop();
    });

    test("all booths at once, each under a number, and hands each to its firm", async () => {
      const { store, sealer } = desk.app;
      const token = await store.transaction((tx) =>
        createDelegation(
          tx,
          { name: "li", role: "organiser" },
          { expo: "fair", name: "Yuhang", booths: 4 },
          desk.clock.now(),
        ),
      );
      const leader = desk.person("leader");
      expect(await leader.says(`/start delegation_${token}`)).toContain("You lead the delegation Yuhang");
      expect(await desk.person("other").says(`/start delegation_${token}`)).toContain("makes nobody a leader");

      await leader.presses("Book for firms");
      expect(await leader.says("Firma Eins 123")).toContain("Line 1 is no name followed by");
      expect(await leader.says(`Firma Eins, ${creditCode(1)}\nFirma Eins 2 ${creditCode(1)}`)).toContain(
        "stands there twice",
      );
      await leader.says(
        `Firma Eins, ${creditCode(1)}\n杭州灯具有限公司，${creditCode(2)}\nFirma Drei\t${creditCode(3)}`,
      );
      const check = await leader.presses("Go on");
      expect(check).toMatch(/these 3 firms.*1\. Firma Eins.*2\. 杭州灯具有限公司.*3\. Firma Drei/su);
      const booked = await leader.presses("Hall 1, 9 m² (free: 6)");
      expect(booked).toMatch(/Booked: 3 booths.*A-1 · TR\d\d-0001 · Firma Eins.*A-3 · TR\d\d-0003 · Firma Drei/su);

      // One more than it may have.
      await leader.presses("Book for firms");
      await leader.says(`Vier ${creditCode(4)}\nFünf ${creditCode(5)}`);
      await leader.presses("Go on");
      expect(await leader.presses("Hall 1, 9 m²")).toContain("can have 4 booths");

      await leader.says("/booth");
      await leader.presses("A-2");
      await leader.presses("Hand it over");
      const command = /\/start handover_\S+/u.exec(await leader.presses("Make a link"))?.[0] ?? "";
      const firm = desk.person("firm");
      await firm.says(command);
      await firm.presses("Take it over");
      expect(await givesCompany(firm, "杭州灯具有限公司", 2)).toContain("Booth A-2 is yours");
      expect(await leader.says("/status")).not.toMatch(/Booth A-2 at .*: booked/u);

      const signups = await describeSignups(store.read, sealer, "fair", desk.clock.now());
      expect(
        signups.map(({ booth: code, company, delegation, contact }) => [
          code,
          company,
          delegation,
          contact?.email ?? null,
        ]),
      ).toEqual([
        ["A-1", "Firma Eins", "Yuhang", null],
        ["A-2", "杭州灯具有限公司", null, "li@example.com"],
        ["A-3", "Firma Drei", "Yuhang", null],
      ]);
    });

    test("nothing is booked where there are too few booths", async () => {
      const leader = desk.person("leader");
      await leader.says("/expo fair");
      await leader.presses("Book for firms");
      await leader.says(Array.from({ length: 5 }, (_, n) => `Firma ${n} ${creditCode(20 + n)}`).join("\n"));
      expect(await leader.presses("Go on")).toContain(
        "There are not enough free booths: 3 of one size in one hall, for 5 firms",
      );
    });
  });
});
