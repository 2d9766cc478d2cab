import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startScene } from "./caller.ts";
import { lengthOf } from "./length.ts";

// Discord's own words are asserted here: the specification, where it is there, would speak first.
let scene: Awaited<ReturnType<typeof startScene>>;
beforeAll(async () => {
  scene = await startScene({ specification: undefined });
});
afterAll(() => scene.discord.stop());
beforeEach(() => {
  scene.discord.ledger.violations.length = 0;
});

const send = (body: unknown) => scene.call("POST", `${scene.channel}/messages`, body);

/** Sends a message that must be refused as malformed, and returns what was wrong with it. */
async function violating(body: unknown): Promise<string> {
  scene.discord.ledger.violations.length = 0;
  const answer = await send(body);
  expect(answer.status).toBe(400);
  expect(scene.discord.violations).toHaveLength(1);
  return scene.discord.violations[0]?.complaint ?? "";
}

async function passing(body: unknown): Promise<void> {
  const answer = await send(body);
  expect(answer.body.errors).toBeUndefined();
  expect(answer.status).toBe(200);
}

const button = (fields: object = {}) => ({ type: 2, style: 1, label: "A", custom_id: "a", ...fields });
const row = (...components: object[]) => ({ type: 1, components });
const withRow = (...components: object[]) => ({ content: "t", components: [row(...components)] });
const option = (n: number | string) => ({ label: `${n}`, value: `${n}` });
const select = (fields: object = {}) => ({ type: 3, custom_id: "s", options: [option(1)], ...fields });
const embed = (fields: object) => ({ embeds: [fields] });
const list = (n: number, make: (n: number) => object) => Array.from({ length: n }, (_, at) => make(at));

describe("lengths", () => {
  it("count code points, not UTF-16 units", async () => {
    expect([lengthOf("界🎪"), "界🎪".length]).toEqual([2, 3]);
    await passing({ content: "🎪".repeat(2_000) });
    expect(await violating({ content: "🎪".repeat(2_001) })).toBe(
      "content BASE_TYPE_MAX_LENGTH Must be 2000 or fewer in length.",
    );
    await passing(withRow(button({ label: "🎪".repeat(80), custom_id: "🎪".repeat(100) })));
    expect(await violating(withRow(button({ label: "🎪".repeat(81) })))).toBe(
      "components[0].components[0].label BASE_TYPE_MAX_LENGTH Must be 80 or fewer in length.",
    );
  });
});

describe("a message", () => {
  it.each([{}, { content: "" }, { content: " \n " }, { content: null, embeds: [] }])(
    "refuses the empty %j",
    async (body) => {
      const answer = await send(body);
      expect([answer.status, answer.body]).toEqual([400, { message: "Cannot send an empty message", code: 50_006 }]);
      expect(scene.discord.violations).toHaveLength(1);
    },
  );

  it("nests errors as Discord does", async () => {
    const answer = await send(withRow(button(), button({ custom_id: "" })));
    expect(answer.body).toEqual({
      message: "Invalid Form Body",
      code: 50_035,
      errors: {
        components: {
          "0": {
            components: {
              "1": { custom_id: { _errors: [{ code: "BASE_TYPE_REQUIRED", message: "This field is required" }] } },
            },
          },
        },
      },
    });
  });

  it.each([
    ["content of another type", { content: 5 }, "STRING_TYPE_CONVERT"],
    [
      "an unknown word in allowed_mentions",
      { content: "t", allowed_mentions: { parse: ["all"] } },
      "BASE_TYPE_CHOICES",
    ],
    [
      "people allowed twice over",
      { content: "t", allowed_mentions: { parse: ["users"], users: ["1"] } },
      "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ],
    ["an id that is none", { content: "t", allowed_mentions: { users: ["x"] } }, "NUMBER_TYPE_COERCE"],
    ["an ephemeral flag outside interactions", { content: "t", flags: 64 }, "the flag ephemeral cannot be set here"],
    ["a loading flag", { content: "t", flags: 128 }, "the flag loading cannot be set here"],
    ["an unknown flag", { content: "t", flags: 1 << 20 }, "cannot be set here"],
    ["a nonce that is too long", { content: "t", nonce: "x".repeat(26) }, "Must be 25 or fewer"],
    ["a nonce to enforce that is not there", { content: "t", enforce_nonce: true }, "STAND_IN_NONCE"],
    ["an attachment that is not there", { content: "t", attachments: [{ id: 0 }] }, "STAND_IN_ATTACHMENT"],
    [
      "a picture that is not there",
      { embeds: [{ title: "t", image: { url: "attachment://a.png" } }] },
      "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
    ],
  ])("refuses %s", async (_name, body, words) => {
    expect(await violating(body)).toContain(words);
  });

  it("takes the flags that Discord lets a bot set", async () => {
    await passing({ content: "t", flags: 4 | 4_096 });
  });

  it("says loudly what it does not cover", async () => {
    const answer = await send({ content: "t", poll: { question: { text: "?" }, answers: [] } });
    expect([answer.status, answer.body.message]).toEqual([501, "Not Implemented by the stand-in: a poll"]);
    expect(scene.discord.violations).toHaveLength(1);
  });
});

describe("components", () => {
  it("stand in at most five rows of five buttons", async () => {
    const rows = (n: number) => list(n, (r) => row(...list(5, (c) => button({ custom_id: `${r} ${c}` }))));
    await passing({ content: "t", components: rows(5) });
    expect(await violating({ content: "t", components: rows(6) })).toContain("components BASE_TYPE_MAX_LENGTH");
    const six = list(6, (n) => button({ custom_id: `${n}` }));
    expect(await violating(withRow(...six))).toContain("Must be between 1 and 5 in length.");
    expect(await violating(withRow())).toContain("Must be between 1 and 5 in length.");
  });

  it("leave a row to a select alone", async () => {
    await passing(withRow(select()));
    for (const two of [
      [select(), button()],
      [button(), select()],
      [select(), select({ custom_id: "b" })],
    ])
      expect(await violating(withRow(...two))).toContain("[1] COMPONENT_LAYOUT_WIDTH_EXCEEDED");
  });

  it("have each id once, also where one is disabled", async () => {
    expect(await violating(withRow(button(), button({ disabled: true })))).toBe(
      "components[0].components[1].custom_id COMPONENT_CUSTOM_ID_DUPLICATED Component custom id cannot be duplicated",
    );
    expect(await violating(withRow(button({ id: 7 }), button({ custom_id: "b", id: 7 })))).toContain(
      "stands here twice",
    );
  });

  it.each([
    ["an id that is too long", button({ custom_id: "x".repeat(101) }), "Must be between 1 and 100"],
    ["no id", button({ custom_id: undefined }), "custom_id BASE_TYPE_REQUIRED"],
    ["an unknown style", button({ style: 9 }), "style BASE_TYPE_CHOICES"],
    ["neither label nor emoji", button({ label: undefined }), "label BASE_TYPE_REQUIRED"],
    ["an id and an address", button({ style: 5, url: "https://example.org" }), "STAND_IN_BUTTON_ACTION"],
    ["an address that is none", button({ style: 5, custom_id: undefined, url: "example" }), "URL_TYPE_INVALID_URL"],
    [
      "an address of a wrong kind",
      button({ style: 5, custom_id: undefined, url: "ftp://a.b" }),
      "URL_TYPE_INVALID_SCHEME",
    ],
  ])("refuse a button with %s", async (_name, one, words) => {
    expect(await violating(withRow(one))).toContain(words);
  });

  it("take an emoji for a label, and a link without an id", async () => {
    await passing(withRow(button({ label: undefined, emoji: { name: "🎪" } })));
    await passing(withRow(button({ style: 5, custom_id: undefined, url: "https://example.org/a" })));
  });

  it.each([
    ["no options", select({ options: [] }), "Must be between 1 and 25"],
    ["26 options", select({ options: list(26, option) }), "Must be between 1 and 25"],
    ["a value twice", select({ options: [option(1), option(1)] }), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"],
    [
      "a label that is too long",
      select({ options: [{ label: "x".repeat(101), value: "1" }] }),
      "Must be between 1 and 100",
    ],
    [
      "a description that is too long",
      select({ options: [{ ...option(1), description: "x".repeat(101) }] }),
      "100 or fewer",
    ],
    ["a placeholder that is too long", select({ placeholder: "x".repeat(151) }), "150 or fewer"],
    ["more to pick than there is", select({ max_values: 2 }), "STAND_IN_RANGE"],
  ])("refuse a select with %s", async (_name, one, words) => {
    expect(await violating(withRow(one))).toContain(words);
  });

  it("outside a row are of the newer kind, and need its flag", async () => {
    const text = { type: 10, content: "hello" };
    expect(await violating({ components: [text] })).toContain("type UNION_TYPE_CHOICES");
    await passing({ flags: 1 << 15, components: [{ type: 17, components: [text, row(button())] }] });
    expect(await violating({ flags: 1 << 15, content: "t", components: [text] })).toContain("LEGACY_FIELDS");
    const many = list(41, () => text);
    expect(await violating({ flags: 1 << 15, components: many })).toContain("40 or fewer");
    const long = { type: 10, content: "x".repeat(2_001) };
    expect(await violating({ flags: 1 << 15, components: [long, long] })).toContain("TEXT_SIZE_EXCEEDED");
  });
});

describe("embeds", () => {
  const field = (name: string, value: string) => ({ name, value });

  it.each([
    ["a title of 257", { title: "x".repeat(257) }, "title BASE_TYPE_MAX_LENGTH"],
    ["a description of 4,097", { description: "x".repeat(4_097) }, "description BASE_TYPE_MAX_LENGTH"],
    ["26 fields", { fields: list(26, () => field("a", "b")) }, "25 or fewer"],
    ["a field's name of 257", { fields: [field("x".repeat(257), "b")] }, "Must be between 1 and 256"],
    ["a field's value of 1,025", { fields: [field("a", "x".repeat(1_025))] }, "Must be between 1 and 1024"],
    ["a field without a name", { fields: [field(" ", "b")] }, "name BASE_TYPE_REQUIRED"],
    ["a footer of 2,049", { title: "t", footer: { text: "x".repeat(2_049) } }, "2048 or fewer"],
    ["an author of 257", { author: { name: "x".repeat(257) } }, "256 or fewer"],
    ["a colour that is none", { title: "t", color: 0x1000000 }, "NUMBER_TYPE_MAX"],
    ["a link of a wrong kind", { title: "t", url: "javascript://x" }, "URL_TYPE_INVALID_SCHEME"],
    ["a time that is none", { title: "t", timestamp: "soon" }, "DATE_TIME_TYPE_PARSE"],
    ["nothing", { color: 1 }, "description BASE_TYPE_REQUIRED"],
  ])("refuse %s", async (_name, one, words) => {
    expect(await violating(embed(one))).toContain(words);
  });

  it("hold 6,000 characters in all, the blanks at their ends not counted", async () => {
    const half = { description: `${"x".repeat(3_000)}  ` };
    await passing({ embeds: [half, half] });
    expect(await violating({ embeds: [half, half, { title: "y" }] })).toBe(
      "embeds MAX_EMBED_SIZE_EXCEEDED Embed size exceeds maximum size of 6000",
    );
    expect(await violating({ embeds: list(11, () => ({ title: "t" })) })).toContain("10 or fewer");
  });
});
