import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fit } from "../../src/message/fit.ts";
import { later, MINUTE, SECOND } from "../../src/shared/clock.ts";
import { changeAsStaff, type StaffRole } from "../../src/store/audit.ts";
import { fanOut, scheduleBroadcast, stopBroadcast } from "../../src/store/broadcasts.ts";
import { addButtons, findButton, spendButton } from "../../src/store/buttons.ts";
import { findDialogue, saveDialogue } from "../../src/store/conversations.ts";
import { addEvent, type ClaimedEvent, claimEvents, endEvent, postponeEvent } from "../../src/store/inbox.ts";
import { coreInvariants, findBroken } from "../../src/store/invariants.ts";
import { keepValue, recallValue } from "../../src/store/kept.ts";
import { holdsLease, takeLease } from "../../src/store/leases.ts";
import {
  beginAttempt,
  dropQueued,
  endMessage,
  findQueued,
  markPieceSent,
  postponeMessage,
  queueMessage,
} from "../../src/store/outbox.ts";
import { getPerson, meetPerson, setLanguage } from "../../src/store/people.ts";
import { restoreBackup } from "../../src/store/restore.ts";
import { applyCoreRetention } from "../../src/store/retention.ts";
import type { Store } from "../../src/store/store.ts";
import { cancelTimer, fireTimers, setTimer } from "../../src/store/timers.ts";
import { from, message, recipient, says } from "../support/events.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";

const NOW = "2026-11-22T08:00:00.000Z";
const BOTS = [{ platform: "wire", bot: "desk" }];
const NOBODY: ReadonlySet<string> = new Set();
const PIECE = fit(
  { parts: [{ kind: "text", text: [] }], mode: { kind: "new" }, lane: "interactive", expiresAt: null },
  {
    text: null,
    pieces: 1,
    buttons: null,
    select: null,
    sources: "typed",
    forms: "asked",
    edits: false,
    topics: false,
    pace: null,
  },
  { restInFile: "", fileName: "", moreOptions: "", openSource: "" },
);

const textOf = (event: ClaimedEvent | null): unknown => JSON.parse(event?.payload ?? "{}").text;

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("keeps the store contract", () => {
    let database: TestDatabase;
    let store: Store;
    let person: string;
    let account = 0;

    beforeAll(async () => {
      database = await make({ empty: true });
      store = await database.open();
      await takeLease(store, "me", "me", NOW, 60 * MINUTE);
      person = await store.transaction((tx) => meetPerson(tx, from("reader"), { tag: "en", source: "default" }, NOW));
    });

    afterAll(async () => {
      await store.close();
      await database.drop();
    });

    /** A conversation that no other test uses. */
    const someone = (): string => `p${++account}`;

    const accept = (name: string, text: string, eventId?: string): Promise<boolean> =>
      store.transaction((tx) => addEvent(store, tx, says(name, text, eventId), person, NOW));

    const claim = async (busy = NOBODY, now = NOW) => (await claimEvents(store, BOTS, "me", busy, now, 1))[0] ?? null;
    const finish = async (): Promise<void> => {
      for (let event = await claim(); event !== null; event = await claim()) {
        const { id } = event;
        await store.transaction((tx) => endEvent(tx, id, null, NOW));
      }
    };

    test("a second migration finds nothing to do", async () => {
      expect(await store.migrate()).toEqual([]);
    });

    test("a transaction that throws leaves nothing behind", async () => {
      const failing = store.transaction(async (tx) => {
        await keepValue(tx, { platform: "wire", bot: "desk" }, { key: "half", value: 1 }, NOW);
        throw new Error("stop");
      });
      await expect(failing).rejects.toThrow("stop");
      expect(await recallValue(store.read, { platform: "wire", bot: "desk" }, "half")).toBeNull();
    });

    test("transactions that read and then write never lose an update", async () => {
      const key = { platform: "wire", bot: "counter" };
      await store.transaction((tx) => keepValue(tx, key, { key: "n", value: 0 }, NOW));
      await Promise.all(
        Array.from({ length: 40 }, () =>
          store.transaction(async (tx) => {
            await tx
              .selectFrom("kept")
              .selectAll()
              .where("bot", "=", "counter")
              .$if(store.traits.name === "postgres", (q) => q.forUpdate())
              .execute();
            await keepValue(tx, key, { key: "n", value: Number(await recallValue(tx, key, "n")) + 1 }, NOW);
          }),
        ),
      );
      expect(await recallValue(store.read, key, "n")).toBe(40);
    });

    test("an event that comes again is the same event", async () => {
      const name = someone();
      expect(await accept(name, "one", "same-id")).toBe(true);
      expect(await accept(name, "one", "same-id")).toBe(false);
      await finish();
    });

    test("the same id from another bot is another event", async () => {
      expect(
        await store.transaction((tx) =>
          addEvent(store, tx, { ...says(someone(), "x", "same-id"), bot: "other" }, person, NOW),
        ),
      ).toBe(true);
    });

    test("events of a conversation are claimed in order, one at a time, while others go on", async () => {
      const [one, two] = [someone(), someone()];
      await accept(one, "first");
      await accept(one, "second");
      await accept(two, "other");
      const first = await claim();
      const busy = new Set([`wire:${one}`]);
      const other = await claim(busy);
      expect([first, other].map(textOf)).toEqual(["first", "other"]);
      expect(await claim(new Set([`wire:${one}`, `wire:${two}`]))).toBeNull();
      for (const event of [first, other]) await store.transaction((tx) => endEvent(tx, event?.id ?? 0, null, NOW));
      expect(textOf(await claim())).toBe("second");
      await finish();
      // On a shared queue the claim of "second" is a lease; it ends with the event.
      await store.transaction(
        async (tx) =>
          void (await tx
            .updateTable("inbox")
            .set({ state: "done", done_at: NOW })
            .where("state", "=", "pending")
            .where("bot", "=", "desk")
            .execute()),
      );
    });

    test("several are claimed at once, oldest first and one of a conversation; nobody else gets them", async () => {
      const [one, two, three] = [someone(), someone(), someone()];
      for (const [name, words] of [
        [one, "a"],
        [one, "b"],
        [two, "c"],
        [three, "d"],
      ] as const)
        await accept(name, words);
      const events = await claimEvents(store, BOTS, "me", NOBODY, NOW, 2);
      expect(events.map(textOf)).toEqual(["a", "c"]);
      const rest = await claimEvents(store, BOTS, "other", new Set([`wire:${one}`, `wire:${two}`]), NOW, 8);
      expect(rest.map(textOf)).toEqual(["d"]);
      for (const { id } of [...events, ...rest]) await store.transaction((tx) => endEvent(tx, id, null, NOW));
      await finish();
    });

    test("an event that is saved while an earlier one of its conversation still commits is not handled first", async () => {
      const name = someone();
      const order: string[] = [];
      const slow = store.transaction(async (tx) => {
        await addEvent(store, tx, says(name, "first"), person, NOW);
        await new Promise((resolve) => setTimeout(resolve, 150));
        order.push("first");
      });
      await new Promise((resolve) => setTimeout(resolve, 30));
      await accept(name, "second").then(() => order.push("second"));
      await slow;
      expect(order).toEqual(["first", "second"]);
      expect(textOf(await claim())).toBe("first");
      await store.transaction(async (tx) => {
        await tx
          .updateTable("inbox")
          .set({ state: "done", done_at: NOW })
          .where("conversation", "=", `wire:${name}`)
          .execute();
      });
    });

    test("what a late sender reports changes nothing that has ended", async () => {
      const to = recipient(someone(), person);
      await store.transaction((tx) => queueMessage(tx, `${to.account}:0`, to, message(), NOW));
      const [queued] = (await findQueued(store.read, to, NOW, 100)).filter(({ account: name }) => name === to.account);
      const id = queued?.id ?? 0;
      await store.transaction((tx) => endMessage(tx, id, "sent", NOW));
      await store.transaction((tx) => postponeMessage(tx, id, NOW, "late"));
      await store.transaction((tx) => endMessage(tx, id, "refused", NOW));
      const row = await store.read.selectFrom("outbox").select("state").where("id", "=", id).executeTakeFirst();
      expect(row?.state).toBe("sent");
    });

    test("messages that nobody asked for go to the person alone, not to the group where they were met", async () => {
      const name = someone();
      const met = { ...from(name), platform: "gather", bot: "b" };
      const meet = (where: object) =>
        store.transaction((tx) => meetPerson(tx, { ...met, ...where }, { tag: "en", source: "default" }, NOW));
      await meet({ conversation: "gather:group", scope: "group" });
      const cast = async (): Promise<readonly string[]> => {
        await store.transaction((tx) =>
          scheduleBroadcast(tx, message(), { platforms: ["gather"] }, { startsAt: NOW, now: NOW }),
        );
        while ((await fanOut(store, NOW, 10)) > 0);
        return (await findQueued(store.read, { platform: "gather", bot: "b" }, NOW, 100)).map(
          ({ conversation }) => conversation,
        );
      };
      expect(await cast()).toEqual([]);
      await meet({ conversation: "gather:alone", scope: "direct" });
      expect(await cast()).toEqual(["gather:alone"]);
    });

    test("an event ends once", async () => {
      await accept(someone(), "once");
      const event = await claim();
      const end = () => store.transaction((tx) => endEvent(tx, event?.id ?? 0, null, NOW));
      expect([await end(), await end()]).toEqual([true, false]);
    });

    test("an event that was put off waits until its time", async () => {
      await accept(someone(), "later");
      const event = await claim();
      await store.transaction((tx) => postponeEvent(tx, event?.id ?? 0, null, later(NOW, SECOND), true));
      expect(await claim()).toBeNull();
      const again = await claim(NOBODY, later(NOW, 2 * SECOND));
      expect(again).toMatchObject({ id: event?.id, attempts: 1 });
      await store.transaction((tx) => endEvent(tx, event?.id ?? 0, null, NOW));
    });

    test("an account is one person, and their language is remembered", async () => {
      const name = someone();
      const meet = () => store.transaction((tx) => meetPerson(tx, from(name), { tag: "ar", source: "hint" }, NOW));
      const id = await meet();
      expect(await meet()).toBe(id);
      await store.transaction((tx) => setLanguage(tx, id, "tr", "chosen"));
      expect(await getPerson(store.read, id)).toMatchObject({ id, language: "tr", languageSource: "chosen" });
    });

    test("two who meet an account at once meet one person", async () => {
      const name = someone();
      const ids = await Promise.all(
        Array.from({ length: 8 }, () =>
          store.transaction((tx) => meetPerson(tx, from(name), { tag: "en", source: "default" }, NOW)),
        ),
      );
      expect(new Set(ids).size).toBe(1);
    });

    test("a message is queued once under its key", async () => {
      const to = recipient(someone(), person);
      await store.transaction((tx) => queueMessage(tx, `k/${to.account}:0`, to, message(), NOW));
      await store.transaction((tx) => queueMessage(tx, `k/${to.account}:0`, to, message(), NOW));
      const queued = await findQueued(store.read, to, NOW, 100);
      expect(queued.filter(({ account: name }) => name === to.account)).toHaveLength(1);
      await store.transaction((tx) => dropQueued(tx, "wire", to.account, NOW));
    });

    test("lanes go before age, and a conversation keeps its order within a lane", async () => {
      const [one, two] = [recipient(someone(), person), recipient(someone(), person)];
      const keys = ["late-campaign", "notice", "answer-1", "answer-2"];
      await store.transaction(async (tx) => {
        await queueMessage(tx, `${one.account}/${keys[0]}`, one, message("core.help", "broadcast"), NOW);
        await queueMessage(tx, `${one.account}/${keys[1]}`, one, message("core.help", "transactional"), NOW);
        await queueMessage(tx, `${two.account}/${keys[2]}`, two, message("core.help"), NOW);
        await queueMessage(tx, `${two.account}/${keys[3]}`, two, message("core.help"), NOW);
      });
      const order = (await findQueued(store.read, one, NOW, 100)).map(({ key }) => key.split("/")[1]);
      expect(order).toEqual(["answer-1", "notice", "late-campaign"]);
      for (const { account: name } of [one, two]) await store.transaction((tx) => dropQueued(tx, "wire", name, NOW));
    });

    test("a later replacement of a message takes the place of one still queued", async () => {
      const to = recipient(someone(), person);
      const replacing = message("core.help", "interactive", { mode: { kind: "replace", message: "m1" } });
      await store.transaction((tx) => queueMessage(tx, `${to.account}:a`, to, replacing, NOW));
      await store.transaction((tx) => queueMessage(tx, `${to.account}:b`, to, replacing, NOW));
      const queued = (await findQueued(store.read, to, NOW, 100)).filter(({ account: name }) => name === to.account);
      expect(queued.map(({ key }) => key)).toEqual([`${to.account}:b`]);
      await store.transaction((tx) => dropQueued(tx, "wire", to.account, NOW));
    });

    test("pieces are frozen at the first attempt and resumed at the first unsent one", async () => {
      const to = recipient(someone(), person);
      await store.transaction((tx) => queueMessage(tx, `${to.account}:0`, to, message(), NOW));
      const [queued] = (await findQueued(store.read, to, NOW, 100)).filter(({ account: name }) => name === to.account);
      if (queued === undefined) throw new Error("nothing queued");
      const at = (message: string) => ({ message, conversation: to.conversation });
      const begin = (language: string) =>
        store.transaction((tx) => beginAttempt(tx, queued, { pieces: [...PIECE, ...PIECE], language }, NOW));
      const first = await begin("en");
      await store.transaction((tx) => markPieceSent(tx, first?.[0]?.id ?? 0, at("m1"), NOW));
      const second = await begin("ar");
      expect(second?.map(({ key, language, sent }) => [key, language, sent])).toEqual([
        [`${to.account}:0:0`, "en", true],
        [`${to.account}:0:1`, "en", false],
      ]);
      await store.transaction((tx) => markPieceSent(tx, second?.[1]?.id ?? 0, at("m2"), NOW));
      await store.transaction((tx) => endMessage(tx, queued.id, "sent", NOW));
      expect(await begin("en")).toBeNull();
    });

    test("a button works for its person, once where it says so, until it expires", async () => {
      const other = await store.transaction((tx) =>
        meetPerson(tx, from(someone()), { tag: "en", source: "default" }, NOW),
      );
      const token = `t-${someone()}`;
      const button = {
        token,
        action: "x.y",
        params: { n: 1 },
        person,
        use: "once" as const,
        expiresAt: later(NOW, MINUTE),
      };
      await store.transaction((tx) => addButtons(tx, [button], NOW));
      expect(await findButton(store.read, token, person, NOW)).toEqual(button);
      expect(await findButton(store.read, token, other, NOW)).toBeNull();
      expect(await findButton(store.read, token, person, later(NOW, MINUTE))).toBeNull();
      const spend = () => store.transaction((tx) => spendButton(tx, token, NOW));
      expect((await Promise.all([spend(), spend(), spend()])).filter(Boolean)).toHaveLength(1);
      expect(await findButton(store.read, token, person, NOW)).toBeNull();
    });

    test("a dialogue is found until it is closed or expires", async () => {
      const dialogue = { flow: "f", version: 1, step: "s", state: { a: 1 } };
      const save = (value: typeof dialogue | null) =>
        store.transaction((tx) =>
          saveDialogue(tx, "wire:d", person, value, { now: NOW, expiresAt: value && later(NOW, MINUTE) }),
        );
      await save(dialogue);
      expect(await findDialogue(store.read, "wire:d", person, NOW)).toEqual(dialogue);
      expect(await findDialogue(store.read, "wire:d", person, later(NOW, MINUTE))).toBeNull();
      await save(null);
      expect(await findDialogue(store.read, "wire:d", person, NOW)).toBeNull();
    });

    test("a due timer becomes an event once; a cancelled one never", async () => {
      const timer = { ...from(someone()), name: "t", params: { n: 1 }, dueAt: NOW };
      const { platform, bot, conversation, account: name } = timer;
      const values = {
        platform,
        bot,
        conversation,
        account: name,
        scope: "direct" as const,
        name: "t",
        params: { n: 1 },
        dueAt: NOW,
      };
      const id = await store.transaction((tx) => setTimer(tx, values));
      const cancelled = await store.transaction((tx) => setTimer(tx, values));
      await store.transaction((tx) => cancelTimer(tx, cancelled));
      const fire = (now: string) => store.transaction((tx) => fireTimers(tx, BOTS, now, 10));
      expect(await fire(later(NOW, -SECOND))).toEqual([]);
      const fired = (await Promise.all([fire(NOW), fire(NOW)])).flat();
      expect(fired.map(({ eventId }) => eventId)).toEqual([`timer:${id}:${NOW}`]);
    });

    test("a broadcast reaches each account of its segment once, batch by batch, and can be stopped", async () => {
      const names = Array.from({ length: 7 }, () => `b-${someone()}`);
      for (const name of names) {
        await store.transaction((tx) =>
          meetPerson(tx, { ...from(name), platform: "cast", bot: "b" }, { tag: "pl", source: "hint" }, NOW),
        );
      }
      await store.transaction((tx) =>
        meetPerson(tx, { ...from(someone()), platform: "cast", bot: "b" }, { tag: "th", source: "hint" }, NOW),
      );
      const segment = { platforms: ["cast"], languages: ["pl"] };
      await store.transaction((tx) => scheduleBroadcast(tx, message(), segment, { startsAt: NOW, now: NOW }));
      expect(await fanOut(store, later(NOW, -SECOND), 3)).toBe(0);
      const batches = [];
      for (let index = 0; index < 5; index++) batches.push(await fanOut(store, NOW, 3));
      expect(batches).toEqual([3, 3, 1, 0, 0]);
      const queued = await findQueued(store.read, { platform: "cast", bot: "b" }, NOW, 100);
      expect(queued.map(({ account: name, lane }) => [name, lane]).sort()).toEqual(
        names.sort().map((name) => [name, "broadcast"]),
      );
      const next = await store.transaction((tx) =>
        scheduleBroadcast(tx, message(), segment, { startsAt: NOW, now: NOW }),
      );
      await fanOut(store, NOW, 3);
      await store.transaction((tx) => stopBroadcast(tx, next, NOW));
      expect(await fanOut(store, NOW, 3)).toBe(0);
      const left = await findQueued(store.read, { platform: "cast", bot: "b" }, NOW, 100);
      expect(left.filter(({ key }) => key.includes(next))).toEqual([]);
    });

    test("a lease has one holder, and its fence grows with each new one", async () => {
      const take = (holder: string, now: string) => takeLease(store, "sender:x", holder, now, MINUTE);
      const mine = await take("me", NOW);
      expect(await take("you", NOW)).toBeNull();
      expect((await take("me", later(NOW, SECOND)))?.fence).toBe(mine?.fence);
      const yours = await take("you", later(NOW, 2 * MINUTE));
      expect(yours?.fence).toBe((mine?.fence ?? 0) + 1);
      if (mine === null) throw new Error("no lease");
      expect(await store.transaction((tx) => holdsLease(tx, mine))).toBe(false);
    });

    test("what only one process may do is refused to a second", async () => {
      const other = await database.open();
      await store.claimAlone("service");
      await expect(other.claimAlone("service")).rejects.toMatchObject({ code: "store.locked" });
      await other.close();
    });

    test("a change by staff is audited with it, or not made at all", async () => {
      const change = (name: string, role: StaffRole, fails = false) =>
        changeAsStaff(store, { name, role }, ["editor"], NOW, async (tx) => {
          await keepValue(tx, { platform: "staff", bot: "x" }, { key: name, value: 1 }, NOW);
          if (fails) throw new Error("stop");
          return { result: name, entry: { action: "x.changed", subject: "s", details: {} } };
        });
      expect(await change("editor", "editor")).toBe("editor");
      expect(await change("admin", "admin")).toBe("admin");
      await expect(change("support", "support")).rejects.toMatchObject({ code: "input.notAllowed" });
      await expect(change("broken", "editor", true)).rejects.toThrow("stop");
      const entries = await store.read
        .selectFrom("audit")
        .select("actor")
        .where("action", "=", "x.changed")
        .orderBy("id")
        .execute();
      const changes = await store.read.selectFrom("kept").select("key").where("platform", "=", "staff").execute();
      expect([entries.map(({ actor }) => actor), changes.map(({ key }) => key).sort()]).toEqual([
        ["editor", "admin"],
        ["admin", "editor"],
      ]);
    });

    test("words are blanked after a week and rows forgotten after a month; what waits stays", async () => {
      const name = someone();
      await accept(name, "secret words");
      const event = await claim();
      await store.transaction((tx) => endEvent(tx, event?.id ?? 0, null, NOW));
      await accept(name, "still waiting");
      const rows = () =>
        store.read
          .selectFrom("inbox")
          .select(["payload", "state"])
          .where("conversation", "=", `wire:${name}`)
          .orderBy("id")
          .execute();
      await store.transaction((tx) => applyCoreRetention(tx, later(NOW, 8 * 24 * 60 * MINUTE)));
      expect(await rows()).toMatchObject([{ payload: "", state: "done" }, { state: "pending" }]);
      await store.transaction((tx) => applyCoreRetention(tx, later(NOW, 31 * 24 * 60 * MINUTE)));
      expect(await rows()).toMatchObject([{ state: "pending" }]);
      expect((await rows())[0]?.payload).toContain("still waiting");
    });

    test("the invariants hold, and each finds what breaks it", async () => {
      expect(await findBroken(store.read, coreInvariants)).toEqual([]);
      const name = someone();
      await accept(name, "x", `broken-${name}`);
      await store.transaction(async (tx) => {
        await queueMessage(tx, `wire/desk/broken-${name}:0`, recipient(name, person), message(), NOW);
        await tx.updateTable("inbox").set({ state: "done" }).where("event_id", "=", "same-id").execute();
      });
      await store.transaction(
        async (tx) =>
          void (await tx.updateTable("inbox").set({ done_at: null }).where("event_id", "=", "same-id").execute()),
      );
      const broken = await findBroken(store.read, coreInvariants);
      expect(broken.map(({ invariant }) => invariant)).toEqual([
        "An event that is over says when",
        "No event has an effect before it is over",
      ]);
      await store.transaction(
        async (tx) => void (await tx.updateTable("inbox").set({ state: "done", done_at: NOW }).execute()),
      );
      expect(await findBroken(store.read, coreInvariants)).toEqual([]);
    });

    test("a backup is complete, and comes back as it was", async () => {
      const bot = { platform: "wire", bot: "desk" };
      await store.transaction((tx) => keepValue(tx, bot, { key: "backed-up", value: "before" }, NOW));
      const file = join(database.home, "copy.backup");
      await store.backup(file);
      expect(existsSync(file)).toBe(true);
      await store.transaction((tx) => keepValue(tx, bot, { key: "backed-up", value: "after" }, NOW));
      await store.close();
      await restoreBackup(database.config, file);
      store = await database.open();
      expect(await recallValue(store.read, bot, "backed-up")).toBe("before");
      expect(await store.integrityFaults()).toEqual([]);
    });

    test("what is no backup is refused, and nothing changes", async () => {
      const refused = restoreBackup(database.config, new URL(import.meta.url).pathname);
      await expect(refused).rejects.toMatchObject({ code: "input.invalid" });
      expect(await recallValue(store.read, { platform: "wire", bot: "desk" }, "backed-up")).toBe("before");
    });
  });
});
