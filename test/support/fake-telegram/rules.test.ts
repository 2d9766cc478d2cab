import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startScene } from "./caller.ts";
import { startFakeTelegram } from "./fake-telegram.ts";

const SPECIFICATION = process.env.TELEGRAM_SPECIFICATION;

let scene: Awaited<ReturnType<typeof startScene>>;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.telegram.stop());
beforeEach(() => {
  scene.telegram.ledger.violations.length = 0;
});

/** Calls a method that must be refused as malformed, and returns the words. */
async function violating(method: string, params: Record<string, unknown>): Promise<string> {
  scene.telegram.ledger.violations.length = 0;
  const { ok, description = "" } = await scene.call(method, { ...withChat(method), ...params });
  expect(ok).toBe(false);
  expect(scene.telegram.violations).toEqual([{ at: expect.any(Number), method, complaint: description }]);
  return description;
}

async function passing(method: string, params: Record<string, unknown>): Promise<void> {
  scene.telegram.ledger.violations.length = 0;
  expect(await scene.call(method, { ...withChat(method), ...params })).toMatchObject({ ok: true });
  expect(scene.telegram.violations).toEqual([]);
}

const withChat = (method: string) => (/^(?:send|edit)/u.test(method) ? { chat_id: scene.lin.chatId } : {});
const button = (fields: Record<string, unknown>) => ({
  text: "t",
  reply_markup: { inline_keyboard: [[{ text: "A", ...fields }]] },
});
const entity = (text: string, ...entities: Record<string, unknown>[]) => ({ text, entities });

describe("the stand-in's own rules", () => {
  it("counts a text in UTF-16 units after its markup was read", async () => {
    await passing("sendMessage", { text: "界".repeat(4_096) });
    await passing("sendMessage", { text: `<b>${"x".repeat(4_096)}</b>`, parse_mode: "HTML" });
    expect(await violating("sendMessage", { text: "🎪".repeat(2_049) })).toBe("Bad Request: message is too long");
  });

  it.each(["", " \n\t ", "\u202e"])("refuses the empty text %j", async (text) => {
    expect(await violating("sendMessage", { text })).toBe("Bad Request: message text is empty");
  });

  it("refuses half a character", async () => {
    expect(await violating("sendMessage", { text: "half \ud83c" })).toBe(
      "Bad Request: strings must be encoded in UTF-8",
    );
  });

  it.each([
    ["beyond the end", entity("🎪", { type: "bold", offset: 0, length: 3 }), "ENTITY_BOUNDS_INVALID"],
    ["before the start", entity("abc", { type: "bold", offset: -1, length: 2 }), "ENTITY_BOUNDS_INVALID"],
    ["of no length", entity("abc", { type: "bold", offset: 0, length: 0 }), "ENTITY_BOUNDS_INVALID"],
    ["cutting a surrogate pair", entity("a🎪", { type: "bold", offset: 0, length: 2 }), "cuts a character"],
    ["of an unknown type", entity("abc", { type: "big", offset: 0, length: 1 }), "unknown type"],
    [
      "linking nowhere",
      entity("abc", { type: "text_link", offset: 0, length: 1, url: "javascript:x" }),
      "ENTITY_URL_INVALID",
    ],
    [
      "crossing another",
      entity("abcdef", { type: "bold", offset: 0, length: 3 }, { type: "italic", offset: 2, length: 3 }),
      "entities cross",
    ],
    ["that are too many", entity("a", ...Array(101).fill({ type: "bold", offset: 0, length: 1 })), "too many entities"],
  ])("refuses an entity %s", async (_name, params, words) => {
    expect(await violating("sendMessage", params)).toContain(words);
  });

  it("takes nested entities, and those that stand side by side", async () => {
    const nested = [
      { type: "bold", offset: 0, length: 6 },
      { type: "italic", offset: 2, length: 2 },
      { type: "code", offset: 6, length: 2 },
    ];
    await passing("sendMessage", entity("abcdef🎪", ...nested));
  });

  it.each([
    ["<b>x", "can't parse entities: Can't find end tag corresponding to start tag \"b\""],
    ["é<i>x</b>", 'can\'t parse entities: Unmatched end tag, expected "</i>", found "</b>" at byte offset 6'],
    ["<h1>x</h1>", 'can\'t parse entities: Unsupported start tag "h1" at byte offset 0'],
    ["1 < 2", "can't parse entities: Unexpected end tag at byte offset 2"],
  ])("refuses the HTML %s", async (text, words) => {
    expect(await violating("sendMessage", { text, parse_mode: "HTML" })).toBe(`Bad Request: ${words}`);
  });

  it("says loudly what it does not cover", async () => {
    expect(await violating("sendMessage", { text: "*a*", parse_mode: "MarkdownV2" })).toContain(
      "Not Implemented by the stand-in",
    );
    expect(await violating("sendPhoto", { photo: "https://example.org/a.png" })).toContain(
      "Not Implemented by the stand-in",
    );
  });

  it("measures callback data in bytes, 1 to 64", async () => {
    await passing("sendMessage", button({ callback_data: "界".repeat(21) }));
    for (const data of ["", "界".repeat(22)]) {
      expect(await violating("sendMessage", button({ callback_data: data }))).toBe("Bad Request: BUTTON_DATA_INVALID");
    }
  });

  it.each([
    ["no action", button({}), "Text buttons are unallowed in the inline keyboard"],
    ["two actions", button({ callback_data: "a", url: "https://example.org" }), "several actions: url, callback_data"],
    ["a crooked address", button({ url: "example" }), "Wrong HTTP URL"],
    ["no label", { text: "t", reply_markup: { inline_keyboard: [[{ text: " ", callback_data: "a" }]] } }, "non-empty"],
  ])("refuses a button with %s", async (_name, params, words) => {
    expect(await violating("sendMessage", params)).toContain(words);
  });

  it("takes 100 buttons, and not one more", async () => {
    const rows = (n: number) => ({
      inline_keyboard: Array.from({ length: n }, (_, at) => [{ text: "A", callback_data: `${at}` }]),
    });
    await passing("sendMessage", { text: "t", reply_markup: rows(100) });
    expect(await violating("sendMessage", { text: "t", reply_markup: rows(101) })).toContain(
      "101 buttons of at most 100",
    );
  });

  it.each([
    [[{ command: "Help", description: "x" }], "BOT_COMMAND_INVALID"],
    [[{ command: "a".repeat(33), description: "x" }], "BOT_COMMAND_INVALID"],
    [[{ command: "help", description: "" }], "BOT_COMMAND_DESCRIPTION_INVALID"],
    [[{ command: "help", description: "x".repeat(257) }], "BOT_COMMAND_DESCRIPTION_INVALID"],
    [Array.from({ length: 101 }, (_, n) => ({ command: `c${n}`, description: "x" })), "BOT_COMMANDS_TOO_MUCH"],
  ])("refuses the commands %j", async (commands, words) => {
    expect(await violating("setMyCommands", { commands })).toContain(words);
  });

  it("refuses a language of more than two letters", async () => {
    const commands = [{ command: "help", description: "x" }];
    expect(await violating("setMyCommands", { commands, language_code: "zh-hans" })).toContain("language code");
  });

  it("knows the length of a toast and the kinds of chat action", async () => {
    await violating("answerCallbackQuery", { callback_query_id: "1", text: "x".repeat(201) });
    await violating("sendChatAction", { action: "thinking" });
    await passing("sendChatAction", { action: "typing" });
  });
});

describe("the doors", () => {
  const get = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${scene.telegram.url}${path}`, init);
    return [response.status, await response.json()];
  };

  it("turns away a wrong token, a crooked one, and an unknown method", async () => {
    expect(await get("/bot123:wrong/getMe")).toEqual([
      401,
      { ok: false, error_code: 401, description: "Unauthorized" },
    ]);
    expect(await get("/botnonsense/getMe")).toEqual([404, { ok: false, error_code: 404, description: "Not Found" }]);
    expect(scene.telegram.violations).toEqual([]);
    const { token } = scene.telegram;
    expect((await get(`/bot${token}/sendEverything`))[0]).toBe(404);
    expect(scene.telegram.violations).toMatchObject([{ method: "sendEverything" }]);
  });

  it("takes parameters in the address, in a form and in JSON, and method names in any case", async () => {
    const { token } = scene.telegram;
    const { chatId } = scene.lin;
    const markup = JSON.stringify({ inline_keyboard: [[{ text: "A", callback_data: "a" }]] });
    expect((await get(`/bot${token}/SENDMESSAGE?chat_id=${chatId}&text=one`))[0]).toBe(200);
    const form = new URLSearchParams({ chat_id: String(chatId), text: "two", reply_markup: markup });
    expect((await get(`/bot${token}/sendMessage`, { method: "POST", body: form }))[0]).toBe(200);
    const parts = new FormData();
    parts.set("chat_id", String(chatId));
    parts.set("text", "three");
    expect((await get(`/bot${token}/sendMessage`, { method: "POST", body: parts }))[0]).toBe(200);
    expect(
      scene.lin
        .shown()
        .slice(-3)
        .map(({ text, buttons }) => [text, buttons]),
    ).toEqual([
      ["one", []],
      ["two", [["A"]]],
      ["three", []],
    ]);
    expect(scene.telegram.violations).toEqual([]);
  });

  it("refuses a body that is not what it says, and other HTTP methods", async () => {
    const address = `/bot${scene.telegram.token}/sendMessage`;
    const json = { "Content-Type": "application/json" };
    expect((await get(address, { method: "POST", body: "{", headers: json }))[0]).toBe(400);
    expect((await get(address, { method: "POST", body: "x", headers: { "Content-Type": "text/plain" } }))[0]).toBe(400);
    expect((await get(address, { method: "PUT", body: "{}", headers: json }))[0]).toBe(405);
    expect(scene.telegram.violations).toHaveLength(3);
  });

  it("says which specification it checks against, or that there is none", async () => {
    const bare = await startFakeTelegram({ specification: "/nowhere/telegram.json" });
    expect(bare.specification).toBeNull();
    await bare.stop();
  });
});

describe.skipIf(SPECIFICATION === undefined)(
  "the rules of the specification (skipped where TELEGRAM_SPECIFICATION names no file)",
  () => {
    it("names its version", () => {
      expect(scene.telegram.specification).toMatch(/^Bot API \d/u);
    });

    it.each([
      [
        "an unknown parameter",
        "sendMessage",
        { text: "x", disable_web_page_preview: true },
        'unknown parameter "disable_web_page_preview"',
      ],
      [
        "an unknown parameter inside",
        "sendMessage",
        { text: "x", link_preview_options: { disabled: true } },
        "LinkPreviewOptions.disabled",
      ],
      ["a missing parameter", "getChatMember", { chat_id: 1 }, 'parameter "user_id" is required'],
      ["a missing one inside", "sendMessage", { text: "x", reply_parameters: {} }, "ReplyParameters.message_id"],
      ["a wrong type", "sendMessage", { text: "x", message_thread_id: "first" }, "must be of type Integer"],
      ["a wrong type inside", "sendMessage", button({ url: 5 }), "InlineKeyboardButton.url"],
      ["a Boolean in words", "sendMessage", { text: "x", protect_content: "maybe" }, "must be of type Boolean"],
      ["a list that is none", "setMyCommands", { commands: { command: "a" } }, "must be a list"],
      [
        "a closed list of words",
        "sendMessage",
        button({ callback_data: "a", style: "pink" }),
        "must be one of danger, success, primary",
      ],
      ["a length in the prose", "setMyShortDescription", { short_description: "x".repeat(121) }, "0 to 120 characters"],
      ["a length inside", "sendMessage", button({ copy_text: { text: "x".repeat(257) } }), "1 to 256 characters"],
      ["a range in the prose", "getUpdates", { limit: 0 }, '"limit" must be 1 to 100'],
      ["an unknown kind", "setMyCommands", { commands: [], scope: { type: "moon" } }, "unknown type"],
      [
        "a kind without its fields",
        "setMyCommands",
        { commands: [], scope: { type: "chat" } },
        "BotCommandScopeChat.chat_id",
      ],
      [
        "a method it does not play",
        "sendPoll",
        { question: "?", options: [] },
        "Not Implemented by the stand-in: method sendPoll",
      ],
    ])("finds %s", async (_name, method, params, words) => {
      expect(await violating(method, params)).toContain(words);
    });

    it("passes what is right", async () => {
      await passing("setMyCommands", {
        commands: [{ command: "a", description: "x" }],
        scope: { type: "all_private_chats" },
      });
      await passing("setMyShortDescription", { short_description: "" });
      await passing("sendMessage", {
        ...button({ switch_inline_query_current_chat: "" }),
        link_preview_options: { is_disabled: true },
        reply_parameters: { message_id: 1 },
      });
      await passing("sendMessage", { text: "x", reply_markup: { remove_keyboard: true } });
    });
  },
);
