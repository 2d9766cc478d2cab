import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listDrafts } from "../../../src/features/knowledge/index.ts";
import { nextPromise } from "../../../src/features/support/promise.ts";
import { retainCases } from "../../../src/features/support/retain.ts";
import type { SupportTables } from "../../../src/features/support/tables.ts";
import type { Incoming } from "../../../src/message/incoming.ts";
import { plainText } from "../../../src/message/text.ts";
import { DAY, later, systemClock } from "../../../src/shared/clock.ts";
import { retainPeople } from "../../../src/store/erase.ts";
import { findBroken } from "../../../src/store/invariants.ts";
import { applyCoreRetention } from "../../../src/store/retention.ts";
import { inviteStaff } from "../../../src/store/staff.ts";
import { type Chat, startChat } from "../../support/chat.ts";
import { from, says } from "../../support/events.ts";
import { DATABASES, type TestDatabase } from "../../support/stores.ts";
import type { Arrival } from "../../support/wire-platform.ts";

const ADMIN = { name: "cli:test", role: "admin" } as const;
const ROOM = "wire:room";

describe.each(DATABASES.filter(({ available }) => available))("on $name", ({ make }) => {
  let database: TestDatabase;
  let chat: Chat;

  beforeAll(async () => {
    database = await make();
    chat = await startChat(database);
    for (const [account, role] of [
      ["boss", "admin"],
      ["sue", "support"],
      ["sam", "support"],
    ] as const) {
      const { token } = await inviteStaff(
        chat.app.store,
        { email: `${account}@example.org`, role },
        ADMIN,
        systemClock.now(),
      );
      await chat.person(account).says(`/start staff_${token}`);
    }
    await inRoom({ ...says("boss", "/staff here") });
  });

  afterAll(async () => {
    expect(await findBroken(chat.app.store.read, chat.app.invariants)).toEqual([]);
    await chat.close();
    await database.drop();
  });

  /** Something that happens in the room; what arrives there because of it. */
  const inRoom = async (incoming: Incoming): Promise<Arrival[]> => {
    const before = arrived().length;
    await chat.desk.accept({ ...incoming, conversation: ROOM, scope: "group" });
    await chat.desk.idle();
    return arrived().slice(before);
  };
  const arrived = () => chat.wire.arrivals.filter(({ target }) => target.conversation === ROOM);
  const words = (arrivals: readonly Arrival[]) => arrivals.map(({ piece }) => plainText(piece.text)).join("\n\n");
  /** The id that the network gave to a message. */
  const idOf = (arrival: Arrival | undefined) =>
    `m${chat.wire.arrivals.indexOf(arrival ?? (null as unknown as Arrival)) + 1}`;
  const press = (account: string, arrival: Arrival | undefined, label: string) => {
    const button = arrival?.piece.rows.flat().find((one) => one.label === label);
    if (button === undefined || button.kind === "link") throw new Error(`no button ${label}`);
    return inRoom({ ...from(account), kind: "action", token: button.act, message: idOf(arrival) });
  };
  const answer = (account: string, to: Arrival | undefined, text: string) =>
    inRoom({ ...from(account), kind: "text", text, files: [], replyTo: idOf(to) });
  /** Asks what no document answers; the message about it in the room. */
  const asks = async (account: string, question: string): Promise<Arrival[]> => {
    const before = arrived().length;
    await chat.person(account).says(question);
    return arrived().slice(before);
  };
  const heard = (account: string) => chat.person(account).heard();
  const audit = async (action: string) =>
    (await chat.app.store.read.selectFrom("audit").select("actor").where("action", "=", action).execute()).map(
      ({ actor }) => actor,
    );

  /** Every row of every table, as text. */
  const dump = async (): Promise<string> => {
    const tables = await chat.app.store.read.introspection.getTables();
    const db = chat.app.store.read.withTables<Record<string, Record<string, unknown>>>();
    const rows = await Promise.all(tables.map(({ name }) => db.selectFrom(name).selectAll().execute()));
    return JSON.stringify(rows);
  };

  test("an admin names it, in the group alone; nobody else can", async () => {
    expect(words(arrived())).toContain("room of staff now");
    expect(await chat.person("boss").says("/staff here")).toContain("in the group");
    expect(await inRoom(says("sue", "/staff here"))).toEqual([]);
    expect(await chat.person("boss").says("/help")).not.toContain("/staff ");
    expect(await audit("staff.roomNamed")).toEqual(["boss@example.org"]);
  });

  test("staff talk there among themselves, and the bot keeps out of it; commands work", async () => {
    expect(await inRoom(says("sue", "How many companies were at the 2017 expo in Turkey?"))).toEqual([]);
    expect(words(await inRoom(says("sue", "/help")))).toContain("/ask");
  });

  test("one question is one message there, however often and in whatever words it is asked", async () => {
    const posted = await asks("ayse", "What does a haircut cost in Reykjavik?");
    expect(posted).toHaveLength(1);
    expect(words(posted)).toMatch(/Q-\d{4} · waiting[\s\S]*haircut cost in Reykjavik/);
    expect(posted[0]?.piece.rows.flat().map(({ label }) => label)).toEqual(["Claim", "Answer", "Make it a note"]);
    const before = arrived().length;
    await chat.person("ayse").presses("Ask a person");
    const more = await asks("wei", "What does a haircut cost in Reykjavik?");
    const since = arrived().slice(before);
    expect(since.map(({ piece }) => piece.mode)).toEqual([{ kind: "replace", message: idOf(posted[0]) }]);
    expect(words(more)).toMatch(/People who asked: 2/);
  });

  test("whoever is not staff presses and answers in vain, silently, and the audit log has it", async () => {
    const [card] = await asks("bo", "What does a kayak cost in Nuuk?");
    const before = (await audit("staff.refused")).length;
    expect(await press("intruder", card, "Claim")).toEqual([]);
    expect(await answer("intruder", card, "It is free!")).toEqual([]);
    expect((await audit("staff.refused")).length).toBe(before + 2);
    expect(heard("bo").join()).not.toContain("free!");
  });

  test("a claim is told to the asker with a time, keeps the bot quiet there, and passes on what they write", async () => {
    const [card] = await asks("cleo", "What does a sledge cost in Tromso?");
    const since = arrived().length;
    expect(words(await press("sue", card, "Claim"))).toMatch(/You have Q-\d{4} now/);
    const told = heard("cleo").at(-1);
    expect(told).toMatch(/colleague has your question Q-\d{4}[\s\S]*GMT\+8/);
    const changed = arrived()
      .slice(since)
      .find(({ piece }) => piece.mode.kind === "replace");
    expect(words(changed === undefined ? [] : [changed])).toContain("sue@example.org has it");
    expect(words(await press("sam", card, "Claim"))).toContain("sue@example.org has Q-");

    const count = heard("cleo").length;
    const forwarded = await asks("cleo", "What is the IOSS? And the sledge is for two.");
    expect(heard("cleo")).toHaveLength(count);
    expect(words(forwarded)).toContain("the sledge is for two");
    expect(await chat.person("cleo").says("/status")).toContain("a colleague answers by");
    expect(await chat.person("cleo").says("/ask What is the IOSS?")).not.toBe("");
    expect(heard("cleo").length).toBeGreaterThan(count + 1);

    expect(
      words(await answer("sue", forwarded[0], "Ein Schlitten kostet dort etwa 300 Euro und ist für zwei.")),
    ).toMatch(/Q-\d{4} is answered \(language: German\)[\s\S]*on their way: 1/);
    const got = heard("cleo").at(-1);
    expect(got).toMatch(/You asked:[\s\S]*Our staff answered[\s\S]*300 Euro[\s\S]*German/);
    await chat.person("cleo").says("Does it have a bell, the ski lift of Kiruna?");
    expect(heard("cleo").length).toBeGreaterThan(count + 3);
    expect(await audit("cases.claimed")).toEqual(["sue@example.org"]);
    expect((await audit("cases.answered")).at(-1)).toBe("sue@example.org");
  });

  test("whoever asks the same while a person has it is told so, too, and kept quiet beside only then", async () => {
    const [card] = await asks("pia", "What does a canoe cost in Manaus?");
    await press("sue", card, "Claim");
    await asks("quin", "What does a canoe cost in Manaus?");
    expect(heard("quin").at(-1)).toMatch(/colleague has your question/);
    const count = heard("quin").length;
    await chat.person("quin").says("With two paddles, please.");
    expect(heard("quin")).toHaveLength(count);
    await chat.app.store.transaction((tx) =>
      tx
        .withTables<SupportTables>()
        .updateTable("cases")
        .set({ told_claim: null })
        .where("account", "=", "quin")
        .execute(),
    );
    await chat.person("quin").says("Hello");
    expect(heard("quin")).toHaveLength(count + 1);
  });

  test("letting go is told as well; only the holder or an admin may", async () => {
    const [card] = await asks("dora", "What does a yak cost in Lhasa?");
    await press("sue", card, "Claim");
    const shown = arrived().findLast(({ piece }) => piece.mode.kind === "replace");
    expect(words(await press("sam", shown, "Let go"))).toContain("sue@example.org has");
    expect(words(await press("boss", shown, "Let go"))).toContain("is free again");
    expect(heard("dora").at(-1)).toContain("back in line");
    const count = heard("dora").length;
    await chat.person("dora").says("Hello");
    expect(heard("dora")).toHaveLength(count + 1);
  });

  test("an answer reaches everyone who asked, in the frame of their own language, and becomes a draft by one tap", async () => {
    const [card] = await asks("ed", "What does a tandem cost in Utrecht?");
    await chat.person("fen").says("/language zh-Hans");
    await asks("fen", "What does a tandem cost in Utrecht?");
    expect(words(await press("sam", card, "Make it a note"))).toContain("first");
    const [instruction] = await press("sam", card, "Answer");
    expect(words(instruction === undefined ? [] : [instruction])).toContain("Reply to this message");
    const said = await answer("sam", instruction, "Bir tandem bisiklet orada yaklaşık 900 avro tutuyor.");
    expect(words(said)).toContain("on their way: 2");
    expect(heard("ed").at(-1)).toMatch(/You asked[\s\S]*900 avro/);
    expect(heard("fen").at(-1)).toMatch(/\p{sc=Han}[\s\S]*900 avro/u);
    const confirmation = said.find(({ piece }) => plainText(piece.text).includes("on their way"));
    const noted = await press("sam", confirmation, "Make it a note");
    expect(words(noted)).toMatch(/staff-answer-q-\d{4} /);
    expect(await press("sam", confirmation, "Make it a note")).toHaveLength(1);
    const drafts = await listDrafts(chat.app.store.read);
    expect(drafts.map(({ meta }) => meta.id)).toEqual([expect.stringMatching(/^staff-answer-q-/)]);
  });

  test("what is no answer is told to staff, and nobody else", async () => {
    const [card] = await asks("gus", "What does a gondola cost in Murano?");
    const count = heard("gus").length;
    expect(words(await answer("sue", card, "long ".repeat(3_000)))).toContain("1 to 8,000 characters");
    expect(heard("gus")).toHaveLength(count);
  });

  test("an answer that did not help brings the question back to the room, as a new message", async () => {
    const [card] = await asks("hal", "What does a balloon cost in Cappadocia?");
    await answer("sue", card, "It costs about 200 euros for each person, in the morning.");
    await chat.person("ivy").says("What does a balloon cost in Cappadocia?");
    const before = arrived().length;
    await chat.person("ivy").says("What does a balloon cost in Cappadocia?");
    await chat.person("ivy").presses("Ask a person");
    const since = arrived().slice(before);
    expect(since.map(({ piece }) => piece.mode.kind)).toContain("new");
    expect(words(since)).toContain("balloon");
  });

  test("an asker who is erased is erased from the room, and others who asked are shown instead", async () => {
    const [card] = await asks("kimberley", "What does a tuktuk cost in Phuket?");
    await press("sue", card, "Claim");
    await asks("kimberley", "It shall be purple-spotted.");
    expect((await dump()).includes("purple-spotted")).toBe(true);
    await asks("lou", "What does a tuktuk cost in Phuket?");
    const kim = chat.person("kimberley");
    await kim.says("/privacy");
    await kim.presses("Erase");
    const before = arrived().length;
    await kim.presses("Yes, erase everything");
    const since = arrived().slice(before);
    expect(since.map(({ piece }) => piece.mode)).toContainEqual({ kind: "replace", message: idOf(card) });
    expect(words(since)).toMatch(/was withdrawn/);
    expect(words(since)).toMatch(/tuktuk[\s\S]*People who asked: 1/);
    await answer(
      "sue",
      since.findLast(({ piece }) => piece.mode.kind === "new"),
      "About 50 baht for a short ride there.",
    );
    expect(heard("lou").at(-1)).toContain("50 baht");
    expect(kim.heard().at(-1)).toContain("is erased");
    await chat.app.store.transaction((tx) => retainPeople(tx, chat.app.privacy, later(systemClock.now(), 2 * DAY)));
    const left = await dump();
    expect(["purple-spotted", "kimberley"].filter((trace) => left.includes(trace))).toEqual([]);
  });

  test("when the promised time is up the room is reminded, the asker is told, and the bot answers again", async () => {
    const [card] = await asks("max", "What does a hammock cost in Merida?");
    await press("sue", card, "Claim");
    const past = later(systemClock.now(), -1_000);
    await chat.app.store.transaction(async (tx) => {
      await tx.updateTable("timers").set({ due_at: past }).where("name", "=", "support.promise").execute();
      await tx.withTables<SupportTables>().updateTable("case_claims").set({ promised_at: past }).execute();
    });
    await expect.poll(() => heard("max").at(-1), { timeout: 10_000 }).toContain("takes longer than promised");
    await chat.desk.idle();
    expect(words(arrived().slice(-1))).toContain("was promised by now");
    const count = heard("max").length;
    await chat.person("max").says("Hello");
    expect(heard("max")).toHaveLength(count + 1);
  });

  test("a reply still answers when the outbox has long forgotten the message", async () => {
    const [card] = await asks("nina", "What does a rickshaw cost in Dhaka?");
    const month = later(systemClock.now(), 35 * DAY);
    await chat.app.store.transaction(async (tx) => {
      await retainCases(tx, systemClock.now());
      await applyCoreRetention(tx, month);
      await retainCases(tx, month);
    });
    expect(words(await answer("sue", card, "About 100 taka for a short ride in the city there."))).toContain(
      "on their way: 1",
    );
    expect(heard("nina").at(-1)).toContain("100 taka");
  });

  test("/staff off ends it", async () => {
    expect(words(await inRoom(says("boss", "/staff off")))).toContain("Nothing is sent");
    expect(await asks("olga", "What does a samovar cost in Tula?")).toEqual([]);
    expect(words(await inRoom(says("boss", "/staff here")))).toContain("room of staff now");
  });
});

describe("topics", () => {
  test("where the network has them, a question is a topic of its own, and what is said of it stands there", async () => {
    const sqlite = DATABASES.find(({ name }) => name === "sqlite");
    const database = await sqlite?.make();
    if (database === undefined) throw new Error("there is no SQLite");
    const chat = await startChat(database, { capabilities: { topics: true } });
    const { send } = chat.wire;
    // The network opens a topic for each message that asks for one.
    Object.assign(chat.wire, {
      send: async (...[piece, target]: Parameters<typeof send>) => {
        const result = await send(piece, target);
        return piece.mode.kind === "topic" ? { ...result, conversation: `${target.conversation}:7` } : result;
      },
    });
    const { token } = await inviteStaff(
      chat.app.store,
      { email: "a@example.org", role: "admin" },
      ADMIN,
      systemClock.now(),
    );
    await chat.person("ann").says(`/start staff_${token}`);
    const group = { conversation: "wire:room", scope: "group" } as const;
    await chat.desk.accept({ ...says("ann", "/staff here"), ...group });
    await chat.desk.idle();
    const asker = chat.person("asker");
    await asker.says("What does a haircut cost in Reykjavik?");
    const index = chat.wire.arrivals.findIndex(({ piece }) => piece.mode.kind === "topic");
    expect(chat.wire.arrivals[index]?.piece.mode).toMatchObject({
      name: expect.stringMatching(/^Q-0001 · What does a hair/),
    });
    const topic = { ...group, conversation: "wire:room:7" };
    await chat.desk.accept({ ...from("ann"), kind: "text", text: "not for the bot", files: [], ...topic });
    await chat.desk.accept({
      ...from("ann"),
      ...{ kind: "text", text: "About 40 euros, in any salon of the town.", files: [], replyTo: `m${index + 1}` },
      ...topic,
    });
    await chat.desk.idle();
    expect(asker.heard().at(-1)).toContain("40 euros");
    const inTopic = chat.wire.arrivals.filter(({ target }) => target.conversation === "wire:room:7");
    expect(inTopic.map(({ piece }) => piece.mode.kind).sort()).toEqual(["new", "replace"]);
    await chat.close();
    await database.drop();
  });
});

test.each([
  ["on a Monday it is Tuesday evening in Shanghai", "2026-11-23T02:00:00.000Z", "2026-11-24T10:00:00.000Z"],
  ["late on a Monday in Shanghai it is Tuesday", "2026-11-23T15:59:00.000Z", "2026-11-24T10:00:00.000Z"],
  ["past midnight in Shanghai it is the day after", "2026-11-23T16:01:00.000Z", "2026-11-25T10:00:00.000Z"],
  ["on a Friday it is Monday", "2026-11-27T02:00:00.000Z", "2026-11-30T10:00:00.000Z"],
  ["on a Saturday it is Monday", "2026-11-28T02:00:00.000Z", "2026-11-30T10:00:00.000Z"],
])("a promise: %s", (_name, now, promised) => {
  expect(nextPromise(now)).toBe(promised);
});
