import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Expo, importExpo, readExpoFile } from "../../../src/features/expo/index.ts";
import { DAY, later, systemClock } from "../../../src/shared/clock.ts";
import { type Chat, startChat } from "../../support/chat.ts";
import { from } from "../../support/events.ts";
import { expoBytes } from "../../support/expo-file.ts";
import { DATABASES, type TestDatabase } from "../../support/stores.ts";

const dayIn = (days: number): string => later(systemClock.now(), days * DAY).slice(0, 10);

function expo(id: string, english: string, days: number | null, changes: Readonly<Record<string, unknown>> = {}): Expo {
  const announced = days !== null && {
    dates: { from: dayIn(days), until: dayIn(days + 2) },
    signup: { opens: dayIn(days - 60), closes: dayIn(days - 10) },
  };
  const none = { dates: undefined, signup: undefined, slots: undefined };
  const name = { en: english, tr: `${english} Fuarı`, "zh-Hans": `${english}展` };
  const read = readExpoFile(expoBytes({ id, name, ...none, ...announced, ...changes }));
  if (read.kind === "refused") throw new Error(JSON.stringify(read.faults));
  return read.expo;
}

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("a seller looks for an expo", () => {
    let database: TestDatabase;
    let chat: Chat;

    beforeAll(async () => {
      database = await make();
      chat = await startChat(database);
    });

    afterAll(async () => {
      await chat.close();
      await database.drop();
    });

    test("and is told where there is none", async () => {
      expect(await chat.person("early").says("/expo")).toContain("No expo is announced yet");
    });

    describe("where there are some", () => {
      beforeAll(async () => {
        const expos = [
          expo("over", "Past Days", -30),
          expo("later", "Later Days", 200),
          expo("unknown", "Someday Days", null),
          expo("soon", "Soon Days", 30),
          expo("wishes", "Wish Days", 100, {
            ...{ city: "Ankara", cityNames: { en: "Ankara", "zh-Hans": "安卡拉" }, example: true },
            rules: { mode: "batch", wishesUntil: dayIn(80) },
          }),
        ];
        for (const one of expos)
          await importExpo(chat.app.store, one, { actor: { name: "li", role: "admin" }, now: systemClock.now() });
      });

      test("finds the next ones first, from the greeting, with dates and places", async () => {
        const seller = chat.person("seller");
        await seller.says("/start");
        const list = await seller.presses("Expos");
        expect(seller.buttons()).toEqual(["Soon Days", "Wish Days", "Later Days", "Someday Days", "Past Days"]);
        expect(list).toContain("Izmir, Türkiye");
        expect(list).toMatch(/Past Days\n.*\(over\)/u);
        expect(list).toMatch(/Someday Days\n.*not announced yet/u);
      });

      test("sees its card: place, signup, halls with what is free, and the way back", async () => {
        const seller = chat.person("reader");
        await seller.says("/expo");
        const card = await seller.presses("Soon Days");
        for (const part of ["Soon Days", "Izmir, Türkiye", "open until", "GMT+3", "Hall 1", "free booths: 3 of 3"])
          expect(card).toContain(part);
        expect(await seller.presses("All expos")).toContain("Which expo");
      });

      test("sees until when to wish, and that an example is one", async () => {
        const card = await chat.person("wisher").says("/expo wishes");
        expect(card).toContain("given by wishes");
        expect(card).toContain("example");
      });

      test("gets there by a link, by its city and by a part of its name in any language", async () => {
        const seller = chat.person("linked");
        expect(await seller.says("/start expo_later")).toContain("Later Days");
        expect(await seller.sends({ ...from("linked"), kind: "joined", payload: "expo_soon" })).toContain("Soon Days");
        expect(await seller.says("/expo ankara")).toContain("free booths");
        expect(await seller.says("/expo later days fuari")).toContain("free booths");
        expect(await seller.says("/expo days")).toContain("Which expo");
      });

      test("is told kindly where there is no such expo, and sees those that are", async () => {
        const seller = chat.person("lost");
        for (const said of ["/expo Atlantis", "/start expo_gone-2019"]) {
          expect(await seller.says(said)).toMatch(/I know no expo called/u);
          expect(seller.buttons()).toContain("Soon Days");
        }
      });

      test("reads it in their language", async () => {
        const seller = chat.person("chinese");
        await seller.says("/language zh-Hans");
        const card = await seller.says("/expo soon");
        for (const part of ["Soon Days展", "土耳其Izmir", "年", "空余展位：3/3"]) expect(card).toContain(part);
        expect(await seller.says("/expo 安卡拉")).toContain("土耳其安卡拉");
      });

      test("pages through many", async () => {
        for (let n = 10; n < 19; n += 1)
          await importExpo(chat.app.store, expo(`many-${n}`, `Many ${n}`, 300 + n), {
            actor: { name: "li", role: "admin" },
            now: systemClock.now(),
          });
        const seller = chat.person("patient");
        await seller.says("/expo");
        expect(seller.buttons()).toHaveLength(9);
        await seller.presses("More expos");
        expect(seller.buttons()).toEqual(["Many 15", "Many 16", "Many 17", "Many 18", "Someday Days", "Past Days"]);
      });
    });
  });
});
