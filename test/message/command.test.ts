import { describe, expect, test } from "vitest";
import { parseCommand } from "../../src/message/command.ts";

describe("a command", () => {
  test.each([
    ["/help", "help", ""],
    ["/ask what is IOSS", "ask", "what is IOSS"],
    ["/ask@silkdesk_bot 什么是IOSS？", "ask", "什么是IOSS？"],
    ["  /Ask  what  ", "ask", "what"],
    ["/ask\nfirst line\nsecond line", "ask", "first line\nsecond line"],
    ["/start invite_4f2", "start", "invite_4f2"],
    ["/book_2 A-101", "book_2", "A-101"],
    ["/ask /help", "ask", "/help"],
  ])("%j is read", (text, name, args) => {
    expect(parseCommand(text)).toEqual({ name, args });
  });
});

describe("what is no command", () => {
  test.each([
    "hello",
    "what is /ask",
    "/",
    "//ask",
    "/ ask",
    "/2020 targets",
    "/ask,please",
    "/etc/passwd",
    "",
    `/${"a".repeat(33)}`,
    "/帮助",
  ])("%j is read as words", (text) => {
    expect(parseCommand(text)).toBeNull();
  });
});
