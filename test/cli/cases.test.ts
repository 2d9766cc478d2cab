import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { runCommand, type Service, startService } from "../support/service.ts";
import { fillWithStarter } from "../support/starter-home.ts";
import { createFolders } from "./folders.ts";
import { runInside } from "./run-inside.ts";
import { visit } from "./visitor.ts";

const text = z.string();
const maybe = text.nullable();
const instant = z.iso.datetime();
const number = text.regex(/^Q-\d{4,}$/u);
const state = z.enum(["open", "answered"]);

const listSchema = z.array(
  z.strictObject({
    number,
    state,
    askers: z.int().min(1),
    waiting: z.int(),
    languages: z.array(text).min(1),
    wanted: z.boolean(),
    firstAsked: instant,
    lastAsked: instant,
    question: text,
    language: text,
  }),
);

const shownSchema = z.strictObject({
  number,
  questions: z.array(
    z.strictObject({
      number,
      question: text,
      after: maybe,
      language: text,
      platform: text,
      state,
      wanted: z.boolean(),
      topic: maybe,
      details: maybe,
      firstAsked: instant,
      lastAsked: instant,
      desk: z
        .strictObject({ outcome: text, quotes: z.array(z.strictObject({ document: text, quote: text })) })
        .nullable(),
      nearest: z.strictObject({ title: text, heading: maybe, lang: text }).nullable(),
      told: maybe,
    }),
  ),
  answers: z.array(z.strictObject({ words: text, lang: text, by: text, at: instant })),
});

const answeredSchema = z.strictObject({
  number,
  lang: text,
  corrected: z.boolean(),
  told: z.int(),
  notTold: z.int(),
  note: z.looseObject({ id: text, version: z.int(), change: z.enum(["new", "updated", "unchanged"]) }).nullable(),
});

const VISA = "Do I need a visa for the expo in Brazil?";
const BOOTH = "What does a booth at the Brazil expo cost?";

const folders = createFolders();
const home = folders.make();
const silkdesk = (...args: string[]) => runInside([...args, "--home", home]);

beforeAll(async () => {
  await fillWithStarter(home);
  const { code, err } = await runInside(["chat", "--as", "lena", "--home", home], {
    input: `${VISA}\na\n${BOOTH}\n`,
  });
  expect([code, err]).toEqual([0, ""]);
});

afterAll(folders.drop);

describe("wrong usage exits 2", () => {
  test.each([
    [["cases", "show", "twelve"], "It takes a question's number, such as Q-0012 or 12"],
    [["cases", "answer", "Q-0001"], "missing required argument 'text'"],
    [["cases", "join", "Q-0001"], "missing required argument 'other'"],
  ])("%j", async (args, complaint) => {
    const { code, out, err } = await silkdesk(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(complaint);
  });
});

describe("what can't be done exits 1, says why, and changes nothing", () => {
  test.each([
    [["cases", "show", "99"], "There is no question Q-0099"],
    [["cases", "answer", "99", "Yes."], "There is no question Q-0099"],
    [["cases", "answer", "99", "Yes.", "--note"], "There is no question Q-0099"],
    [["cases", "answer", "1", "   "], "Nothing was saved and nobody is told"],
    [["cases", "answer", "1", "Yes.", "--lang", "no such"], '"no such" is not a language tag'],
    [["cases", "split", "1"], "Q-0001 is alone in its group already"],
    [["cases", "join", "1", "1"], "are in one group already"],
  ])("%j", async (args, complaint) => {
    const { code, out, err } = await silkdesk(...args);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(complaint);
    expect(JSON.parse((await silkdesk("kb", "list", "--json")).out)).not.toContainEqual(
      expect.objectContaining({ id: expect.stringContaining("staff-answer") }),
    );
  });
});

describe("stdout holds one JSON document", () => {
  test("cases list and cases show, by any way to write the number", async () => {
    const groups = listSchema.parse(JSON.parse((await silkdesk("cases", "list", "--json")).out));
    expect(groups.map(({ question, wanted }) => [question, wanted])).toEqual([
      [BOOTH, false],
      [VISA, true],
    ]);
    for (const written of ["Q-0001", "q-1", "1", "0001"]) {
      const shown = shownSchema.parse(JSON.parse((await silkdesk("cases", "show", written, "--json")).out));
      expect(shown).toMatchObject({ number: "Q-0001", questions: [{ question: VISA, platform: "terminal" }] });
    }
  });

  test("cases answer; then the list says that it is answered", async () => {
    const run = await silkdesk("cases", "answer", "1", "Yes,", "you", "do.", "--note", "--json");
    const answered = answeredSchema.parse(JSON.parse(run.out));
    expect(answered).toMatchObject({ number: "Q-0001", lang: "en", told: 1, note: { id: "staff-answer-q-0001" } });
    const open = listSchema.parse(JSON.parse((await silkdesk("cases", "list", "--open", "--json")).out));
    expect(open.map(({ question }) => question)).toEqual([BOOTH]);
    const shown = shownSchema.parse(JSON.parse((await silkdesk("cases", "show", "1", "--json")).out));
    expect(shown.answers).toMatchObject([{ words: "Yes, you do.", lang: "en" }]);
  });
});

test("for people, the list is a table and a group shows what to do next", async () => {
  const list = (await silkdesk("cases", "list")).out.split("\n");
  expect(list[0]).toMatch(/^number\s+state\s+asked by\s+languages\s+last asked\s+question$/u);
  expect(list[1]).toMatch(/^Q-0002\s+open\s+1\s+en\s+.*What does a booth/u);
  expect((await silkdesk("cases", "show", "2")).out).toContain("silkdesk cases answer Q-0002 TEXT");
});

test("split and join change the groups", async () => {
  await silkdesk("cases", "join", "1", "2");
  expect(JSON.parse((await silkdesk("cases", "list", "--json")).out)).toHaveLength(1);
  expect((await silkdesk("cases", "split", "2")).out).toContain("Q-0002 is a question of its own now, and open.");
  expect(JSON.parse((await silkdesk("cases", "list", "--json")).out)).toHaveLength(2);
  expect((await silkdesk("verify")).code).toBe(0);
});

describe("beside a running service", () => {
  let service: Service;
  const served = folders.make();

  beforeAll(async () => {
    await fillWithStarter(served);
    service = await startService(served);
  });

  afterAll(async () => {
    if (service.process.exitCode === null) await service.stop("SIGKILL");
  });

  test("an answer is on the asker's page within two seconds", async () => {
    const visitor = await visit(service.url);
    await visitor.ask(VISA);
    await until(async () => (await visitor.page()).includes("passed your question on"), 10_000);
    const { code, out } = await runCommand(["cases", "answer", "1", "Business visitors need one.", "--home", served]);
    expect([code, out]).toEqual([0, "Q-0001 is answered (en).\nOn its way to 1 asker.\n"]);
    await until(async () => (await visitor.page()).includes("Business visitors need one."), 2_000);
  });
});

/** Resolves once it is true; rejects after `ms`. */
async function until(isTrue: () => Promise<boolean>, ms: number): Promise<void> {
  const started = performance.now();
  while (!(await isTrue())) {
    if (performance.now() - started > ms) throw new Error(`it was not so after ${ms} ms`);
    await sleep(50);
  }
}
