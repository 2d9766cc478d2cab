import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startScene } from "./caller.ts";
import type { Message, Update } from "./shapes.ts";

let scene: Awaited<ReturnType<typeof startScene>>;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.telegram.stop());

const write = async (chat_id: number, text: string, more: object = {}) =>
  (await scene.call<Message>("sendMessage", { chat_id, text, ...more })).result;
const updates = async () => (await scene.call<readonly Update[]>("getUpdates")).result;
const asked = (...labels: string[]) => ({
  reply_markup: { inline_keyboard: [labels.map((text) => ({ text, callback_data: `data-${text}` }))] },
});

describe("a person", () => {
  it("hears what the bot sent or edited since they last did something", async () => {
    const { lin } = scene;
    const heard = lin.hears(2);
    const { message_id } = await write(lin.chatId, "one");
    await write(lin.chatId, "two");
    expect((await heard).map(({ text }) => text)).toEqual(["one", "two"]);
    lin.says("and?");
    await expect(lin.hears(1, { timeout: 30 })).rejects.toThrow("did not hear 1 message(s), but 0 within 30 ms");
    setTimeout(() => void scene.call("editMessageText", { chat_id: lin.chatId, message_id, text: "one, edited" }), 10);
    expect(await lin.hears((message) => message.text.includes("edited"))).toMatchObject({
      text: "one, edited",
      isEdited: true,
    });
  });

  it("tells the whole chat where nothing was heard", async () => {
    await expect(scene.lin.hears(1, { timeout: 10 })).rejects.toThrow("the chat is:\nLin: /start");
  });

  it("presses a button by its label, its data or a part of its label, of the latest message that has it", async () => {
    const { lin } = scene;
    const old = await write(lin.chatId, "old", asked("Yes", "No, thanks"));
    await write(lin.chatId, "new", asked("Yes"));
    lin.presses("Yes");
    lin.presses("thanks");
    lin.presses(old.message_id, "data-Yes");
    const queries = (await updates()).flatMap(({ callback_query }) => callback_query ?? []);
    expect(queries).toMatchObject([
      { message: { text: "new" }, data: "data-Yes" },
      { message: { text: "old" }, data: "data-No, thanks" },
      { message: { text: "old" }, data: "data-Yes" },
    ]);
    expect(() => lin.presses("Maybe")).toThrow('there is no button "Maybe" among: Yes, Yes, No, thanks');
  });

  it("may press what they still see, though the bot has changed it; the bot gets the message as it is", async () => {
    const { lin } = scene;
    const { message_id } = await write(lin.chatId, "sure?", asked("Yes"));
    const [seen] = await lin.hears();
    if (seen === undefined) throw new Error("nothing was heard");
    await scene.call("editMessageText", { chat_id: lin.chatId, message_id, text: "done" });
    lin.presses(seen, "Yes");
    expect((await updates()).at(-1)?.callback_query).toMatchObject({ data: "data-Yes", message: { text: "done" } });
  });

  it("cannot write to a bot that they blocked, and starts it by its link", async () => {
    const { lin } = scene;
    lin.blocks();
    expect(() => lin.says("hello?")).toThrow("unblock");
    lin.startsWith("booth_A-101");
    expect((await updates()).slice(-3)).toMatchObject([
      { my_chat_member: { new_chat_member: { status: "kicked" } } },
      { my_chat_member: { old_chat_member: { status: "kicked" }, new_chat_member: { status: "member" } } },
      { message: { text: "/start booth_A-101" } },
    ]);
    expect(() => lin.startsWith("not a payload")).toThrow("payload");
  });

  it("sends what the stand-in has no word for", async () => {
    scene.lin.sends({ location: { latitude: 30.2, longitude: 120.1 } });
    expect((await updates()).at(-1)?.message).toMatchObject({ location: { latitude: 30.2 } });
  });
});

describe("a group", () => {
  it("shows a bot in privacy mode only what is meant for it", async () => {
    const { telegram, lin } = scene;
    const hall = telegram.group();
    const seat = lin.in(hall);
    seat.says("before the bot came");
    hall.addsBot(lin);
    const answer = await write(hall.chatId, "hello all");
    for (const text of [
      "chatter",
      "/help",
      "/help@silkdesk_bot",
      "/help@other_bot",
      "hi @silkdesk_bot",
      "hi @other_bot",
    ])
      seat.says(text);
    seat.says("an answer", { replyTo: answer.message_id });
    const seen = (await updates()).flatMap(({ message }) => (message as Message | undefined)?.text ?? []);
    expect(seen).toEqual(["/start", "/help", "/help@silkdesk_bot", "hi @silkdesk_bot", "an answer"]);
    hall.promotesBot(lin);
    seat.says("now it hears all");
    hall.kicksBot(lin);
    seat.says("@silkdesk_bot gone?");
    expect((await updates()).slice(-2)).toMatchObject([
      { message: { text: "now it hears all" } },
      { my_chat_member: { new_chat_member: { status: "kicked" } } },
    ]);
    expect(hall.transcript()).toContain("Lin: @silkdesk_bot gone?");
  });

  it("tells who is in it", async () => {
    const { telegram, call, lin } = scene;
    const hall = telegram.group({ title: "Hall 3" });
    expect((await call("getChat", { chat_id: hall.chatId })).error_code).toBe(403);
    hall.addsBot(lin);
    hall.promotes(lin);
    const chat_id = hall.chatId;
    expect((await call("getChat", { chat_id })).result).toMatchObject({ title: "Hall 3", type: "supergroup" });
    expect((await call("getChatAdministrators", { chat_id })).result).toMatchObject([{ user: { first_name: "Lin" } }]);
    expect((await call("getChatMember", { chat_id, user_id: telegram.bot.id })).result).toMatchObject({
      status: "member",
    });
    expect((await call("getChatMember", { chat_id, user_id: 9 })).description).toBe(
      "Bad Request: PARTICIPANT_ID_INVALID",
    );
    expect((await call("getChatAdministrators", { chat_id: lin.chatId })).error_code).toBe(400);
    expect((await call("leaveChat", { chat_id })).result).toBe(true);
    expect((await call("sendMessage", { chat_id, text: "x" })).error_code).toBe(403);
  });

  it("has topics, which a bot with the right may open, rename, close and reopen", async () => {
    const { telegram, call, lin } = scene;
    const forum = telegram.group({ forum: true });
    forum.addsBot(lin);
    const chat_id = forum.chatId;
    const refused = await call("createForumTopic", { chat_id, name: "Cases" });
    expect(refused.description).toBe("Bad Request: not enough rights to manage topics");
    forum.promotesBot(lin);
    const made = await call<{ message_thread_id: number }>("createForumTopic", { chat_id, name: "Cases" });
    const message_thread_id = made.result.message_thread_id;
    const here = { chat_id, message_thread_id };
    const seat = lin.in({ chatId: chat_id, topic: message_thread_id });
    seat.says("in the topic");
    expect((await updates()).at(-1)?.message).toMatchObject({
      message_thread_id,
      is_topic_message: true,
      reply_to_message: { forum_topic_created: { name: "Cases" } },
    });
    expect(await write(chat_id, "here", { message_thread_id })).toMatchObject({ message_thread_id });
    expect((await seat.hears())[0]?.text).toBe("here");
    await write(chat_id, "elsewhere");
    expect(seat.transcript()).not.toContain("elsewhere");
    expect((await call("editForumTopic", { ...here, name: "Open cases" })).result).toBe(true);
    expect((await call("closeForumTopic", here)).result).toBe(true);
    expect((await call("closeForumTopic", here)).description).toBe("Bad Request: TOPIC_NOT_MODIFIED");
    expect((await call("sendMessage", { ...here, text: "as an administrator" })).ok).toBe(true);
    forum.promotesBot(lin, ["can_delete_messages"]);
    expect((await call("sendMessage", { ...here, text: "x" })).description).toBe("Bad Request: TOPIC_CLOSED");
    forum.promotesBot(lin);
    expect((await call("reopenForumTopic", here)).result).toBe(true);
    const missing = { chat_id, message_thread_id: 999 };
    expect((await call("sendMessage", { ...missing, text: "x" })).description).toBe(
      "Bad Request: message thread not found",
    );
    const plain = telegram.group();
    plain.addsBot(lin);
    plain.promotesBot(lin);
    const notForum = await call("createForumTopic", { chat_id: plain.chatId, name: "x" });
    expect(notForum.description).toBe("Bad Request: the chat is not a forum");
  });
});

describe("the ledger", () => {
  it("writes every request down, with bounded values", async () => {
    const { telegram, lin } = scene;
    await write(lin.chatId, "x".repeat(4_000));
    await scene.call("sendMessage", { chat_id: 1, text: "nobody" });
    expect(telegram.ledger.of("sendMessage")).toMatchObject([
      { n: 1, outcome: "ok", code: 200, params: { text: `${"x".repeat(512)}…` } },
      { n: 2, outcome: "refused", code: 400, description: "Bad Request: chat not found" },
    ]);
    expect(telegram.ledger.count("sendMessage")).toBe(2);
    expect(telegram.ledger.count()).toBe(2);
  });

  it("stays quick with 1,000 chats and many updates", async () => {
    const { telegram, call } = scene;
    const people = Array.from({ length: 1_000 }, () => telegram.person());
    const start = performance.now();
    for (let n = 0; n < 10; n++) for (const person of people) person.says(`n ${n}`);
    let offset = 0;
    for (let got = -1; got !== 0; ) {
      const { result } = await call<readonly Update[]>("getUpdates", { offset });
      got = result.length;
      offset = (result.at(-1)?.update_id ?? 0) + 1;
    }
    expect(
      telegram.ledger.updates.filter(({ fate, deliveries }) => fate === "confirmed" && deliveries === 1),
    ).toHaveLength(10_001);
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
