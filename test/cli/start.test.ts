import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand, type Service, startService } from "../support/service.ts";
import { fillWithStarter } from "../support/starter-home.ts";
import { createFolders } from "./folders.ts";
import { visit } from "./visitor.ts";

const QUESTIONS = [
  "How many companies took part in the 2017 expo in Turkey?",
  "2017年土耳其展会有多少家企业参展？",
  "What is the IOSS, and up to which value?",
  "كم عدد المشترين الأتراك في المعرض؟",
  "Was kostet ein Haarschnitt in Reykjavik?",
];
const MEGABYTE = 1024 * 1024;

describe("the running service", () => {
  const folders = createFolders();
  const home = folders.make();
  let service: Service;

  beforeAll(async () => {
    // The first start loads the starter notes; what is measured is every later one.
    await fillWithStarter(home);
    service = await startService(home);
  });

  afterAll(async () => {
    await service.stop();
    folders.drop();
  });

  test("is ready soon after it was started", async () => {
    const started = performance.now();
    await runCommand(["--version"]);
    const plainMs = performance.now() - started;
    report(`ready after ${Math.round(service.readyMs)} ms; a plain --version takes ${Math.round(plainMs)} ms`);
    expect(service.readyMs).toBeLessThan(8 * plainMs);
  });

  test("says that it lives, that it is ready, and how much it has to do", async () => {
    expect(await (await fetch(`${service.url}/livez`)).json()).toEqual({ status: "ok" });
    const ready = await fetch(`${service.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({
      status: "ready",
      checks: { database: "ok", inbox: "ok", knowledge: "ok", disk: "ok" },
    });
    const metrics = await fetch(`${service.url}/metrics`);
    expect(metrics.headers.get("content-type")).toContain("text/plain");
    expect(await metrics.text()).toContain("# TYPE silkdesk_inbox_events gauge");
  });

  test("stays under 200 MB after 20 questions", async () => {
    const ids = Array.from({ length: 20 }, () => crypto.randomUUID());
    const visitor = await visit(service.url);
    for (const [index, id] of ids.entries()) {
      const question = QUESTIONS[index % QUESTIONS.length] ?? "";
      expect((await visitor.ask(question, id)).status).toBe(202);
    }
    await expect.poll(() => visitor.countAnswers(ids.at(-1) ?? ""), { timeout: 10_000 }).toBe(1);
    const counts = await Promise.all(ids.map((id) => visitor.countAnswers(id)));
    expect(counts).toEqual(ids.map(() => 1));
    const bytes = residentBytes(service.process.pid ?? 0);
    report(`resident memory after 20 questions: ${Math.round(bytes / MEGABYTE)} MB`);
    expect(bytes).toBeLessThan(200 * MEGABYTE);
  });

  test("needs no package of a model to run", () => {
    const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
      dependencies: Record<string, string>;
    };
    expect(Object.keys(manifest.dependencies).filter((name) => /langchain|openai/u.test(name))).toEqual([]);
  });
});

/** Linux's own figure, from `/proc`. */
function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) * 1024;
}

function report(line: string): void {
  process.stderr.write(`${line}\n`);
}
