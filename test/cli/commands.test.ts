import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { SCHEMA } from "../../src/app.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { runCommand, type Service, startService } from "../support/service.ts";
import { createFolders } from "./folders.ts";
import { visit } from "./visitor.ts";

const text = z.string();
const maybe = text.nullable();
const day = text.regex(/^\d{4}-\d{2}-\d{2}$/u).nullable();
const figure = z.number().min(0);
const share = z.number().min(0).max(100).nullable();

const replacedBySchema = z.strictObject({ document: text, version: z.int(), title: text, since: text });
const validitySchema = z.strictObject({ from: day, until: day, replacedBy: replacedBySchema.nullable() });
const stateSchema = z.enum(["draft", "live", "scheduled", "past", "replaced", "retired"]);

const addedSchema = z.strictObject({
  documents: z.array(
    z.strictObject({
      id: text,
      version: z.int().min(1),
      change: z.enum(["new", "updated", "unchanged"]),
      state: stateSchema,
      validity: validitySchema,
      replaces: z.array(z.int()),
      ends: z.array(text),
      misses: z.array(text),
    }),
  ),
  refused: z.array(z.strictObject({ file: text, reason: text })),
});

const documentShape = {
  id: text,
  title: text,
  issuer: maybe,
  jurisdiction: maybe,
  lang: text,
  topics: z.array(text),
  official: z.boolean(),
  published: day,
  from: day,
  until: day,
  reviewBy: day,
  supersedes: z.array(text),
  translationOf: maybe,
  sourceUrl: maybe,
  sources: z.array(z.looseObject({ title: text })),
  version: z.int(),
  source: text,
  createdAt: z.iso.datetime(),
  state: stateSchema,
  validity: validitySchema.nullable(),
};
const listSchema = z.array(
  z.strictObject({
    ...documentShape,
    reviewOverdue: z.boolean(),
    scheduled: z.array(z.strictObject({ version: z.int(), from: day })),
  }),
);
const shownSchema = z.strictObject({
  ...documentShape,
  createdBy: maybe,
  passages: z.array(z.strictObject({ ordinal: z.int(), heading: maybe, text })),
});

const searchSchema = z.strictObject({
  query: text,
  passages: z
    .array(
      z.strictObject({
        document: text,
        version: z.int(),
        source: text,
        heading: maybe,
        lang: text,
        score: figure,
        text,
      }),
    )
    .min(1),
  tookMs: figure,
});

/** The contract's keys; `basis`, `lang` and `url` of a citation and `heading` of a passage are ours. */
const askShape = {
  question: text,
  language: text,
  outcome: text.regex(/^(answered|(unanswerable|refused|failed)\.\w+)$/u),
  mode: z.enum(["extractive", "generated"]),
  answer: text.min(1),
  confidence: z.number().min(0).max(1),
  citations: z.array(
    z.strictObject({
      n: z.int().min(1),
      document: text,
      version: z.int(),
      title: text,
      issuer: maybe,
      source: text,
      published: day,
      from: day,
      until: day,
      heading: maybe,
      quote: text.min(1),
      basis: maybe,
      lang: text,
      url: maybe,
    }),
  ),
  passages: z.array(z.strictObject({ document: text, source: text, score: figure, heading: maybe, text })),
  tookMs: figure,
};
const askSchema = z.strictObject(askShape);

const rank = z.int().min(1).nullable();
const outSchema = z.strictObject({
  id: text,
  ...askShape,
  sourceRank: rank,
  evidenceRank: rank,
  evidenceWithin: z.boolean(),
  cited: z.boolean(),
  inAnswer: z.boolean().nullable(),
});
const evalSchema = z.strictObject({
  file: text,
  rows: z.array(
    z.strictObject({
      lang: text,
      questions: z.int(),
      answered: z.int(),
      falseRefusals: z.int(),
      refused: z.int(),
      sourceMrr10: share,
      source1: share,
      source5: share,
      evidence1: share,
      evidence5: share,
      evidence10: share,
      evidence2500: share,
      cited: share,
      inAnswer: share,
      medianMs: figure,
      p95Ms: figure,
    }),
  ),
});

const verifySchema = z.strictObject({
  checked: z.int().min(5),
  broken: z.array(z.strictObject({ invariant: text, faults: z.array(text) })),
});
const doctorSchema = z.strictObject({
  findings: z.array(z.strictObject({ name: text, state: z.enum(["ok", "warning", "fault"]), says: text.min(1) })),
});

const IZMIR = `---
id: izmir-fees
title: Fees of the Izmir fair
issuer: Fair office
published: "2026-01-15"
lang: en
---
# Fees of the Izmir fair

A booth at the Izmir fair costs 420 euros per square metre.

Exhibitors pay the fee before 1 March.
`;
const WARSAW = "# Warsaw fair\n\nThe Warsaw fair takes place in the Expo XXI hall in October.\n";
const QUESTIONS = [
  {
    id: "q1",
    lang: "en",
    question: "What does a booth at the Izmir fair cost?",
    answerable: true,
    gold_evidence: "costs  420 Euros per square metre",
    seed_file: "izmir.md",
    answers: ["420 euros"],
    kind: "figure",
    colour: "an unknown key",
  },
  { id: 2, lang: "tr", question: "Reykjavik'te saç kesimi kaç para?", answerable: false },
];

const STARTER_QUESTION = "How many companies took part in the 2017 expo in Turkey?";

const folders = createFolders();
const files = folders.make({
  "docs/izmir.md": IZMIR,
  "docs/warsaw.md": WARSAW,
  "questions.jsonl": QUESTIONS.map((question) => `${JSON.stringify(question)}\n`).join(""),
});
const home = folders.make();

/** Runs a command on the home with the two documents. */
function silkdesk(...args: string[]) {
  return runCommand([...args, "--home", home], { cwd: files });
}

function silkdeskIn(folder: string, ...args: string[]) {
  return runCommand([...args, "--home", folder]);
}

/** Stdout as one JSON document of this shape; a run that failed shows what it said. */
async function json<T>(schema: z.ZodType<T>, run: ReturnType<typeof runCommand>): Promise<T> {
  const { code, out, err } = await run;
  expect([code, err]).toEqual([0, ""]);
  return schema.parse(JSON.parse(out));
}

const listDocuments = (of: string) => json(listSchema, silkdeskIn(of, "kb", "list", "--json"));

beforeAll(async () => {
  const added = await json(addedSchema, silkdesk("kb", "add", "docs", "--json"));
  expect(added).toMatchObject({
    documents: [
      { id: "izmir-fees", version: 1, change: "new", state: "live" },
      { id: "warsaw.md", version: 1, change: "new", state: "live" },
    ],
    refused: [],
  });
});

afterAll(folders.drop);

describe("wrong usage exits 2 with a hint", () => {
  test.each([
    [["frobnicate"], "unknown command 'frobnicate'"],
    [["kb", "list", "--frob"], "unknown option '--frob'"],
    [["ask"], "missing required argument 'question'"],
    [["start", "--role", "cook"], '"cook" is none of all, receive, work, deliver, console'],
    [["ask", "x", "--as-of", "2026-02-30"], "It takes a date such as 2026-03-31"],
    [["kb", "search", "x", "--top", "none"], "It takes a whole number from 1"],
  ])("%j", async (args, complaint) => {
    const { code, out, err } = await runCommand(args, { cwd: files });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(complaint);
    expect(err).toContain("(add --help for what this command takes)");
  });

  test("and --help exits 0", async () => {
    const { code, out, err } = await runCommand(["kb", "add", "--help"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("Usage: silkdesk kb add [options] <paths...>");
  });
});

describe("stdout holds one JSON document of the contract's shape", () => {
  test("kb search", async () => {
    const { query, passages } = await json(searchSchema, silkdesk("kb", "search", "booth", "Izmir", "--json"));
    expect(query).toBe("booth Izmir");
    expect(passages[0]).toMatchObject({ document: "izmir-fees", version: 1, source: "izmir.md" });
    expect(passages.map(({ score }) => score)).toEqual(
      passages.map(({ score }) => score).sort((one, other) => other - one),
    );
  });

  test("ask, whether the documents answer or not, and whatever the log level", async () => {
    const env = { LOG_LEVEL: "trace" };
    const ask = (question: string) => runCommand(["--home", home, "ask", question, "--json"], { env });
    const answered = askSchema.parse(JSON.parse((await ask("What does a booth at the Izmir fair cost?")).out));
    expect(answered).toMatchObject({ language: "en", outcome: "answered", mode: "extractive" });
    expect(answered.answer).toMatch(/420 euros per square metre\..*\[1\]/su);
    expect(answered.citations[0]).toMatchObject({ n: 1, document: "izmir-fees", version: 1, source: "izmir.md" });
    expect(IZMIR).toContain(answered.citations[0]?.quote);

    const { code, out } = await ask("¿Cuánto cuesta un corte de pelo en Reikiavik?");
    expect(code).toBe(0);
    expect(askSchema.parse(JSON.parse(out))).toMatchObject({
      language: "es",
      outcome: "unanswerable.notCovered",
      citations: [],
    });
  });

  test("kb list and kb show; ask has added nothing to them", async () => {
    expect((await listDocuments(home)).map(({ id, lang, published }) => [id, lang, published])).toEqual([
      ["izmir-fees", "en", "2026-01-15"],
      ["warsaw.md", "en", null],
    ]);
    const shown = await json(shownSchema, silkdesk("kb", "show", "izmir-fees", "--json"));
    expect(shown.passages.map((passage) => passage.text).join(" ")).toContain("420 euros");
  });

  test("verify and doctor", async () => {
    expect((await json(verifySchema, silkdesk("verify", "--json"))).broken).toEqual([]);
    const { findings } = await json(doctorSchema, silkdesk("doctor", "--json"));
    expect(findings.map(({ name }) => name)).toEqual([
      "node",
      "configuration",
      "words",
      "database",
      "knowledge",
      "disk",
      "port",
    ]);
    expect(findings.filter(({ state }) => state === "fault")).toEqual([]);
  });

  test("eval, and a line for each question in --out", async () => {
    const { file, rows } = await json(
      evalSchema,
      silkdesk("eval", "questions.jsonl", "--json", "--out", "results.jsonl"),
    );
    expect(file).toBe("questions.jsonl");
    expect(rows.map(({ lang, questions, answered, refused }) => [lang, questions, answered, refused])).toEqual([
      ["en", 1, 1, 0],
      ["tr", 1, 0, 1],
      ["all", 2, 1, 1],
    ]);
    expect(rows[2]).toMatchObject({ sourceMrr10: 100, evidence1: 100, evidence2500: 100, cited: 100, inAnswer: 100 });
    const lines = readFileSync(join(files, "results.jsonl"), "utf8").trim().split("\n");
    const results = lines.map((line) => outSchema.parse(JSON.parse(line)));
    expect(results.map(({ id, outcome, evidenceRank }) => [id, outcome.split(".")[0], evidenceRank])).toEqual([
      ["q1", "answered", 1],
      ["2", "unanswerable", null],
    ]);
  });
});

describe("eval", () => {
  test("prints a table with a row for each language and one for all", async () => {
    const { code, out, err } = await silkdesk("eval", "questions.jsonl");
    expect([code, err]).toEqual([0, ""]);
    const [headings, ...rows] = out.trimEnd().split("\n");
    expect(headings?.trim().split(/\s{2,}/u)).toEqual([
      "lang",
      "questions",
      "answered",
      "false refusals",
      "refused",
      "source MRR@10",
      "source@1",
      "source@5",
      "evidence@1",
      "@5",
      "@10",
      "in 2500",
      "cited",
      "in answer",
      "median ms",
      "p95 ms",
    ]);
    expect(rows.map((row) => row.split(/\s+/u)[0])).toEqual(["en", "tr", "all"]);
  });

  test("names the line that is no question, and asks nothing", async () => {
    writeFileSync(join(files, "broken.jsonl"), `${JSON.stringify(QUESTIONS[0])}\n\n{"id":"q2","lang":"en"}\n`);
    const { code, out, err } = await silkdesk("eval", "broken.jsonl");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^Line 3 is not a question: question: .+; answerable: /u);
  });
});

describe("kb add", () => {
  test("takes the same bytes for the same version, and other bytes for the next", async () => {
    writeFileSync(join(files, "docs", "izmir.md"), IZMIR.replace("1 March", "2 March"));
    const { documents } = await json(addedSchema, silkdesk("kb", "add", "docs", "--json"));
    expect(documents).toMatchObject([
      { id: "izmir-fees", version: 2, change: "updated", replaces: [1] },
      { id: "warsaw.md", version: 1, change: "unchanged" },
    ]);
  });
});

describe("the starter content", () => {
  test("is loaded by ask into a home that never held a document, and never by eval", async () => {
    const fresh = folders.make();
    const { rows } = await json(evalSchema, silkdeskIn(fresh, "eval", join(files, "questions.jsonl"), "--json"));
    expect(rows.at(-1)).toMatchObject({ questions: 2, answered: 0, sourceMrr10: 0 });
    const { answer } = await json(askSchema, silkdeskIn(fresh, "ask", STARTER_QUESTION, "--json"));
    expect(answer).toContain("92 Hangzhou companies");
  });
});

describe("migrate", () => {
  test("says what it did, then that there is nothing to do", async () => {
    const fresh = folders.make();
    const migrate = async () => (await runCommand(["migrate", "--home", fresh])).out;
    expect(await migrate()).toMatch(/^Done: 0001_core, 0002_knowledge/u);
    expect(await migrate()).toBe("The database is up to date.\n");
  });
});

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
    expect((await listDocuments(fresh)).map(({ version }) => version)).toEqual(notes.map(() => 1));
  });
});

describe("a running service", () => {
  const served = folders.make();
  const backup = join(folders.make(), "desk.backup");
  const before = folders.make({ "later.md": WARSAW });
  let service: Service;
  let logged = "";

  beforeAll(async () => {
    service = await startService(served, { LOG_LEVEL: "info" });
    service.process.stderr?.on("data", (chunk: Buffer) => {
      logged += chunk.toString("utf8");
    });
  });

  afterAll(async () => {
    if (service.process.exitCode === null) await service.stop("SIGKILL");
  });

  test("has loaded the starter content, and can be backed up while it answers", async () => {
    const visitor = await visit(service.url);
    expect((await visitor.ask(STARTER_QUESTION)).status).toBe(202);
    const { code, out } = await silkdeskIn(served, "backup", backup);
    expect([code, out]).toEqual([0, `Written: ${backup}\n`]);
  });

  test("keeps a second one, and a restore, off its home", async () => {
    await expect(startService(served)).rejects.toThrow(
      `Another process is already running "service" on ${served}. Stop it first, or use another --home.`,
    );
    const { code, err } = await silkdeskIn(served, "restore", backup);
    expect(code).toBe(1);
    expect(err).toContain('Another process is already running "service"');
    expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
  });

  test("ends with 0 when it is told to, and logs as JSON on stderr", async () => {
    expect(await service.stop("SIGTERM")).toBe(0);
    const lines = logged
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { msg: string });
    expect(lines.map(({ msg }) => msg)).toContain("stopping");
  });

  test("is not restored while anything else, such as a chat in a terminal, has its database open", async () => {
    await silkdeskIn(served, "kb", "add", join(before, "later.md"));
    const open = openSqlite({ file: join(served, "silkdesk.db"), clock: systemClock, steps: SCHEMA });
    await open.migrate();
    const { code, err } = await silkdeskIn(served, "restore", backup);
    expect(code).toBe(1);
    expect(err).toContain('open, such as "silkdesk chat". Nothing was changed.');
    await open.close();
  });

  test("is brought back by a restore, which keeps what was there before", async () => {
    const { code, out } = await silkdeskIn(served, "restore", backup);
    expect(code).toBe(0);
    const kept = readdirSync(served).find((name) => name.startsWith("silkdesk.db.before-restore-"));
    expect(out).toBe(`Restored from ${backup}. The database before is kept as ${join(served, kept ?? "")}.\n`);
    const ids = (await listDocuments(served)).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(50);
    expect(ids).not.toContain("later.md");
    expect((await json(verifySchema, silkdeskIn(served, "verify", "--json"))).broken).toEqual([]);
    const { out: former } = await runCommand(["kb", "show", "later.md", "--json"], {
      env: { DATABASE_URL: `sqlite:${join(served, kept ?? "")}` },
    });
    expect(shownSchema.parse(JSON.parse(former)).version).toBe(1);
  });
});

describe("what can't be done is said, with nothing changed", () => {
  test("restore takes nothing but a database of ours", async () => {
    const { code, err } = await silkdesk("restore", "docs/izmir.md");
    expect(code).toBe(1);
    expect(err).toContain("izmir.md can't be restored: file is not a database. Nothing was changed.");
  });

  test("start names a port that is taken, and another one to try", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await expect(startService(home, { PORT: String(port) })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken by another program. Stop it, or start with another one: PORT=${port + 1}`,
    );
    other.close();
  });
});
