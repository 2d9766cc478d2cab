import { afterEach, describe, expect, it } from "vitest";
import { connect } from "./bare-gateway.ts";
import { startScene } from "./caller.ts";
import type { Use } from "./people/use.ts";

let scene: Awaited<ReturnType<typeof startScene>>;
let clock: number;
afterEach(() => scene.discord.stop());

async function start(): Promise<void> {
  clock = Date.now();
  scene = await startScene({ now: () => clock });
  const options = [{ type: 3, name: "q", description: "d", autocomplete: true }];
  const commands = [{ name: "ask", description: "Asks", options }];
  await scene.call("PUT", `/applications/${scene.discord.bot.id}/commands`, commands);
}

const row = { type: 1, components: [{ type: 2, style: 1, label: "More", custom_id: "more" }] };
const input = { type: 4, custom_id: "name", style: 1, label: "Name" };
const MODAL = { custom_id: "m", title: "t", components: [{ type: 1, components: [input] }] };
const back = ({ interaction: { id, token } }: Pick<Use, "interaction">, type: number, data?: object, query = "") =>
  scene.call("POST", `/interactions/${id}/${token}/callback${query}`, { type, ...(data && { data }) });
const webhook = ({ interaction: { token } }: Use) => `/webhooks/${scene.discord.bot.id}/${token}`;
const ask = () => scene.seat.runs("/ask");
const asked = async (data: object = { content: "one", components: [row] }) => {
  const use = ask();
  expect((await back(use, 4, data)).status).toBe(204);
  return use;
};

describe("the first answer", () => {
  it("is a message, which the person sees", async () => {
    await start();
    const use = ask();
    clock += 120;
    const { status, body } = await back(use, 4, { content: "hello" }, "?with_response=true");
    expect([status, body]).toMatchObject([
      200,
      {
        interaction: {
          id: use.interaction.id,
          type: 2,
          response_message_loading: false,
          response_message_ephemeral: false,
        },
        resource: { type: 4, message: { content: "hello", type: 20, webhook_id: scene.discord.bot.id } },
      },
    ]);
    expect((await use.answer()).text).toBe("hello");
    expect(use.interaction).toMatchObject({ acknowledgedAfter: 120, response: 4, fate: "done" });
  });

  it("may be put off and written later, for the person alone", async () => {
    await start();
    const use = ask();
    await back(use, 5, { flags: 64 });
    expect(use.interaction.fate).toBe("deferred");
    expect(scene.seat.shown()).toMatchObject([{ isLoading: true, isEphemeral: true }]);
    expect((await scene.call("GET", `${webhook(use)}/messages/@original`)).body).toMatchObject({ flags: 64 | 128 });
    expect((await scene.call("PATCH", `${webhook(use)}/messages/@original`, {})).body.code).toBe(50_006);
    await scene.call("PATCH", `${webhook(use)}/messages/@original`, { content: "late" });
    expect(await use.answer()).toMatchObject({ text: "late", isEphemeral: true, isLoading: false, isEdited: false });
    expect(scene.discord.person().in(scene.guild.general).shown()).toEqual([]);
    const { id } = await use.answer();
    expect((await scene.call("GET", `${scene.channel}/messages/${id}`)).body.code).toBe(10_008);
  });

  it("changes the message of a button, at once or later", async () => {
    await start();
    await asked();
    const now = scene.seat.presses("More");
    await back(now, 7, { content: "two" });
    expect(await now.answer()).toMatchObject({ text: "two", buttons: [["More"]], isEdited: true });
    const later = scene.seat.presses("More");
    await back(later, 6);
    expect(later.interaction.fate).toBe("deferred");
    await scene.call("PATCH", `${webhook(later)}/messages/@original`, { content: "three", components: [] });
    expect(await later.answer()).toMatchObject({ text: "three", buttons: [] });
    expect(scene.seat.shown()).toHaveLength(1);
  });

  it("opens a form, but only as the first answer", async () => {
    await start();
    const use = ask();
    await back(use, 9, MODAL);
    expect(await use.modal()).toMatchObject({ title: "t", fields: [{ label: "Name", customId: "name" }] });
    expect((await scene.call("GET", `${webhook(use)}/messages/@original`)).body.code).toBe(10_008);
    expect((await back(use, 9, MODAL)).body.code).toBe(40_060);
    expect(scene.discord.violations).toEqual([]);
    const late = ask();
    await back(late, 5);
    expect((await back(late, 9, MODAL)).body.code).toBe(40_060);
    expect(scene.discord.violations).toHaveLength(1);
  });

  it("offers choices to a person who types", async () => {
    await start();
    const typing = scene.seat.types("/ask", "q", "fe");
    expect((await back(typing, 8, { choices: [{ name: "Fees", value: "fees" }] })).status).toBe(204);
    expect(await typing.choices()).toEqual([{ name: "Fees", value: "fees" }]);
    const many = Array.from({ length: 26 }, (_, n) => ({ name: `${n}`, value: `${n}` }));
    expect((await back(scene.seat.types("/ask", "q", ""), 8, { choices: many })).body.code).toBe(50_035);
    expect((await back(scene.seat.types("/ask", "q", ""), 8, { choices: [{ name: "a", value: 1 }] })).status).toBe(400);
  });

  it("fits what it answers", async () => {
    await start();
    const cases: readonly [() => Pick<Use, "interaction">, readonly number[]][] = [
      [ask, [1, 6, 7, 8]],
      [() => scene.seat.presses("More"), [1, 8]],
      [() => scene.seat.types("/ask", "q", "x"), [4, 5, 9]],
    ];
    await asked();
    for (const [use, types] of cases)
      for (const type of types) {
        scene.discord.ledger.violations.length = 0;
        const data = type === 9 ? MODAL : type === 8 ? { choices: [] } : { content: "x" };
        expect((await back(use(), type, data)).body.code).toBe(50_035);
        expect(scene.discord.violations[0]?.complaint).toContain("STAND_IN_");
      }
    const opener = ask();
    await back(opener, 9, MODAL);
    const filled = scene.seat.fills({ Name: "x" });
    expect((await back(filled, 7, { content: "x" })).body.code).toBe(50_035);
    expect((await back(filled, 9, MODAL)).body.code).toBe(50_035);
    expect((await back(filled, 4, { content: "x" })).status).toBe(204);
  });

  it("of a form that a button opened may change the button's message", async () => {
    await start();
    await asked();
    await back(scene.seat.presses("More"), 9, MODAL);
    const filled = scene.seat.fills({ name: "x" });
    expect((await back(filled, 7, { content: "filled" })).status).toBe(204);
    expect(scene.seat.shown()).toMatchObject([{ text: "filled" }]);
  });

  it("says only whether it is ephemeral when it is put off", async () => {
    await start();
    expect((await back(ask(), 5, { flags: 4 })).body.code).toBe(50_035);
    expect((await back(ask(), 4, { content: "x", flags: 64 | 4 })).status).toBe(204);
    expect((await back(ask(), 4, { content: "" })).body.code).toBe(50_006);
    expect((await back(ask(), 3)).body.code).toBe(50_035);
  });
});

describe("deadlines", () => {
  it("give three seconds for the first answer", async () => {
    await start();
    const [early, late] = [ask(), ask()];
    clock += 3_000;
    expect((await back(early, 5)).status).toBe(204);
    clock += 1;
    expect(late.interaction.fate).toBe("void");
    const answer = await back(late, 5);
    expect([answer.status, answer.body]).toEqual([404, { message: "Unknown interaction", code: 10_062 }]);
    expect((await scene.call("POST", webhook(late), { content: "x" })).body.code).toBe(10_015);
    expect(scene.discord.violations).toEqual([]);
  });

  it("know no interaction of another token or id", async () => {
    await start();
    const { interaction } = ask();
    const path = (id: string, token: string) => `/interactions/${id}/${token}/callback`;
    for (const wrong of [path("5", interaction.token), path(interaction.id, "abc")])
      expect((await scene.call("POST", wrong, { type: 5 })).body.code).toBe(10_062);
  });

  it("take one first answer", async () => {
    await start();
    const use = await asked();
    const again = await back(use, 4, { content: "two" });
    expect([again.status, again.body]).toEqual([
      400,
      { message: "Interaction has already been acknowledged.", code: 40_060 },
    ]);
    expect(scene.discord.violations).toEqual([]);
  });

  it("let a token live for fifteen minutes after it", async () => {
    await start();
    const use = ask();
    clock += 2_000;
    await back(use, 4, { content: "one" });
    clock += 900_000;
    expect((await scene.call("PATCH", `${webhook(use)}/messages/@original`, { content: "two" })).status).toBe(200);
    clock += 1;
    const late = await scene.call("PATCH", `${webhook(use)}/messages/@original`, { content: "three" });
    expect([late.status, late.body.code]).toEqual([401, 50_027]);
  });
});

describe("what follows", () => {
  it("is further messages, each seen by all or by one", async () => {
    await start();
    const use = await asked();
    const own = await scene.call("POST", webhook(use), { content: "psst", flags: 64 });
    await scene.call("POST", webhook(use), { content: "all" });
    expect(scene.seat.shown().map(({ text, isEphemeral }) => [text, isEphemeral])).toEqual([
      ["one", false],
      ["psst", true],
      ["all", false],
    ]);
    expect(scene.discord.person().in(scene.guild.general).shown()).toHaveLength(2);
    const path = `${webhook(use)}/messages/${own.body.id}`;
    expect((await scene.call("PATCH", path, { content: "hush" })).body.content).toBe("hush");
    expect((await scene.call("DELETE", path)).status).toBe(204);
    expect((await scene.call("GET", path)).body.code).toBe(10_008);
    expect((await scene.call("DELETE", `${webhook(use)}/messages/@original`)).status).toBe(204);
    expect((await scene.call("GET", `${webhook(use)}/messages/@original`)).body.code).toBe(10_008);
    expect(scene.discord.violations).toEqual([]);
  });

  it("takes the place of an answer that is still put off, and its audience", async () => {
    await start();
    const use = ask();
    await back(use, 5, { flags: 64 });
    const { body } = await scene.call("POST", webhook(use), { content: "for all?" });
    const original = await scene.call("GET", `${webhook(use)}/messages/@original`);
    expect([body.id, body.flags]).toEqual([original.body.id, 64]);
    expect(await use.answer()).toMatchObject({ text: "for all?", isEphemeral: true });
  });

  it("does not reach others' messages or applications", async () => {
    await start();
    const [one, two] = [await asked(), await asked()];
    const { id } = await two.answer();
    expect((await scene.call("PATCH", `${webhook(one)}/messages/${id}`, { content: "x" })).body.code).toBe(10_008);
    expect((await scene.call("POST", `/webhooks/5/${one.interaction.token}`, { content: "x" })).body.code).toBe(10_015);
  });

  it("may carry files", async () => {
    await start();
    const use = ask();
    const { id, token } = use.interaction;
    const file = { name: "a.txt", bytes: Buffer.from("hello") };
    const data = { attachments: [{ id: 0, filename: "b.txt" }], flags: 64 };
    const sent = await scene.call("POST", `/interactions/${id}/${token}/callback`, { type: 4, data }, [file]);
    expect(sent.status).toBe(204);
    const [shown] = (await use.answer()).files;
    expect([shown?.filename, shown?.ephemeral]).toEqual(["b.txt", true]);
    expect(await (await fetch(shown?.url ?? "")).text()).toBe("hello");
  });
});

describe("the event", () => {
  it("of a command has the options, both languages, and who asked where", async () => {
    await start();
    const bot = await connect(scene.discord);
    bot.identify();
    await bot.next("READY");
    const { interaction } = scene.seat.runs("/ask", { q: "fees" });
    expect((await bot.next("INTERACTION_CREATE")).d).toMatchObject({
      id: interaction.id,
      type: 2,
      version: 1,
      application_id: scene.discord.bot.id,
      locale: "zh-CN",
      guild_locale: "de",
      guild_id: scene.guild.id,
      channel_id: scene.guild.general.channelId,
      context: 0,
      authorizing_integration_owners: { "0": scene.guild.id },
      member: { user: { id: scene.lin.user.id, global_name: "Lin" } },
      data: { name: "ask", type: 1, options: [{ name: "q", type: 3, value: "fees" }] },
    });
  });

  it("in direct messages has a user, and no guild", async () => {
    await start();
    const bot = await connect(scene.discord);
    bot.identify();
    await bot.next("READY");
    scene.lin.types("/ask", "q", "fe");
    const { d } = await bot.next("INTERACTION_CREATE");
    expect(d).toMatchObject({
      type: 4,
      user: { id: scene.lin.user.id },
      context: 1,
      channel: { type: 1 },
      data: { options: [{ name: "q", value: "fe", focused: true }] },
    });
    expect(Object.keys(d)).not.toContain("guild_id");
  });

  it("is lost on a bot that never identified, and void three seconds later", async () => {
    await start();
    const use = ask();
    await expect(use.acknowledged({ timeout: 30 })).rejects.toThrow('"/ask" (waiting) was not acknowledged');
    clock += 3_001;
    await expect(use.answer({ timeout: 10 })).rejects.toThrow("(void)");
  });
});
