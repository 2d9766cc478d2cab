import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BareGateway, connect } from "./bare-gateway.ts";
import { startScene } from "./caller.ts";
import type { Use } from "./people/use.ts";

let scene: Awaited<ReturnType<typeof startScene>>;
let bot: BareGateway;
beforeAll(async () => {
  scene = await startScene({ specification: undefined });
  await scene.call("PUT", `/applications/${scene.discord.bot.id}/commands`, [{ name: "form", description: "d" }]);
  bot = await connect(scene.discord);
  bot.identify();
  await bot.next("READY");
});
afterAll(() => scene.discord.stop());
beforeEach(() => {
  scene.discord.ledger.violations.length = 0;
});

const modal = (fields: object = {}) => ({ custom_id: "m", title: "t", components: [inRow()], ...fields });
const inRow = (fields: object = {}) => ({
  type: 1,
  components: [{ type: 4, custom_id: "a", style: 1, label: "A", ...fields }],
});
const inLabel = (component: object, fields: object = {}) => ({ type: 18, label: "L", component, ...fields });
const text = (fields: object = {}) => ({ type: 4, custom_id: "a", style: 1, ...fields });
const options = (...labels: string[]) => labels.map((label) => ({ label, value: label.toLowerCase() }));

async function open(data: object): Promise<{ readonly use: Use; readonly status: number }> {
  const use = scene.seat.runs("/form");
  const { id, token } = use.interaction;
  const { status } = await scene.call("POST", `/interactions/${id}/${token}/callback`, { type: 9, data });
  return { use, status };
}

async function violating(data: object): Promise<string> {
  expect((await open(data)).status).toBe(400);
  return scene.discord.violations[0]?.complaint ?? "";
}

/** What the bot got of the form that was sent last. */
async function submitted(): Promise<unknown> {
  const last = () => bot.received.findLast(({ t, d }) => t === "INTERACTION_CREATE" && d.type === 5);
  const { id } = scene.discord.interactions.at(-1) ?? {};
  await expect.poll(() => last()?.d.id).toBe(id);
  return last()?.d.data;
}

describe("a modal", () => {
  it.each([
    ["no id", modal({ custom_id: undefined }), "data.custom_id BASE_TYPE_REQUIRED"],
    ["a title of 46", modal({ title: "x".repeat(46) }), "data.title BASE_TYPE_BAD_LENGTH Must be between 1 and 45"],
    ["nothing in it", modal({ components: [] }), "Must be between 1 and 5"],
    [
      "six fields",
      modal({ components: "abcdef".split("").map((id) => inRow({ custom_id: id })) }),
      "Must be between 1 and 5",
    ],
    ["an id twice", modal({ components: [inRow(), inLabel(text())] }), "COMPONENT_CUSTOM_ID_DUPLICATED"],
    [
      "a button",
      modal({ components: [{ type: 1, components: [{ type: 2, style: 1, label: "x", custom_id: "b" }] }] }),
      "(4,)",
    ],
    [
      "two inputs in a row",
      modal({ components: [{ type: 1, components: [text({ label: "A" }), text({ label: "B", custom_id: "b" })] }] }),
      "WIDTH_EXCEEDED",
    ],
    ["an input without a label", modal({ components: [inRow({ label: undefined })] }), "label BASE_TYPE_REQUIRED"],
    ["an input with two labels", modal({ components: [inLabel(text({ label: "A" }))] }), "STAND_IN_LABEL_TWICE"],
    ["a label of 46", modal({ components: [inLabel(text(), { label: "x".repeat(46) })] }), "Must be between 1 and 45"],
    ["a help of 101", modal({ components: [inLabel(text(), { description: "x".repeat(101) })] }), "100 or fewer"],
    ["an empty label", modal({ components: [{ type: 18, label: "L" }] }), "component BASE_TYPE_REQUIRED"],
    ["a style that is none", modal({ components: [inRow({ style: 3 })] }), "style BASE_TYPE_CHOICES"],
    ["a length above 4,000", modal({ components: [inRow({ max_length: 4_001 })] }), "max_length NUMBER_TYPE_MAX"],
    ["lengths that cross", modal({ components: [inRow({ min_length: 5, max_length: 4 })] }), "STAND_IN_RANGE"],
    ["a value that is too long", modal({ components: [inRow({ value: "abc", max_length: 2 })] }), "2 or fewer"],
    ["a placeholder of 101", modal({ components: [inRow({ placeholder: "x".repeat(101) })] }), "100 or fewer"],
    [
      "a disabled select",
      modal({ components: [inLabel({ type: 3, custom_id: "s", options: options("A"), disabled: true })] }),
      "STAND_IN_MODAL_SELECT",
    ],
    [
      "a group of one",
      modal({ components: [inLabel({ type: 21, custom_id: "r", options: options("A") })] }),
      "between 2 and 10",
    ],
  ])("is refused with %s", async (_name, data, words) => {
    expect(await violating(data)).toContain(words);
  });

  it("of rows comes back as rows", async () => {
    await open(
      modal({ components: [inRow({ label: "Name" }), inRow({ custom_id: "b", label: "Booth", required: false })] }),
    );
    scene.seat.fills({ Name: "Yiwu Lamps" });
    expect(await submitted()).toEqual({
      custom_id: "m",
      components: [
        { type: 1, id: 1, components: [{ type: 4, id: 2, custom_id: "a", value: "Yiwu Lamps" }] },
        { type: 1, id: 3, components: [{ type: 4, id: 4, custom_id: "b", value: "" }] },
      ],
    });
  });

  it("of labels comes back as labels", async () => {
    const choice = (type: number, id: string, more: object = {}) => ({
      type,
      custom_id: id,
      options: options("A", "B"),
      ...more,
    });
    const { use } = await open(
      modal({
        components: [
          { type: 10, content: "Some words" },
          inLabel(text(), { label: "Name", description: "As registered" }),
          inLabel(choice(3, "s"), { label: "Hall" }),
          inLabel(choice(22, "g"), { label: "Days" }),
          inLabel({ type: 19, custom_id: "f" }, { label: "Licence" }),
        ],
      }),
    );
    expect((await use.modal()).fields).toMatchObject([
      { label: "Name", help: "As registered", type: 4 },
      { label: "Hall", options: ["A", "B"] },
      { label: "Days", type: 22 },
      { label: "Licence", type: 19 },
    ]);
    scene.seat.fills(
      { Name: "x", Hall: "B", g: ["A", "B"], Licence: [{ name: "l.txt", bytes: Buffer.from("ok") }] },
      use,
    );
    expect(await submitted()).toMatchObject({
      components: [
        { type: 10, id: 1 },
        { type: 18, id: 2, component: { type: 4, id: 3, custom_id: "a", value: "x" } },
        { type: 18, component: { type: 3, custom_id: "s", values: ["b"] } },
        { type: 18, component: { type: 22, custom_id: "g", values: ["a", "b"] } },
        { type: 18, component: { type: 19, values: [expect.stringMatching(/^\d+$/u)] } },
      ],
      resolved: { attachments: expect.objectContaining({}) },
    });
    expect(scene.discord.violations).toEqual([]);
  });

  it("is filled only as Discord's client lets a person fill it", async () => {
    const { use } = await open(modal({ components: [inRow({ min_length: 2, max_length: 4, label: "Name" })] }));
    for (const [values, words] of [
      [{}, "must be filled"],
      [{ Name: "x" }, "2 to 4 characters"],
      [{ Name: "12345" }, "2 to 4 characters"],
      [{ Name: "12", Age: "3" }, 'no field "Age"'],
    ] as const)
      expect(() => scene.seat.fills(values, use)).toThrow(words);
  });
});
