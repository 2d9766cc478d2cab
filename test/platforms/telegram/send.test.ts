import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Piece } from "../../../src/message/piece.ts";
import type { Target } from "../../../src/message/platform.ts";
import type { Span } from "../../../src/message/text.ts";
import { createApi } from "../../../src/platforms/telegram/api.ts";
import { createFileIds } from "../../../src/platforms/telegram/file-ids.ts";
import { createSender, type SendPiece } from "../../../src/platforms/telegram/send.ts";
import { systemClock } from "../../../src/shared/clock.ts";
import type { Json } from "../../../src/shared/json.ts";
import { type FakeTelegram, startFakeTelegram } from "../../support/fake-telegram/fake-telegram.ts";
import type { Person } from "../../support/fake-telegram/person.ts";

const EMPTY: Piece = {
  mode: { kind: "new" },
  text: [],
  rows: [],
  select: null,
  sources: [],
  shortcuts: [],
  file: null,
};
/** The smallest PNG. */
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const says = (...spans: Span[]): Piece => ({ ...EMPTY, text: [{ kind: "paragraph", spans }] });
const plain = (text: string): Piece => says({ kind: "text", text });

describe("sending to Telegram", () => {
  let telegram: FakeTelegram;
  let send: SendPiece;
  let lin: Person;
  let kept: Json = null;

  beforeEach(async () => {
    kept = null;
    telegram = await startFakeTelegram({ limits: "none", specification: process.env.TELEGRAM_SPECIFICATION });
    send = createSender(createApi({ token: telegram.token, apiRoot: telegram.url }), fileIds());
    lin = telegram.person();
    lin.startsWith();
  });

  afterEach(() => telegram.stop());

  const fileIds = () =>
    createFileIds(() => ({
      recall: async () => kept,
      keep: async (_key, value) => {
        kept = value;
      },
    }));
  const to = (conversation: string, key = "k"): Target => ({ key, conversation, account: "5000001", language: "en" });
  const home = () => to(`telegram:${lin.chatId}`);
  const last = () => lin.shown().at(-1);

  test("styles are entities, and words that look like markup stay words", async () => {
    const words = "<b>&amp; **x** _y_ `z` [a](http://b.example)";
    await send(
      says(
        { kind: "bold", spans: [{ kind: "text", text: "Bold 🎪" }] },
        { kind: "text", text: words },
        { kind: "citation", n: 1 },
      ),
      home(),
    );
    expect(last()?.text).toBe(`Bold 🎪${words}[1]`);
    expect(last()?.entities.filter(({ type }) => type !== "url")).toEqual([{ type: "bold", offset: 0, length: 7 }]);
    expect(telegram.violations).toEqual([]);
  });

  test("previews are off, and only web addresses become links", async () => {
    const link = (url: string): Span => ({ kind: "link", url, spans: [{ kind: "text", text: "here" }] });
    await send(says(link("https://a.example/x"), { kind: "text", text: " " }, link("javascript:alert(1)")), home());
    expect(last()?.entities).toEqual([{ type: "text_link", offset: 0, length: 4, url: "https://a.example/x" }]);
    expect(telegram.ledger.of("sendMessage")[0]?.params.link_preview_options).toEqual({ is_disabled: true });
  });

  test("a replacement edits the message in place; an equal one is well too", async () => {
    const first = await send(plain("10 minutes left"), home());
    const message = first.kind === "sent" ? first.message : "";
    const edit: Piece = { ...plain("9 minutes left"), mode: { kind: "replace", message } };
    expect([await send(edit, home()), await send(edit, home())]).toEqual([first, first]);
    expect(
      lin
        .shown()
        .filter(({ isFromBot }) => isFromBot)
        .map(({ text }) => text),
    ).toEqual(["9 minutes left"]);
  });

  test("a replacement of a message that is gone comes as a new one", async () => {
    const result = await send({ ...plain("still here"), mode: { kind: "replace", message: "999" } }, home());
    expect([result.kind, last()?.text]).toEqual(["sent", "still here"]);
  });

  test("a file goes with its caption and buttons, and is uploaded once", async () => {
    const piece: Piece = {
      ...plain("All of it"),
      file: { name: "answer.txt", mime: "text/plain", text: "words" },
      rows: [[{ kind: "act", label: "More", act: "token" }]],
    };
    await send(piece, home());
    send = createSender(createApi({ token: telegram.token, apiRoot: telegram.url }), fileIds());
    await send(piece, home());
    expect(last()).toMatchObject({ text: "All of it", document: { name: "answer.txt" }, buttons: [["More"]] });
    const uploads = telegram.ledger.of("sendDocument").map(({ params }) => JSON.stringify(params).includes("bytes>"));
    expect(uploads).toEqual([true, false]);
  });

  test("a picture goes with its caption, or with its own words; one that is no picture goes as a file", async () => {
    const picture = { name: "plan.png", mime: "image/png", base64: PIXEL, alt: "Hall A: booths 1 to 20" } as const;
    await send({ ...plain("The floor plan"), picture }, home());
    expect(last()).toMatchObject({ text: "The floor plan", picture: { width: 1, height: 1 } });
    await send({ ...EMPTY, picture }, home());
    expect(last()).toMatchObject({ text: "Hall A: booths 1 to 20", picture: { width: 1 } });
    expect(telegram.ledger.of("sendPhoto").map(({ params }) => JSON.stringify(params).includes("bytes>"))).toEqual([
      true,
      false,
    ]);
    expect(telegram.violations).toEqual([]);
    await send({ ...EMPTY, picture: { ...picture, base64: Buffer.from("no picture").toString("base64") } }, home());
    expect(last()).toMatchObject({ document: { name: "plan.png" } });
  });

  test("a file id that Telegram has forgotten is no obstacle", async () => {
    const piece: Piece = { ...plain("x"), file: { name: "a.txt", mime: "text/plain", text: "words" } };
    await send(piece, home());
    kept = (kept as [string, string][]).map(([name]) => [name, "BQACAgIAAxkBAAIgone"]);
    send = createSender(createApi({ token: telegram.token, apiRoot: telegram.url }), fileIds());
    expect((await send(piece, home())).kind).toBe("sent");
  });

  test("what it may not do with a person ends there; a group that put it out says nothing of the person", async () => {
    lin.blocks();
    expect(await send(plain("x"), home())).toMatchObject({ kind: "unreachable" });
    expect(await send(plain("x"), to("telegram:424242"))).toMatchObject({ kind: "unreachable" });
    const group = telegram.group();
    const ana = telegram.person();
    group.addsBot(ana);
    group.kicksBot(ana);
    expect(await send(plain("x"), to(`telegram:${group.chatId}`))).toMatchObject({ kind: "refused" });
  });

  test("an answer in a group points to its question, also where that is gone", async () => {
    const group = telegram.group();
    const ana = telegram.person();
    group.addsBot(ana);
    const asked = ana.in(group).says("/ask");
    const place = `telegram:${group.chatId}`;
    await send(plain("one"), to(place, `telegram/7000000001/428113710.${asked.id}:0:0`));
    await send(plain("two"), to(place, "telegram/7000000001/428113711.99999:0:0"));
    await send(plain("three"), to(place, `telegram/7000000001/428113710.${asked.id}:0:1`));
    const own = group.shown().filter(({ isFromBot }) => isFromBot);
    expect(own.map(({ replyTo }) => replyTo)).toEqual([asked.id, undefined, undefined]);
  });

  test("a topic that is gone is no obstacle", async () => {
    const group = telegram.group({ forum: true });
    group.addsBot(telegram.person());
    expect((await send(plain("x"), to(`telegram:${group.chatId}:777`))).kind).toBe("sent");
  });

  test("what begins a topic opens one, once, and stands in the group where that is not possible", async () => {
    const begins: Piece = { ...plain("Q-0001"), mode: { kind: "topic", name: `Q-0001 · ${"x".repeat(200)}` } };
    const forum = telegram.group({ forum: true });
    const ada = telegram.person();
    forum.addsBot(ada);
    const place = to(`telegram:${forum.chatId}`);
    expect(await send(begins, place)).toMatchObject({ kind: "sent", conversation: place.conversation });
    forum.promotesBot(ada);
    telegram.faults.next("sendMessage", { kind: "429", retryAfter: 1 });
    expect(await send(begins, place)).toMatchObject({ kind: "limited" });
    await systemClock.sleep(1_100);
    const result = await send(begins, place);
    const topic = forum.shown().at(-1)?.topic;
    expect(topic).toBeGreaterThan(0);
    expect(result).toMatchObject({ kind: "sent", conversation: `telegram:${forum.chatId}:${topic}` });
    expect(telegram.ledger.of("createForumTopic").map(({ outcome }) => outcome)).toEqual(["refused", "ok"]);
    telegram.faults.next("createForumTopic", { kind: "429", retryAfter: 5 });
    expect(await send(begins, { ...place, key: "other" })).toMatchObject({ kind: "limited", afterMs: 5_000 });
  });

  test("a refusal, a delay and a broken line are told apart", async () => {
    for (const kind of ["500", "502"] as const) {
      telegram.faults.next("sendMessage", { kind });
      expect(await send(plain("x"), home())).toMatchObject({ kind: "retry", afterMs: null });
    }
    telegram.faults.next("sendMessage", { kind: "reset after" });
    await expect(send(plain("arrived"), home())).rejects.toThrow();
    expect(last()?.text).toBe("arrived");
    telegram.faults.next("sendMessage", { kind: "429", retryAfter: 7 });
    expect(await send(plain("x"), home())).toMatchObject({ kind: "limited", afterMs: 7_000 });
  });

  test("an address that Telegram takes offence at costs the style, never the message", async () => {
    const link = { kind: "link", label: "Open", url: "https://exa mple" } as const;
    const piece: Piece = { ...plain("words"), rows: [[link], [{ kind: "act", label: "More", act: "t" }]] };
    expect((await send(piece, home())).kind).toBe("sent");
    expect(last()?.buttons).toEqual([["More"]]);
  });

  test("a message without words, or with nothing but space, is still a message", async () => {
    expect((await send(plain(" \n "), home())).kind).toBe("sent");
    expect((await send(EMPTY, home())).kind).toBe("sent");
    expect(telegram.violations).toEqual([]);
  });
});
