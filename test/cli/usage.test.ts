import { describe, expect, test } from "vitest";
import { runInside } from "./run-inside.ts";

describe("wrong usage exits 2 with a hint", () => {
  test.each([
    [["frobnicate"], "unknown command 'frobnicate'"],
    [["kb", "list", "--frob"], "unknown option '--frob'"],
    [["ask"], "missing required argument 'question'"],
    [["start", "--role", "cook"], '"cook" is none of all, receive, work, deliver, console'],
    [["ask", "x", "--as-of", "2026-02-30"], "It takes a date such as 2026-03-31"],
    [["kb", "search", "x", "--top", "none"], "It takes a whole number from 1"],
  ])("%j", async (args, complaint) => {
    const { code, out, err } = await runInside(args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(complaint);
    expect(err).toContain("(add --help for what this command takes)");
  });

  test("and --help exits 0", async () => {
    const { code, out, err } = await runInside(["kb", "add", "--help"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("Usage: silkdesk kb add [options] <paths...>");
  });
});
