import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startScene } from "./caller.ts";
import type { Message } from "./shapes.ts";

let scene: Awaited<ReturnType<typeof startScene>>;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.telegram.stop());

const keyboard = (...labels: string[]) => ({
  inline_keyboard: labels.map((text) => [{ text, callback_data: text.toLowerCase() }]),
});
const send = async (text = "hello", more: Record<string, unknown> = {}) =>
  (await scene.call<Message>("sendMessage", { chat_id: scene.lin.chatId, text, ...more })).result;

describe("sending", () => {
  it("answers with the whole message, and shows it to the person", async () => {
    const message = await send("hello", { reply_markup: keyboard("Yes") });
    expect(message).toEqual({
      message_id: 2,
      from: scene.telegram.bot,
      chat: { id: scene.lin.chatId, type: "private", first_name: "Lin" },
      date: expect.any(Number),
      text: "hello",
      reply_markup: keyboard("Yes"),
    });
    expect(scene.lin.transcript()).toBe("Lin: /start\nSilkdesk: hello\n    [Yes]");
  });

  it("trims the text as Telegram does, and moves the entities", async () => {
    const entities = [{ type: "bold", offset: 4, length: 5 }];
    expect(await send(" \r\n bold\t \n", { entities })).toMatchObject({
      text: "bold",
      entities: [{ type: "bold", offset: 0, length: 4 }],
    });
  });

  it("reads HTML, and finds links, commands and mentions by itself", async () => {
    const html =
      '<b>A &lt; <i>B</i></b> see <a href="https://example.org/?a=1&amp;b=2">it</a> or /help@silkdesk_bot https://example.org/x.';
    expect(await send(html, { parse_mode: "HTML" })).toMatchObject({
      text: "A < B see it or /help@silkdesk_bot https://example.org/x.",
      entities: [
        { type: "bold", offset: 0, length: 5 },
        { type: "italic", offset: 4, length: 1 },
        { type: "text_link", offset: 10, length: 2, url: "https://example.org/?a=1&b=2" },
        { type: "bot_command", offset: 16, length: 18 },
        { type: "url", offset: 35, length: 21 },
      ],
    });
  });

  it("answers another message, quotes it, and refuses a missing one", async () => {
    const { message_id } = await send("the fee is 40");
    const reply_parameters = { message_id, quote: "fee" };
    expect(await send("which?", { reply_parameters })).toMatchObject({
      reply_to_message: { message_id, text: "the fee is 40" },
      quote: { text: "fee", position: 4 },
    });
    const chat_id = scene.lin.chatId;
    const missing = { chat_id, text: "?", reply_parameters: { message_id: 999 } };
    expect((await scene.call("sendMessage", missing)).description).toBe("Bad Request: message to be replied not found");
    const lenient = { message_id: 999, allow_sending_without_reply: true };
    expect((await scene.call("sendMessage", { ...missing, reply_parameters: lenient })).ok).toBe(true);
  });

  it("streams a draft into a private chat until the message comes", async () => {
    const chat_id = scene.lin.chatId;
    expect((await scene.call("sendMessageDraft", { chat_id, draft_id: 7, text: "The fee" })).result).toBe(true);
    expect(scene.lin.draft()).toBe("The fee");
    await send("The fee is 40");
    expect(scene.lin.draft()).toBeNull();
    const hall = scene.telegram.group();
    hall.addsBot(scene.lin);
    expect((await scene.call("sendMessageDraft", { chat_id: hall.chatId, draft_id: 7, text: "x" })).error_code).toBe(
      400,
    );
    expect(scene.telegram.violations).toEqual([]);
    expect((await scene.call("sendMessageDraft", { chat_id, draft_id: 0, text: "x" })).error_code).toBe(400);
    expect(scene.telegram.violations).toHaveLength(1);
  });

  it("copies without a source and forwards with one", async () => {
    const { message_id } = await send("original");
    const what = { chat_id: scene.lin.chatId, from_chat_id: scene.lin.chatId, message_id };
    expect((await scene.call("copyMessage", what)).result).toEqual({ message_id: message_id + 1 });
    expect((await scene.call("forwardMessage", what)).result).toMatchObject({
      text: "original",
      forward_origin: { type: "user" },
    });
    const missing = { ...what, message_id: 999 };
    expect((await scene.call("copyMessage", missing)).description).toBe("Bad Request: message to copy not found");
    expect((await scene.call("forwardMessage", missing)).description).toBe("Bad Request: message to forward not found");
  });

  it("refuses those who cannot be reached, in Telegram's words", async () => {
    const refusal = async (chat_id: number | string) => {
      const { error_code, description } = await scene.call("sendMessage", { chat_id, text: "hi" });
      return `${error_code} ${description}`;
    };
    const stranger = scene.telegram.person();
    expect(await refusal(42)).toBe("400 Bad Request: chat not found");
    expect(await refusal("@nobody_here")).toBe("400 Bad Request: chat not found");
    expect(await refusal(stranger.chatId)).toBe("400 Bad Request: chat not found");
    const hall = scene.telegram.group({ username: "expo_hall" });
    expect(await refusal("@expo_hall")).toBe("403 Forbidden: bot is not a member of the supergroup chat");
    hall.addsBot(scene.lin);
    stranger.in(hall);
    expect(await refusal(stranger.chatId)).toBe("403 Forbidden: bot can't initiate conversation with a user");
    hall.restrictsBot(scene.lin);
    expect(await refusal(hall.chatId)).toBe("400 Bad Request: not enough rights to send text messages to the chat");
    hall.kicksBot(scene.lin);
    expect(await refusal(hall.chatId)).toBe("403 Forbidden: bot was kicked from the supergroup chat");
    scene.lin.blocks();
    expect(await refusal(scene.lin.chatId)).toBe("403 Forbidden: bot was blocked by the user");
    scene.lin.unblocks();
    expect((await scene.call("sendMessage", { chat_id: scene.lin.chatId, text: "hi" })).ok).toBe(true);
    scene.lin.deletesAccount();
    expect(await refusal(scene.lin.chatId)).toBe("403 Forbidden: user is deactivated");
    expect(scene.telegram.violations).toEqual([]);
  });

  it("numbers the messages of private chats in one row, and those of each group in its own", async () => {
    const max = scene.telegram.person();
    const hall = scene.telegram.group();
    expect([scene.lin.says("a").id, max.says("b").id, scene.lin.in(hall).says("c").id]).toEqual([2, 3, 1]);
  });
});

describe("editing", () => {
  const edit = (method: string, message: Message, more: Record<string, unknown>) =>
    scene.call<Message>(method, { chat_id: scene.lin.chatId, message_id: message.message_id, ...more });

  it("changes the text, and takes the buttons away where none are sent", async () => {
    const message = await send("before", { reply_markup: keyboard("Yes") });
    const { result } = await edit("editMessageText", message, { text: "after" });
    expect(result).toMatchObject({ text: "after", edit_date: expect.any(Number) });
    expect(result.reply_markup).toBeUndefined();
    expect(scene.lin.transcript()).toBe("Lin: /start\nSilkdesk (edited): after");
  });

  it("refuses an edit that changes nothing", async () => {
    const message = await send("same", { reply_markup: keyboard("Yes") });
    const same = { text: " same ", reply_markup: keyboard("Yes") };
    const unmodified =
      "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";
    expect((await edit("editMessageText", message, same)).description).toBe(unmodified);
    expect((await edit("editMessageReplyMarkup", message, { reply_markup: keyboard("Yes") })).description).toBe(
      unmodified,
    );
    expect((await edit("editMessageText", message, { text: "same" })).ok).toBe(true);
    expect((await edit("editMessageText", message, { text: "same" })).description).toBe(unmodified);
    expect((await edit("editMessageReplyMarkup", message, {})).description).toBe(unmodified);
  });

  it("refuses a missing message, another's, and one with a keyboard of another kind", async () => {
    const own = scene.lin.says("mine");
    const reply = await send("type it", { reply_markup: { force_reply: true } });
    const missing = { ...reply, message_id: 999 };
    expect((await edit("editMessageText", missing, { text: "x" })).description).toBe(
      "Bad Request: message to edit not found",
    );
    expect((await edit("editMessageText", own.message, { text: "x" })).description).toBe(
      "Bad Request: message can't be edited",
    );
    expect((await edit("editMessageText", reply, { text: "x" })).description).toBe(
      "Bad Request: message can't be edited",
    );
  });

  it("keeps texts and captions apart", async () => {
    const message = await send("text");
    expect((await edit("editMessageCaption", message, { caption: "x" })).description).toBe(
      "Bad Request: there is no caption in the message to edit",
    );
  });

  it("deletes own messages, and in a private chat those of the person, within 48 hours", async () => {
    const message = await send("gone");
    expect((await edit("deleteMessage", message, {})).result).toBe(true);
    expect((await edit("deleteMessage", message, {})).description).toBe("Bad Request: message to delete not found");
    expect((await edit("deleteMessage", scene.lin.says("mine").message, {})).result).toBe(true);
    expect(scene.lin.transcript()).toBe("Lin: /start");
  });
});

describe("time", () => {
  it("closes the way to delete a message after 48 hours", async () => {
    await scene.telegram.stop();
    let now = Date.UTC(2027, 0, 1);
    scene = await startScene({ now: () => now });
    const { message_id } = await send("old");
    now += 48 * 3_600_000 + 1_000;
    const { description } = await scene.call("deleteMessage", { chat_id: scene.lin.chatId, message_id });
    expect(description).toBe("Bad Request: message can't be deleted for everyone");
  });
});

describe("answering presses", () => {
  const tooOld = "Bad Request: query is too old and response timeout expired or query ID is invalid";

  it("shows the toast once; a second answer and an unknown id are refused", async () => {
    await send("sure?", { reply_markup: keyboard("Yes") });
    const press = scene.lin.presses("Yes");
    const answer = { callback_query_id: press.id, text: "Done", show_alert: true };
    expect((await scene.call("answerCallbackQuery", answer)).result).toBe(true);
    expect(await press.toast()).toEqual({ text: "Done", isAlert: true });
    expect((await scene.call("answerCallbackQuery", answer)).description).toBe(tooOld);
    expect((await scene.call("answerCallbackQuery", { callback_query_id: "1" })).description).toBe(tooOld);
  });

  it("refuses an answer after the window", async () => {
    await scene.telegram.stop();
    let now = Date.UTC(2027, 0, 1);
    scene = await startScene({ now: () => now });
    await send("sure?", { reply_markup: keyboard("Yes") });
    const press = scene.lin.presses("Yes");
    now += 10_001;
    expect((await scene.call("answerCallbackQuery", { callback_query_id: press.id })).description).toBe(tooOld);
    await expect(press.toast({ timeout: 20 })).rejects.toThrow("not answered");
  });
});

describe("inline queries", () => {
  const article = (id: string) => ({
    type: "article",
    id,
    title: "Fee",
    input_message_content: { message_text: "The fee is 40" },
    reply_markup: keyboard("More"),
  });

  it("offers results, sends the chosen one, and lets the bot edit it by its inline id", async () => {
    const query = scene.lin.types("fee");
    await scene.call("answerInlineQuery", { inline_query_id: query.id, results: [article("fee")] });
    expect((await query.results()).results).toHaveLength(1);
    expect((await query.chooses("fee")).text).toBe("The fee is 40");
    const { result } =
      await scene.call<readonly { chosen_inline_result?: { inline_message_id: string } }[]>("getUpdates");
    const inline_message_id = result.at(-1)?.chosen_inline_result?.inline_message_id;
    const edited = { inline_message_id, text: "The fee is 50" };
    expect((await scene.call("editMessageText", edited)).result).toBe(true);
    expect(scene.lin.shown().at(-1)).toMatchObject({ text: "The fee is 50", buttons: [] });
    const unknown = { ...edited, inline_message_id: "AAAA" };
    expect((await scene.call("editMessageText", unknown)).description).toBe("Bad Request: MESSAGE_ID_INVALID");
  });

  it("refuses an id twice", async () => {
    const results = [article("same"), article("same")];
    const { description } = await scene.call("answerInlineQuery", {
      inline_query_id: scene.lin.types("x").id,
      results,
    });
    expect(description).toBe("Bad Request: RESULT_ID_DUPLICATE");
  });
});

describe("the profile", () => {
  it("shows each person the commands of their scope and language", async () => {
    const commands = (description: string) => [{ command: "help", description }];
    await scene.call("setMyCommands", { commands: commands("Help") });
    await scene.call("setMyCommands", { commands: commands("帮助"), language_code: "zh" });
    expect(scene.lin.menu()).toEqual(commands("帮助"));
    expect(scene.telegram.person({ language_code: "de" }).menu()).toEqual(commands("Help"));
    const scope = { type: "chat", chat_id: scene.lin.chatId };
    await scene.call("setMyCommands", { commands: commands("Lin's"), scope });
    expect(scene.lin.menu()).toEqual(commands("Lin's"));
    expect((await scene.call("getMyCommands", { scope })).result).toEqual(commands("Lin's"));
    await scene.call("deleteMyCommands", { scope });
    expect(scene.lin.menu()).toEqual(commands("帮助"));
  });

  it("keeps names and descriptions per language", async () => {
    await scene.call("setMyDescription", { description: "Answers", language_code: "" });
    await scene.call("setMyShortDescription", { short_description: "回答", language_code: "zh" });
    await scene.call("setMyName", { name: "Desk" });
    expect((await scene.call("getMyDescription", { language_code: "zh" })).result).toEqual({ description: "Answers" });
    expect((await scene.call("getMyShortDescription")).result).toEqual({ short_description: "" });
    expect((await scene.call("getMyName")).result).toEqual({ name: "Desk" });
    await scene.call("setChatMenuButton", { menu_button: { type: "commands" } });
    expect((await scene.call("getChatMenuButton", { chat_id: scene.lin.chatId })).result).toEqual({ type: "commands" });
    expect((await scene.call("getMe")).result).toMatchObject({ is_bot: true, can_read_all_group_messages: false });
  });

  it("lets nothing pass after logOut", async () => {
    expect((await scene.call("close")).result).toBe(true);
    expect((await scene.call("logOut")).result).toBe(true);
    expect((await scene.call("getMe")).error_code).toBe(401);
    scene.telegram.logIn();
    expect((await scene.call("getMe")).ok).toBe(true);
  });
});
