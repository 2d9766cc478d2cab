import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyPackage, type PackageCopy } from "../support/package-copy.ts";

/** A line of a trace: what a person must never be shown. */
const TRACE = /^\s+at /mu;

describe("a package with a broken file does not start, and names the file and the fault", () => {
  let copy: PackageCopy;
  let healthyMs = 0;

  beforeAll(async () => {
    copy = copyPackage();
    const started = performance.now();
    await copy.run(["--version"]);
    healthyMs = performance.now() - started;
  });

  afterAll(() => copy.drop());

  const cases: readonly {
    readonly what: string;
    readonly part: "locales" | "prompts" | "data";
    readonly command: readonly string[];
    readonly breakIt: (root: string) => void;
    readonly says: readonly string[];
  }[] = [
    {
      what: "broken locale JSON",
      part: "locales",
      command: ["start"],
      breakIt: (root) => {
        writeFileSync(join(root, "locales", "tr", "core.json"), '{"help": ');
        writeFileSync(join(root, "locales", "de", "core.json"), '{"help": 7}');
      },
      says: ["locales/tr/core.json: Unexpected end of JSON", "locales/de/core.json: only nested objects of strings"],
    },
    {
      what: "no locale folder",
      part: "locales",
      command: ["ask", "x"],
      breakIt: (root) => rmSync(join(root, "locales"), { recursive: true }),
      says: ["There is no folder of locale files at ", "/locales"],
    },
    {
      what: "broken prompts",
      part: "prompts",
      command: ["start"],
      breakIt: (root) => {
        writeFileSync(join(root, "prompts", "answer.md"), "---\ninputs: question\n---\nAnswer {{question}}.\n");
        writeFileSync(
          join(root, "prompts", "other.md"),
          "---\ninputs: [question]\noutput: sentences\n---\nAnswer {{question}} for {{reader}}.\n",
        );
      },
      says: [
        'prompts/answer.md: its front matter must have "inputs" (a list of names) and "output"',
        "prompts/other.md: {{reader}} is not among its inputs",
      ],
    },
    {
      what: "a broken glossary",
      part: "data",
      command: ["ask", "x"],
      breakIt: (root) => writeFileSync(join(root, "data", "glossary.csv"), "group,en\ntrade,booth,too many\n"),
      says: ["/data/glossary.csv can't be read: ", "line 2"],
    },
  ];

  test.each(cases)("$what", async ({ part, command, breakIt, says }) => {
    breakIt(copy.root);
    const started = performance.now();
    const { code, output } = await copy.run(command);
    const ms = performance.now() - started;
    const doctor = await copy.run(["doctor"]);
    copy.mend(part);
    expect([code, doctor.code]).toEqual([1, 1]);
    for (const words of says) {
      expect(output).toContain(words);
      expect(doctor.output).toContain(words);
    }
    expect(doctor.output).toMatch(/^FAULT {4}words /mu);
    expect(output).not.toMatch(TRACE);
    expect(ms).toBeLessThan(6 * healthyMs);
  });
});
