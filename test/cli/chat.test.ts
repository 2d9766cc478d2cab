import { readdirSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { runCommand } from "../support/service.ts";
import { createFolders } from "./folders.ts";
import { runInside } from "./run-inside.ts";
import { STARTER_QUESTION } from "./samples.ts";
import { json, listSchema } from "./shapes.ts";

const folders = createFolders();

afterAll(folders.drop);

describe("chat with piped lines", () => {
  const fresh = folders.make();
  const chat = (...lines: string[]) =>
    runCommand(["chat", "--as", "lena", "--home", fresh], { input: lines.map((line) => `${line}\n`).join("") });

  test("answers them in order, presses what it showed, and keeps the language for the same name", async () => {
    const first = await chat(STARTER_QUESTION, "1", "What does a haircut cost in Reykjavik?", "a", "/language tr");
    expect([first.code, first.err]).toEqual([0, ""]);
    const order = ["92 Hangzhou companies", "Issued by:", "I won't guess", "a) Ask a person", "Q-0001", "Türkçe"];
    const places = order.map((words) => first.out.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));

    const second = await chat("What does a haircut cost in Reykjavik?");
    expect(second.out).toContain("Elimdeki belgelerde bunun yanıtı yok");
    expect(second.out).not.toContain("I won't guess");
  });

  test("has loaded the starter content once", async () => {
    const notes = readdirSync(new URL("../../data/knowledge", import.meta.url));
    expect(
      (await json(listSchema, runInside(["kb", "list", "--home", fresh, "--json"]))).map(({ version }) => version),
    ).toEqual(notes.map(() => 1));
  });
});
