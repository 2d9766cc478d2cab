import { describe, expect, it } from "vitest";
import { incomingSchema } from "../../../src/message/incoming.ts";
import { decode, pageEventSchema } from "../../../src/platforms/web/decode.ts";

const visitor = { account: "a1", conversation: "web:a1" };
const id = "0F0E6B3C-6D0C-4B0E-9C0B-5B9F3B1B7E11";
const read = (event: unknown) => decode(pageEventSchema.parse(event), visitor, "zh-Hans");

describe("decoding what the page posts", () => {
  it("names the event after the visitor and the page's id, so that a repeat is the same event", () => {
    expect(read({ id, kind: "text", text: "什么是IOSS？" })).toEqual({
      platform: "web",
      bot: "desk",
      eventId: `a1:${id.toLowerCase()}`,
      account: "a1",
      conversation: "web:a1",
      scope: "direct",
      localeHint: "zh-Hans",
      kind: "text",
      text: "什么是IOSS？",
      files: [],
    });
  });

  it("reads a command as one, and a path as text", () => {
    expect(read({ id, kind: "text", text: "/ask what is IOSS" })).toMatchObject({
      kind: "command",
      name: "ask",
      args: "what is IOSS",
    });
    expect(read({ id, kind: "text", text: "/usr/bin is a path" })).toMatchObject({ kind: "text" });
  });

  it("reads presses and forms", () => {
    expect(read({ id, kind: "action", token: "t", message: "m1" })).toMatchObject({
      kind: "action",
      token: "t",
      message: "m1",
    });
    expect(read({ id, kind: "form", token: "t", answers: { name: "Acme\u0000" } })).toMatchObject({
      kind: "form",
      answers: { name: "Acme" },
    });
  });

  it("makes events that the inbox can store", () => {
    for (const event of [
      { id, kind: "text", text: "a\ud800b\u0000c" },
      { id, kind: "action", token: "t", message: null },
      { id, kind: "form", token: "t", answers: {} },
    ]) {
      const incoming = read(event);
      expect(incomingSchema.parse(JSON.parse(JSON.stringify(incoming)))).toEqual(incoming);
      expect(JSON.stringify(incoming)).not.toContain("\\u0000");
    }
  });

  it.each([
    { id: "1", kind: "text", text: "no UUID" },
    { id, kind: "text", text: " \u202e\n" },
    { id, kind: "text" },
    { id, kind: "joined", payload: null },
    { id, kind: "action", token: "t".repeat(65), message: null },
    { id, kind: "form", token: "t", answers: { name: 1 } },
    null,
  ])("refuses %j", (event) => {
    expect(pageEventSchema.safeParse(event).success).toBe(false);
  });
});
