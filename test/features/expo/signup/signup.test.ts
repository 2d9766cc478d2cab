import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  approveBooking,
  findOpen,
  moveBooking,
  rejectBooking,
  releaseBooking,
} from "../../../../src/features/expo/index.ts";
import { remindOfDates } from "../../../../src/features/expo/signup/deadlines.ts";
import { DAY, HOUR, later, MINUTE } from "../../../../src/shared/clock.ts";
import { findBroken } from "../../../../src/store/invariants.ts";
import type { Talker } from "../../../support/chat.ts";
import { presses } from "../../../support/events.ts";
import { booth, hall } from "../../../support/expo-file.ts";
import { creditCode, givesCompany, type SignupDesk, startSignupDesk } from "../../../support/signup-desk.ts";
import { DATABASES, type TestDatabase } from "../../../support/stores.ts";

/** What only whoever has a booking can do with it. */
const OWN_ACTIONS = [
  ...["signup.confirm", "signup.giveBack", "signup.extend", "signup.show", "signup.undo", "signup.changeTo"],
  ...["signup.tasks", "signup.remindMe", "signup.handOver", "signup.handOverLink"],
];

const STAFF = { name: "li", role: "organiser" } as const;

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("a seller gets a booth by chat", { timeout: 60_000 }, () => {
    let database: TestDatabase;
    let desk: SignupDesk;
    let sellers = 0;

    beforeAll(async () => {
      database = await make();
      desk = await startSignupDesk(database);
    });

    afterAll(async () => {
      expect(await findBroken(desk.app.store.read, desk.app.invariants)).toEqual([]);
      await desk.close();
      await database.drop();
    });

    /** Somebody with a company, and the number of it. */
    const seller = async (): Promise<{ readonly name: string; readonly talks: Talker }> => {
      sellers += 1;
      const name = `seller-${sellers}`;
      const talks = desk.person(name);
      await talks.says("/company");
      await givesCompany(talks, `Firma ${sellers}`, sellers);
      return { name, talks };
    };
    const holds = async (talks: Talker, expo: string, hall: string, code: string): Promise<string> => {
      await talks.says(`/expo ${expo}`);
      await talks.presses("Take a booth");
      if (hall !== "") await talks.presses(hall);
      if (!talks.buttons().includes(code)) await talks.presses("9 m²");
      return talks.presses(code);
    };
    const dayIn = (days: number): string => later(desk.clock.now(), days * DAY).slice(0, 10);
    const books = async (talks: Talker, expo: string, hall: string, code: string): Promise<string> => {
      await holds(talks, expo, hall, code);
      return talks.presses("Confirm");
    };
    const decided = async (
      expo: string,
      booth: string,
      decide: (act: Parameters<typeof approveBooking>[0], id: string) => Promise<{ readonly kind: string }>,
    ): Promise<void> => {
      const { store } = desk.app;
      await store.transaction(async (tx) => {
        const booking = await findOpen(tx, expo, booth);
        const act = { tx, traits: store.traits, expo, now: desk.clock.now() };
        expect(await decide(act, booking?.id ?? "")).toMatchObject({ kind: "done" });
      });
    };

    test("from /start to a number in at most nine taps, with the dossier on the way", async () => {
      await desk.opens("first");
      const talks = desk.person("new");
      await talks.says("/start");
      let taps = 0;
      const taps_ = async (label: string): Promise<string> => {
        taps += 1;
        return talks.presses(label);
      };
      await taps_("Expos");
      const card = await taps_("Izmir Trade Days");
      expect(card).toContain("free booths: 3 of 3");
      await taps_("Take a booth");
      const hall = await taps_("Hall 1");
      expect(hall).toContain("9 m²: 2 of 2 free, from $900.00");
      expect(desk.wire.arrivals.some(({ piece }) => piece.picture?.alt.includes("Floor plan"))).toBe(true);
      await taps_("9 m²");
      const held = await taps_("A-1");
      expect(held).toContain("Booth A-1 is held for you");
      expect(held).toMatch(/in 1[45] minutes/u);
      expect(held).toContain("First I need the details of your company");
      const summary = await givesCompany(talks, "New Ltd", 900);
      for (const part of ["Please check: booth A-1", "New Ltd", "L•••", "$900.00"]) expect(summary).toContain(part);
      const booked = await taps_("Confirm");
      expect(booked).toMatch(/Its number is TR\d\d-0001/u);
      expect(taps).toBeLessThanOrEqual(9);
      const file = desk.wire.arrivals.findLast(({ target }) => target.account === "new")?.piece.file;
      expect(file?.text).toContain("BEGIN:VCALENDAR");
      expect(file?.text).toMatch(/SUMMARY:Izmir Trade Days: booth A-1 \(TR\d\d-0001\)/u);
      expect(await talks.says("/status")).toMatch(/Booth A-1 at Izmir Trade Days: booked, number TR\d\d-0001/u);
    });

    test("a photo, or a credit code that is wrong, costs nothing: it is asked again, and the booth stays held", async () => {
      await desk.opens("photo");
      const talks = desk.person("photo");
      await holds(talks, "photo", "Hall 1", "A-2");
      await talks.presses("In mainland China");
      await talks.says("Photo Ltd");
      const photo = { name: "licence.jpg", mime: "image/jpeg", size: 9, ref: "gone" };
      const said = await talks.sends({
        ...{ kind: "text", text: "", files: [photo], platform: "wire", bot: "desk", eventId: "photo-1" },
        ...{ account: "photo", conversation: "wire:photo", scope: "direct", localeHint: null },
      });
      expect(said).toMatch(/I can't read files.*Unified social credit code/su);
      expect(await talks.says(`${creditCode(1).slice(0, -1)}!`)).toMatch(/can't be “!”.*Nothing else is lost/su);
      expect(await talks.says("/cancel")).toBeDefined();
      expect(await talks.says("/booth")).toContain("Booth A-2 is held for you");
      await talks.presses("Go on");
      expect(await givesCompany(talks, "Photo Ltd", 901)).toContain("Please check: booth A-2");
    });

    test("the dossier is asked once: the next booth goes from the hold to its summary", async () => {
      await desk.opens("again");
      const { talks } = await seller();
      expect(await holds(talks, "again", "Hall 1", "A-1")).toContain("Please check: booth A-1");
      expect(await talks.presses("Confirm")).toContain("Your booking stands");
      expect(await holds(talks, "again", "Hall 2", "B-1")).toContain("Please check: booth B-1");
      await talks.presses("Confirm");
      expect(await talks.says("/booth")).toMatch(/Booth A-1.*\n*.*Booth B-1/su);
      // The expo gives two to a company.
      expect(await holds(talks, "again", "Hall 2", "B-2")).toContain("A company can have 2 booths");
    });

    test("a booth that went between picture and tap is told, with the nearest instead and the ways to wait", async () => {
      await desk.opens("race");
      const { talks: slow } = await seller();
      const { talks: quick } = await seller();
      await slow.says("/expo race");
      await slow.presses("Take a booth");
      await slow.presses("Hall 1");
      await slow.presses("9 m²");
      await holds(quick, "race", "Hall 1", "A-1");
      const refused = await slow.presses("A-1");
      expect(refused).toMatch(/Another company holds booth A-1 until/u);
      expect(slow.buttons()).toContain("Take A-2");
      expect(await slow.presses("What happened to A-1?")).toMatch(
        /Another company held booth A-1.*but another company held it/su,
      );
      await slow.says("/expo race");
      await holds(slow, "race", "Hall 1", "A-2");
      expect(slow.buttons()).toContain("Confirm");
    });

    test("a hold can be made longer once, is reminded of before its end, and told when it is over", async () => {
      await desk.opens("slow");
      const { name, talks } = await seller();
      await holds(talks, "slow", "Hall 1", "A-1");
      expect(await talks.presses("15 more minutes")).toMatch(/in (29|30) minutes/u);
      expect(talks.buttons()).not.toContain("15 more minutes");
      desk.clock.forward(16 * MINUTE);
      await desk.hears(name, /in 1[0-4] minutes/u);
      desk.clock.forward(12 * MINUTE);
      await desk.hears(name, /Booth A-1 is yours until .* Confirm it, or it becomes free/u);
      expect(talks.heard().filter((one) => one.includes("Confirm it, or it becomes free"))).toHaveLength(1);
      desk.clock.forward(4 * MINUTE);
      await desk.hears(name, /Your time for booth A-1 at Izmir Trade Days ran out/u);
      const { talks: other } = await seller();
      expect(await holds(other, "slow", "Hall 1", "A-1")).toContain("Please check: booth A-1");
    });

    test("the card of a hold counts down in place, and never in a new message", async () => {
      await desk.opens("count");
      const { name, talks } = await seller();
      await holds(talks, "count", "Hall 1", "A-1");
      const cards = () =>
        desk.wire.arrivals.filter(
          ({ target, piece }) => target.account === name && JSON.stringify(piece.text).includes('"left":true'),
        );
      const replaced = () => cards().filter(({ piece }) => piece.mode.kind === "replace").length;
      for (const [forward, times] of [
        [5, 1],
        [5, 2],
        [4, 3],
      ] as const) {
        desk.clock.forward(forward * MINUTE);
        await expect.poll(replaced, { timeout: 5_000 }).toBe(times);
      }
      // The hold's own card, and the reminder three minutes before the end.
      expect(cards().filter(({ piece }) => piece.mode.kind === "new")).toHaveLength(2);
    });

    test("a window that closes mid-flow leaves what is held, and says so to who comes later", async () => {
      const expo = await desk.opens("closing", {
        signup: { opens: dayIn(-1), closes: new Date(Date.parse(desk.clock.now()) + HOUR).toISOString() },
      });
      const { talks } = await seller();
      const { talks: late } = await seller();
      await late.says("/expo closing");
      await late.presses("Take a booth");
      await late.presses("Hall 1");
      await late.presses("9 m²");
      desk.clock.forward(Date.parse(expo.signup?.closes ?? "") - Date.parse(desk.clock.now()) - 2 * MINUTE);
      await holds(talks, "closing", "Hall 2", "B-1");
      desk.clock.forward(3 * MINUTE);
      expect(await late.presses("A-2")).toMatch(/Booths could be taken until .* What you have already stays yours/u);
      expect(await talks.presses("Confirm")).toContain("Your booking stands");
    });

    test("who gives a booth back can undo that, and is asked first where it was booked", async () => {
      await desk.opens("back");
      const { talks } = await seller();
      await books(talks, "back", "Hall 1", "A-1");
      expect(await talks.presses("Give the booth back")).toContain("Do you want to give booth A-1 back?");
      expect(await talks.presses("Yes, give A-1 back")).toMatch(/you can undo this/u);
      expect(await talks.presses("Undo")).toContain("Booth A-1 is yours");
      await talks.presses("Give the booth back");
      await talks.presses("Yes, give A-1 back");
      const { talks: other } = await seller();
      await holds(other, "back", "Hall 1", "A-1");
      await talks.says("/booth");
      expect(await talks.says("/status")).not.toContain("A-1");
    });

    test("who waits is offered a freed booth, accepts it, or lets it go to the next", async () => {
      await desk.opens("wait", {
        halls: [hall("1", [booth("A-1", 0, 0)])],
        rules: { mode: "firstCome", acceptHours: 24 },
      });
      const { talks: owner } = await seller();
      const { name: first, talks: one } = await seller();
      const { name: second, talks: two } = await seller();
      const { name: third, talks: three } = await seller();
      await books(owner, "wait", "", "A-1");
      for (const [place, talks] of [one, two, three].entries()) {
        await talks.says("/expo wait");
        expect(await talks.presses("Take a booth")).toContain("You can wait");
        expect(await talks.presses("Wait for any booth")).toContain(`place ${place + 1}`);
      }
      expect(await two.says("/status")).toContain("place 2");
      // At night they would hear of it in the morning.
      await two.says("/reminders");
      expect(await two.presses("Quiet: none")).toContain("Quiet hours: none");
      await owner.presses("Give the booth back");
      await owner.presses("Yes, give A-1 back");
      await desk.hears(first, /It is your turn: booth A-1/u);
      await one.says("/booth");
      expect(await one.presses("Decline")).toContain("It goes to the next in line");
      await desk.hears(second, /It is your turn: booth A-1/u);
      desk.clock.forward(13 * HOUR);
      await desk.hears(second, /Booth A-1 still waits for your answer/u);
      desk.clock.forward(12 * HOUR);
      await desk.hears(third, /It is your turn: booth A-1/u);
      await three.says("/booth");
      expect(await three.presses("Confirm")).toContain("Your booking stands");
      const told = [one, two, three].map((talks) => talks.heard().filter((said) => said.includes("It is your turn: ")));
      expect(told.map(({ length }) => length)).toEqual([1, 1, 1]);
      expect(await two.says("/status")).not.toContain("A-1");
    });

    test("a place in line is given up in one tap", async () => {
      await desk.opens("leave", { halls: [hall("1", [booth("A-1", 0, 0)])] });
      const { talks: owner } = await seller();
      await holds(owner, "leave", "", "A-1");
      const { talks } = await seller();
      await talks.says("/expo leave");
      await talks.presses("Take a booth");
      await talks.presses("Wait for any booth");
      expect(await talks.presses("Leave the line")).toContain("You have left the line");
      expect(await talks.says("/booth")).toContain("You have no booth yet");
    });

    test("the organiser's word is told: accepted, turned down, moved, taken back", async () => {
      await desk.opens("word", { rules: { mode: "firstCome", approval: true, maxPerCompany: 5 } });
      const { name, talks } = await seller();
      await holds(talks, "word", "Hall 1", "A-1");
      expect(await talks.presses("Hand in")).toMatch(/handed in under the number TR\d\d-\d{4}/u);
      await decided("word", "A-1", (act, id) => approveBooking(act, STAFF, id));
      await desk.hears(name, /has accepted your application for booth A-1/u);
      await decided("word", "A-1", (act, id) => moveBooking(act, STAFF, id, "A-2"));
      await desk.hears(name, /has moved you to booth A-2/u);
      await decided("word", "A-2", (act, id) => releaseBooking(act, STAFF, id));
      await desk.hears(name, /has taken booth A-2 .* back from you/u);
      await holds(talks, "word", "Hall 2", "B-1");
      await talks.presses("Hand in");
      await decided("word", "B-1", (act, id) => rejectBooking(act, STAFF, id));
      await desk.hears(name, /has turned down your application for booth B-1/u);
      expect(talks.heard().filter((one) => /has accepted/u.test(one))).toHaveLength(1);
    });

    test("what is booked can be changed to another booth under the same number", async () => {
      await desk.opens("change");
      const { talks } = await seller();
      const booked = await books(talks, "change", "Hall 1", "A-1");
      const number = /TR\d\d-\d{4}/u.exec(booked)?.[0] ?? "none";
      await talks.presses("Change");
      await talks.presses("Another booth");
      await talks.presses("Hall 2");
      expect(await talks.presses("B-2")).toContain("instead of A-1");
      const changed = await talks.presses("Yes, change to B-2");
      expect(changed).toContain("Booth B-2 is yours");
      expect(changed).toContain(number);
      expect(await talks.presses("How it came about")).toContain("You changed to booth B-2");
    });

    test("a booth is handed over by a link, which counts once", async () => {
      await desk.opens("link");
      const { name, talks } = await seller();
      await books(talks, "link", "Hall 1", "A-1");
      await talks.presses("Hand it over");
      const shown = await talks.presses("Make a link");
      const command = /\/start handover_\S+/u.exec(shown)?.[0] ?? "";
      const { talks: taker } = await seller();
      expect(await taker.says(command)).toContain("Booth A-1 is handed over to you");
      expect(await taker.presses("Take it over")).toContain("Booth A-1 is yours");
      await desk.hears(name, /has been taken over/u);
      const { talks: late } = await seller();
      expect(await late.says(command)).toContain("leads to no booth any more");
      expect(await talks.says("/booth")).toContain("You have no booth yet");
    });

    test("a link opens the very booth, free or not", async () => {
      await desk.opens("qr");
      const { talks } = await seller();
      expect(await talks.says("/start booth_qr_A-2")).toContain("Booth A-2 is free");
      expect(await talks.presses("Take A-2")).toContain("Please check: booth A-2");
      const { talks: other } = await seller();
      expect(await other.says("/start booth_qr_a-2")).toMatch(/Another company holds booth A-2 until/u);
      expect(other.buttons()).toContain("Take A-1");
      expect(await other.says("/start booth_qr_Z-9")).toContain("doesn't exist any more");
    });

    test("nobody can touch what is another's", async () => {
      await desk.opens("own");
      const { talks } = await seller();
      await holds(talks, "own", "Hall 1", "A-1");
      const { store } = desk.app;
      const booking = await findOpen(store.read, "own", "A-1");
      const { talks: thief } = await seller();
      await store.transaction(async (tx) => {
        const person = await tx
          .selectFrom("accounts")
          .select("person")
          .where("account", "=", `seller-${sellers}`)
          .executeTakeFirstOrThrow();
        const button = {
          use: "repeat",
          person: person.person,
          expires_at: "2099-01-01T00:00:00.000Z",
          created_at: desk.clock.now(),
        } as const;
        for (const action of OWN_ACTIONS)
          await tx
            .insertInto("buttons")
            .values({
              ...button,
              token: `forged-${action}`,
              action,
              params: JSON.stringify({ expo: "own", booking: booking?.id, booth: "A-2" }),
            })
            .execute();
      });
      for (const action of OWN_ACTIONS) {
        const said = await thief.sends({
          ...{
            kind: "action",
            token: `forged-${action}`,
            message: "m1",
            platform: "wire",
            bot: "desk",
            eventId: `f-${action}`,
          },
          ...{ account: "x", conversation: "x", scope: "direct", localeHint: null },
        });
        expect(said, action).toContain("belongs to somebody else");
      }
      expect(await findOpen(store.read, "own", "A-1")).toMatchObject({ state: "held", party: booking?.party });
    });

    test("dates are reminded of by a ladder, by day, each step once, until they are done or muted", async () => {
      const tasks = [
        { id: "visa", due: dayIn(30) },
        { id: "freight", due: dayIn(45) },
      ];
      await desk.opens("dates", { tasks });
      const { name, talks } = await seller();
      await books(talks, "dates", "Hall 1", "A-1");
      expect(await talks.presses("Remind me of the dates")).toContain("30, 14, 3 and 1 days before");
      const told = () => talks.heard().filter((said) => said.includes("Dates for booth A-1"));
      /** Looks at the dates as the running desk does every ten minutes. */
      const look = async (day: number, hour: number): Promise<number> => {
        const now = `${dayIn(day)}T${String(hour).padStart(2, "0")}:30:00.000Z`;
        const before = told().length;
        await remindOfDates(desk.app.store, now);
        await remindOfDates(desk.app.store, now);
        await desk.desk.idle();
        await expect
          .poll(() => desk.app.store.read.selectFrom("outbox").select("id").where("state", "=", "queued").execute())
          .toEqual([]);
        return told().length - before;
      };
      // It is 11:30 in Hangzhou. The step of 30 days was past when it was asked for.
      expect(await look(1, 3)).toBe(0);
      expect(await look(14, 3)).toBe(0);
      // Both have reached a step, but it is night there; in the morning one message tells of both.
      expect(await look(16, 19)).toBe(0);
      expect(await look(17, 3)).toBe(1);
      expect(told().at(-1)).toMatch(/in 13 days.*\n.*in 28 days/su);
      await talks.says("/booth");
      await talks.presses("What to do");
      expect(await talks.presses("Done: Get the invitation")).toContain("(done)");
      expect(await look(27, 3)).toBe(0);
      expect(await look(31, 3)).toBe(1);
      const mute = desk.wire.arrivals
        .findLast(({ target }) => target.account === name)
        ?.piece.rows.flat()
        .find(({ label }) => label === "No more of these");
      await talks.sends(presses(name, mute?.kind === "act" ? mute.act : "none", "m1"));
      expect(talks.heard().at(-1)).toContain("I will not remind you any more of: dates before an expo");
      expect(await look(44, 3)).toBe(0);
    });
  });
});
