import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { incomingSchema } from "../../../src/message/incoming.ts";
import { decodeUpdate } from "../../../src/platforms/telegram/decode.ts";
import { updateSchema } from "../../../src/platforms/telegram/update.ts";

const FOLDER = new URL("../../fixtures/updates/telegram/", import.meta.url);
const BOT = { id: "7000000001", username: "silkdesk_bot" };

const decode = (update: unknown, bot: typeof BOT | { id: string; username: null } = BOT) =>
  decodeUpdate(updateSchema.parse(update), bot);
const recorded = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), "utf8")) as Record<string, unknown>;
const incomingOf = (update: unknown) => {
  const decoded = decode(update);
  return decoded.kind === "event" ? decoded.incoming : decoded.kind;
};
/** A recorded update with its message changed. */
const changed = (name: string, change: (message: Record<string, unknown>) => Record<string, unknown>) => {
  const update = recorded(name);
  return { ...update, message: change(update.message as Record<string, unknown>) };
};

const EVENTS: Readonly<Record<string, object | string>> = {
  text: { kind: "text", text: "展位什么时候可以预订？ 🎪 Is the booth free?", scope: "direct", localeHint: "zh-hans" },
  "command-with-payload": { kind: "joined", payload: "booth_A-101" },
  "callback-query": { kind: "action", token: "Zk3vQ8mB1xYw0aJtRr5u2g", message: "13" },
  "document-with-caption": { kind: "text", text: "Our prices, see #catalogue" },
  photo: { kind: "text", text: "Our stand last year" },
  contact: { kind: "text", text: "", phone: "+8613800138000" },
  "edited-message": { kind: "edited", text: "When can I book a booth?", message: "11" },
  "my-chat-member": { kind: "left", reason: "blocked", account: "5000001" },
  "group-mention": { kind: "text", text: "how much is a corner booth?", scope: "group" },
  "group-reply": { kind: "text", text: "And with two tables?" },
  "topic-message": { kind: "command", name: "help", conversation: "telegram:-1001234567890:30" },
  "inline-query": "inlineQuery",
  "chosen-inline-result": "none",
  "added-to-group": "none",
};

describe("what Telegram sends", () => {
  test.each(Object.entries(EVENTS))("%s", (name, expected) => {
    const incoming = incomingOf(recorded(name));
    if (typeof expected === "string") return expect(incoming).toBe(expected);
    expect(incoming).toMatchObject({ platform: "telegram", bot: BOT.id, ...expected });
    expect(incomingSchema.parse(incoming)).toEqual(incoming);
  });

  test("every recorded update is looked at here", () => {
    const names = readdirSync(FOLDER).map((file) => file.replace(".json", ""));
    expect(names.sort()).toEqual(Object.keys(EVENTS).sort());
  });

  test("the id of an event tells the update and the message apart", () => {
    expect(incomingOf(recorded("text"))).toMatchObject({ eventId: "428113700.11" });
  });

  test("files come with what is needed to fetch them; of a photo it is the largest", () => {
    expect(incomingOf(recorded("document-with-caption"))).toMatchObject({
      files: [{ name: "price list 2027.pdf", mime: "application/pdf", size: 48_213 }],
    });
    expect(incomingOf(recorded("photo"))).toMatchObject({
      files: [{ size: 120_000, ref: "AgACAgIAAxkBAAIBD2ZkQ0whole" }],
    });
  });

  test("a press is answered by its id", () => {
    expect(decode(recorded("callback-query"))).toMatchObject({ press: "4382001000003007919" });
  });

  test("what others say to each other in a group is none of its business", () => {
    const plain = (message: Record<string, unknown>) => ({ ...message, text: "How are you?", entities: [] });
    expect(incomingOf(changed("group-mention", plain))).toBe("none");
    const other = { text: "/help@other_bot", entities: [{ type: "bot_command", offset: 0, length: 15 }] };
    expect(incomingOf(changed("topic-message", (message) => ({ ...message, ...other })))).toBe("none");
  });

  test("a bare mention below a message asks what that message says", () => {
    const asked = { message_id: 1, from: { id: 9, is_bot: false }, text: "Is there a subsidy?" };
    const bare = { text: "@silkdesk_bot", reply_to_message: asked };
    expect(incomingOf(changed("group-mention", (message) => ({ ...message, ...bare })))).toMatchObject({
      text: "Is there a subsidy?",
    });
  });

  test("other bots, its own inline results and service messages are not answered", () => {
    expect(incomingOf(changed("text", (message) => ({ ...message, from: { id: 9, is_bot: true } })))).toBe("none");
    const via = { id: Number(BOT.id), is_bot: true };
    expect(incomingOf(changed("text", (message) => ({ ...message, via_bot: via })))).toBe("none");
    expect(incomingOf(changed("text", ({ text: _text, ...message }) => ({ ...message, new_chat_title: "x" })))).toBe(
      "none",
    );
  });

  test("a sticker is answered as a message without words", () => {
    const sticker = changed("text", ({ text: _text, ...message }) => ({ ...message, sticker: {} }));
    expect(incomingOf(sticker)).toMatchObject({ kind: "text", text: "", files: [] });
  });

  test("control characters and direction marks are taken out of what people write", () => {
    expect(incomingOf(changed("text", (message) => ({ ...message, text: "a\u202Eb\u0000c" })))).toMatchObject({
      text: "abc",
    });
  });

  test("a group event says where the person can be alone with the bot, once its name is known", () => {
    expect(incomingOf(recorded("group-reply"))).toMatchObject({ privateChat: "https://t.me/silkdesk_bot?start=hello" });
    const unnamed = decode(recorded("group-reply"), { id: BOT.id, username: null });
    expect(unnamed.kind === "event" && "privateChat" in unnamed.incoming).toBe(false);
  });
});
