import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startScene } from "./caller.ts";
import { isRecord, type Message, type Update } from "./shapes.ts";
import { loadSpecification } from "./specification.ts";

const FOLDER = new URL("../../fixtures/updates/telegram/", import.meta.url);
const NAMES = readdirSync(FOLDER).map((name) => name.replace(".json", ""));
const SPECIFICATION = process.env.TELEGRAM_SPECIFICATION;

let made: ReadonlyMap<string, Update>;
let scene: Awaited<ReturnType<typeof startScene>>;

/** People do one of everything that was recorded. */
beforeAll(async () => {
  scene = await startScene();
  const { telegram, call } = scene;
  const lin = telegram.person({ first_name: "Lin", last_name: "Wei", username: "linwei", language_code: "zh-hans" });
  const updates = new Map<string, Update>();
  const record = async (name: string, act: () => unknown) => {
    const last = (await call<readonly Update[]>("getUpdates")).result.at(-1)?.update_id ?? 0;
    await act();
    const [update] = (await call<readonly Update[]>("getUpdates", { offset: last + 1 })).result;
    if (update !== undefined) updates.set(name, update);
  };
  const write = async (chat_id: number, more: object) =>
    (await call<Message>("sendMessage", { chat_id, ...more })).result.message_id;
  const bot = `@${telegram.bot.username}`;
  const hall = telegram.group();
  const forum = telegram.group({ forum: true });

  await record("text", () => lin.says("展位什么时候可以预订？"));
  await record("command-with-payload", () => lin.startsWith("booth_A-101"));
  const reply_markup = { inline_keyboard: [[{ text: "中文", callback_data: "zh" }]] };
  await write(lin.chatId, { text: "Which language?", reply_markup });
  await record("callback-query", () => lin.presses("中文"));
  const mime = "application/pdf";
  await record("document-with-caption", () => lin.sendsDocument({ name: "a.pdf", mime, size: 9, caption: "see #it" }));
  await record("photo", () => lin.sendsPhoto({ caption: "Our stand" }));
  await record("contact", () => lin.sendsContact("+8613800138000"));
  const said = lin.says("When?");
  await record("edited-message", () => lin.edits(said, "When can I book?"));
  await record("my-chat-member", () => lin.blocks());
  lin.unblocks();
  const article = {
    type: "article",
    id: "fee",
    title: "Fee",
    input_message_content: { message_text: "40" },
    reply_markup,
  };
  await record("inline-query", () => {
    const query = lin.types("fee");
    return call("answerInlineQuery", { inline_query_id: query.id, results: [article] });
  });
  const query = lin.types("fee");
  await call("answerInlineQuery", { inline_query_id: query.id, results: [article] });
  await record("chosen-inline-result", () => query.chooses("fee"));
  await record("added-to-group", () => hall.addsBot(lin));
  await record("group-mention", () => lin.in(hall).says(`${bot} how much?`));
  const answer = await write(hall.chatId, { text: "40" });
  await record("group-reply", () => lin.in(hall).says("And two?", { replyTo: answer }));
  forum.addsBot(lin);
  forum.promotesBot(lin);
  const topic = forum.opensTopic("Questions", lin);
  await record("topic-message", () => lin.in(topic).says(`/help${bot}`));
  made = updates;
});
afterAll(() => scene.telegram.stop());

const recorded = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), "utf8"));

/** The names of all fields, at every depth; lists by their first item. */
function outline(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(outline);
  if (!isRecord(value)) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted()
      .map(([name, inner]) => [name, outline(inner)]),
  );
}

describe("the updates that people make", () => {
  it("are all of the recorded ones", () => {
    expect([...made.keys()].toSorted()).toEqual(NAMES.toSorted());
  });

  it.each(NAMES)("have the recorded shape: %s", (name) => {
    expect(outline(made.get(name))).toEqual(outline(recorded(name)));
  });

  it.skipIf(SPECIFICATION === undefined).each(NAMES)(
    "%s is as the specification says (skipped where TELEGRAM_SPECIFICATION names no file)",
    (name) => {
      const { checkObject } = loadSpecification(SPECIFICATION ?? "");
      expect(checkObject("Update", recorded(name))).toBeNull();
      expect(checkObject("Update", { ...made.get(name) })).toBeNull();
      expect(checkObject("Update", { ...recorded(name), surprise: 1 })).toContain("unknown parameter");
    },
  );
});
