import { once } from "node:events";
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import type { ParsedDocument } from "../../../src/features/knowledge/document.ts";
import { createFileReader, type FileReader } from "../../../src/features/knowledge/reading/file-reader.ts";
import { READING_LIMITS } from "../../../src/features/knowledge/reading/limits.ts";
import { RefusedError } from "../../../src/features/knowledge/reading/refused.ts";
import { spawnReader } from "../../../src/features/knowledge/reading/spawn.ts";
import { hostileFiles } from "../../support/hostile-files.ts";
import { bomb, linkedPicture } from "../../support/hostile-office.ts";

const MB = 1024 * 1024;
const reader = createFileReader();
afterAll(() => reader.close());

function read(name: string, bytes: Buffer, by: FileReader = reader): Promise<ParsedDocument> {
  return by.read({ name, mediaType: null, charset: null, bytes });
}

async function endOf(name: string, bytes: Buffer, by: FileReader = reader): Promise<string> {
  return read(name, bytes, by).then(
    () => "read",
    (error: unknown) => (error instanceof RefusedError ? error.why : String(error)),
  );
}

/** Those that end within a second or two; the whole set runs in the soak. */
const QUICK = [
  ...["picture.pdf", "program.docx", "old.doc", "secret.docx", "words.pdf", "page.docx", "word.pdf", "pdf.txt"],
  ...[
    "deep-div.html",
    "quotes.md",
    "dashes.md",
    "yaml-prototype.md",
    "long-line.txt",
    "invisible.txt",
    "mark-twice.txt",
  ],
  ...[
    "bomb-of-shared-bytes.docx",
    "slip-0.docx",
    "link.docx",
    "twice.docx",
    "xxe.docx",
    "xxe-utf16.docx",
    "laughs.docx",
  ],
  ...["linked-dev-zero.docx", "laughs.xlsx", "formulas-without-values.xlsx", "pages-100000.pdf", "scanned.pdf"],
  ...["encrypted.pdf", "scripts.pdf", "header-alone.pdf", "too-large.txt", "nothing.txt"],
];

describe("a hostile file ends as it should, and the next is read", () => {
  test.each(hostileFiles(1).filter(({ name }) => QUICK.includes(name)))("$name", async ({ name, make, ends }) => {
    const end = await endOf(name, await make());
    expect(ends?.length === 0 ? ["read"] : ends).toContain(end);
  });

  test("and so it does after all of them", async () => {
    expect((await read("a.md", Buffer.from("# Rules\n\nA booth is free."))).title).toBe("Rules");
  });
});

describe("a file that goes too far harms no other", () => {
  const next = async (by: FileReader): Promise<void> =>
    expect(await endOf("next.md", Buffer.from("# Rules\n\nA booth is free."), by)).toBe("read");
  const slow = Buffer.from(`${"*".repeat(100_000)}a${"*".repeat(100_000)}`);

  test("in time", async () => {
    const hurried = createFileReader({ limits: { wall: 2_000 } });
    expect(await endOf("stars.md", slow, hurried)).toBe("tooSlow");
    await next(hurried);
    hurried.close();
  });

  test.runIf(process.platform === "linux")("in computing time, by the kernel's count", async () => {
    const hurried = createFileReader({ limits: { cpu: 1 } });
    expect(await endOf("stars.md", slow, hurried)).toBe("tooSlow");
    await next(hurried);
    hurried.close();
  });

  test("in memory", async () => {
    const small = createFileReader({ limits: { heap: 40 } });
    expect(await endOf("many.csv", Buffer.from(`fee,booth\n${"100,A1\n".repeat(700_000)}`), small)).toBe(
      "tooMuchMemory",
    );
    await next(small);
    small.close();
  });

  test("in what it hands back", async () => {
    const short = createFileReader({ limits: { output: 10_000 } });
    expect(await endOf("long.txt", Buffer.from("A booth is free. ".repeat(1_000)), short)).toBe("tooManyWords");
    await next(short);
    short.close();
  });

  test("while others wait for their turn", async () => {
    const hurried = createFileReader({ limits: { wall: 2_000 } });
    const ends = [slow, Buffer.from("# One\n\nA booth."), Buffer.from("# Two\n\nA hall.")].map((bytes, index) =>
      endOf(`${index}.md`, bytes, hurried),
    );
    expect(await Promise.all(ends)).toEqual(["tooSlow", "read", "read"]);
    hurried.close();
  });
});

describe.runIf(process.platform === "linux")("a bomb", () => {
  const bytes = bomb(210);

  test("stays below 512 MB with the guards, each alone as well", async () => {
    let peak = 0;
    const onUse = (use: { readonly peak: number }): void => {
      peak = Math.max(peak, use.peak);
    };
    const guarded = createFileReader({ onUse });
    expect(await endOf("bomb.docx", bytes, guarded)).toBe("unpacksTooLarge");
    guarded.close();
    const unpacking = createFileReader({ onUse, limits: { unpacked: 1e12 } });
    expect(await endOf("bomb.docx", bytes, unpacking)).toBe("tooMuchMemory");
    unpacking.close();
    expect(peak).toBeLessThan(512 * MB);
  });

  test("passes 512 MB without them: the guards are what holds it", async () => {
    let peak = 0;
    const open = createFileReader({
      limits: { unpacked: 1e12, data: 8_000 * MB, heap: 4_000, resident: 600 * MB },
      onUse: (use) => {
        peak = use.peak;
      },
    });
    await endOf("bomb.docx", bytes, open);
    open.close();
    expect(peak).toBeGreaterThan(512 * MB);
  });
});

describe.runIf(process.platform === "linux")("the process that reads", () => {
  test("has no environment, no file of the parent's, no right to write, and the kernel's limits", async () => {
    const kept = openSync(new URL(import.meta.url).pathname, "r");
    const child = spawnReader(READING_LIMITS);
    const about = (name: string): string => readFileSync(`/proc/${child.pid}/${name}`, "utf8");
    // The shell that sets the limits gives way to Node.
    while (!about("cmdline").startsWith(process.execPath)) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(
      about("environ")
        .split("\0")
        .filter((entry) => entry !== "" && !/^(?:PWD|OLDPWD|_|SHLVL)=/u.test(entry)),
    ).toEqual([]);
    expect(about("limits")).toMatch(/Max data size\s+461373440/u);
    expect(about("limits")).toMatch(/Max cpu time\s+60 /u);
    expect(about("limits")).toMatch(/Max file size\s+0 /u);
    expect(about("cmdline")).toMatch(/--(?:experimental-)?permission/u);
    const files = readdirSync(`/proc/${child.pid}/fd`).map((fd) => readlinkSync(`/proc/${child.pid}/fd/${fd}`));
    expect(files).not.toContain(new URL(import.meta.url).pathname);
    closeSync(kept);
    child.kill("SIGKILL");
  });

  test("ends with its parent", async () => {
    const child = spawnReader(READING_LIMITS);
    child.stdin?.end();
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("opens no connection to what a document links to", async () => {
    let connections = 0;
    const server = createServer((_request, response) => response.end()).on("connection", () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/picture.png`;
    const page = `<html><link rel="stylesheet" href="${address}"><img src="${address}"><iframe src="${address}"></iframe><p>A booth.</p>`;
    expect(await endOf("linked.docx", linkedPicture(address))).toBe("read");
    expect(await endOf("linked.html", Buffer.from(page))).toBe("read");
    expect(await endOf("linked.md", Buffer.from(`![a](${address}) A booth.`))).toBe("read");
    server.close();
    expect(connections).toBe(0);
  });
});
