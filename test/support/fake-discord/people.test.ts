import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startScene } from "./caller.ts";

let scene: Awaited<ReturnType<typeof startScene>>;
beforeEach(async () => {
  scene = await startScene();
  await scene.call("PUT", `/applications/${scene.discord.bot.id}/commands`, COMMANDS);
});
afterEach(() => scene.discord.stop());

const COMMANDS = [
  {
    name: "book",
    description: "Books",
    name_localizations: { "zh-CN": "预订" },
    options: [
      { type: 3, name: "booth", description: "Which", required: true, min_length: 2, max_length: 4 },
      { type: 4, name: "days", description: "How long", min_value: 1, max_value: 5 },
      { type: 3, name: "hall", description: "Where", choices: [{ name: "Hall One", value: "h1" }] },
      { type: 5, name: "now", description: "At once" },
      { type: 6, name: "for", description: "For whom" },
      { type: 11, name: "plan", description: "A file" },
    ],
  },
  {
    name: "expo",
    description: "Expos",
    options: [
      { type: 1, name: "list", description: "Lists" },
      { type: 2, name: "admin", description: "A", options: [{ type: 1, name: "open", description: "Opens" }] },
    ],
  },
  { name: "private", description: "Only in private", contexts: [1] },
];

const send = (body: object) => scene.call<{ id: string }>("POST", `${scene.channel}/messages`, body);
const button = (label: string, more: object = {}) => ({
  type: 2,
  style: 1,
  label,
  custom_id: label.toLowerCase(),
  ...more,
});
const row = (...components: object[]) => ({ type: 1, components });
const select = (id: string, labels: readonly string[], more: object = {}) => ({
  type: 3,
  custom_id: id,
  options: labels.map((label) => ({ label, value: label.toLowerCase() })),
  ...more,
});

describe("a person", () => {
  it("runs a command with options of every kind, by either name", () => {
    const ben = scene.discord.person({ name: "Ben" });
    const plan = { name: "plan.txt", bytes: Buffer.from("p") };
    const values = { booth: "A12", days: 2, hall: "Hall One", now: true, for: { user: ben.user }, plan };
    expect(scene.seat.runs("/book", values).interaction.kind).toBe("command");
    expect(scene.lin.runs("/预订", { booth: "A12" }).interaction.name).toBe("/预订");
    expect(scene.seat.runs("/expo admin open").interaction.name).toBe("/expo admin open");
  });

  it.each([
    ["/sell", {}, 'no command "/sell" here, only: /book, /expo, /private'],
    ["/book", {}, 'needs the option "booth"'],
    ["/book", { booth: "A12", colour: "red" }, 'no option "colour"'],
    ["/book", { booth: "A" }, "its length"],
    ["/book", { booth: "A12", days: 9 }, "its size"],
    ["/book", { booth: "A12", days: 1.5 }, "no whole number"],
    ["/book", { booth: "A12", hall: "Hall Two" }, "no choice"],
    ["/expo", {}, "needs a sub-command"],
    ["/expo close", {}, 'no sub-command "close"'],
    ["/private", {}, "does not offer"],
  ])("cannot run %s with %j", (command, values, words) => {
    expect(() => scene.seat.runs(command, values)).toThrow(words);
  });

  it("presses the latest button of a label, an id or a part of it", async () => {
    const { body } = await send({
      content: "one",
      components: [row(button("Open"), button("Close", { disabled: true }))],
    });
    const second = await send({ content: "two", components: [row(button("Open"), button("Go on"))] });
    const [one] = scene.seat.shown();
    expect(scene.seat.presses("Open").interaction.source?.message.id).toBe(second.body.id);
    expect(scene.seat.presses("go on").interaction.name).toBe("go on");
    expect(scene.seat.presses("Go").interaction.name).toBe("go on");
    if (one !== undefined) expect(scene.seat.presses(one, "Open").interaction.source?.message.id).toBe(body.id);
    expect(() => scene.seat.presses("Close")).toThrow("is disabled");
    expect(() => scene.seat.presses("Buy")).toThrow('no button "Buy" among');
  });

  it("picks options of the select that has them", async () => {
    await send({ content: "one", components: [row(select("hall", ["One", "Two"], { max_values: 2 }))] });
    await send({ content: "two", components: [row(select("day", ["Monday"], { placeholder: "A day" }))] });
    expect(scene.seat.picks(["One", "Two"]).interaction.name).toBe("hall");
    expect(scene.seat.picks("Monday", "A day").interaction.name).toBe("day");
    expect(() => scene.seat.picks("Sunday")).toThrow('no select with "Sunday"');
    expect(() => scene.seat.picks([], "A day")).toThrow("takes 1 to 1 options, not 0");
    expect(scene.seat.transcript()).toBe("Silkdesk: one\n    {: One | Two}\nSilkdesk: two\n    {A day: Monday}");
  });

  it("hears what came or was changed since they did something", async () => {
    const first = await send({ content: "before" });
    scene.seat.says("hello");
    const heard = scene.seat.hears(2);
    await scene.call("PATCH", `${scene.channel}/messages/${first.body.id}`, { content: "changed" });
    await send({ content: "new", components: [row(button("A"))] });
    expect((await heard).map(({ text, buttons }) => [text, buttons])).toEqual([
      ["changed", []],
      ["new", [["A"]]],
    ]);
    scene.seat.says("again");
    await expect(scene.seat.hears(1, { timeout: 20 })).rejects.toThrow(
      /0; the channel is:\nSilkdesk \(edited\): changed/u,
    );
  });

  it("has one of Discord's locales", () => {
    expect(() => scene.discord.person({ locale: "ar" })).toThrow('"ar" is no locale of Discord\'s');
  });
});
