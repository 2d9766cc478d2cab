import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { chmodSync, chownSync, closeSync, cpSync, openSync, rmSync, symlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { startService } from "../support/service.ts";
import { fillWithStarter } from "../support/starter-home.ts";
import { createFolders, mayMount, mountDisk, remountDisk, unmountDisk } from "./folders.ts";
import { runInside } from "./run-inside.ts";
import { visit } from "./visitor.ts";

const MAIN = new URL("../../dist/main.js", import.meta.url).pathname;
const GOOD = "# Izmir fair\n\nA booth at the Izmir fair costs 420 euros per square metre.\n";
/** A line of a trace: what a person must never be shown. */
const TRACE = /^\s+at /mu;

const folders = createFolders();
const home = folders.make();

afterAll(folders.drop);

describe("kb add", () => {
  const files = folders.make({
    "good.md": GOOD,
    "empty.md": "",
    "binary.txt": Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 37) % 251)),
    "sheet.xyz": "1;2",
    "broken-yaml.md": "---\nid: [1, 2\n---\nWords.\n",
    "wrong-date.md": "---\nfrom: soon\n---\nWords about a fair.\n",
    "wrong-type.md": "---\nofficial: perhaps\n---\nWords about a fair.\n",
    "folder/picture.jpeg": "no words",
  });
  symlinkSync("/nowhere/gone.md", join(files, "dangling.md"));

  test("publishes the good files, names each bad one with the reason, and exits 1", async () => {
    const bad = {
      "empty.md": "the file is empty",
      "binary.txt": "it is a binary file, not text",
      "sheet.xyz": 'files ending in ".xyz" can\'t be read. These can: md,',
      "broken-yaml.md": "the front matter is not valid YAML (",
      "wrong-date.md": "its description is wrong: from must be a date such as 2026-03-31",
      "wrong-type.md": "the front matter is wrong: official ",
      "dangling.md": "there is no such file or folder",
      "missing.md": "there is no such file or folder",
    };
    const { code, out, err } = await runInside(["kb", "add", ...Object.keys(bad), "good.md", "--home", home], {
      cwd: files,
    });
    expect(code).toBe(1);
    expect(out).toBe("new        good.md (version 1)\n");
    for (const [file, reason] of Object.entries(bad)) expect(err).toContain(`not added  ${file}: ${reason}`);
    expect(err).toContain("8 of 9 could not be added; the others are published.");
  });

  test("says that nothing was saved where there is nothing good", async () => {
    const [folder, empty] = await Promise.all([
      runInside(["kb", "add", join(files, "folder"), "--home", home]),
      runInside(["kb", "add", join(files, "empty.md"), "--home", home]),
    ]);
    expect(folder).toEqual({
      code: 1,
      out: "",
      err: "There is no readable file in that folder. Nothing was saved.\n",
    });
    expect(empty.code).toBe(1);
    expect(empty.err).toContain("1 of 1 could not be added; nothing was saved.");
  });

  test.skipIf(process.getuid?.() !== 0)(
    "works for a user whom the system has no name for, and names files that they may not read (run as root only)",
    async () => {
      const nobody = 54_321;
      const theirs = folders.make({ "good.md": GOOD, "secret.md": GOOD });
      chownSync(theirs, nobody, nobody);
      chmodSync(join(theirs, "secret.md"), 0o600);
      const child = spawn(process.execPath, [MAIN, "kb", "add", "good.md", "secret.md", "--home", "desk"], {
        env: { PATH: process.env.PATH },
        cwd: theirs,
        uid: nobody,
        gid: nobody,
      });
      const said: Buffer[] = [];
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk));
      await once(child, "close");
      const output = Buffer.concat(said).toString("utf8");
      expect(child.exitCode).toBe(1);
      expect(output).toContain("new        good.md (version 1)");
      expect(output).toContain("not added  secret.md: this user may not read it");
    },
  );
});

describe("a home that can't be used", () => {
  test("a file stands where the home should be", async () => {
    const file = join(folders.make({ home: "a file" }), "home");
    const { code, out, err } = await runInside(["ask", "x", "--home", file]);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("a file stands where its folder should be. Nothing was saved.");
    expect(err).toContain("--home");
    expect(err).not.toMatch(TRACE);
  });

  test("its database is no database, or a damaged one", async () => {
    const foreign = folders.make({ "silkdesk.db": "This is not a database. ".repeat(400) });
    const damaged = folders.make();
    cpSync(join(home, "silkdesk.db"), join(damaged, "silkdesk.db"));
    damage(join(damaged, "silkdesk.db"));
    const [ask, doctor, reading, verify] = await Promise.all([
      runInside(["ask", "x", "--home", foreign]),
      runInside(["doctor", "--home", foreign]),
      runInside(["backup", join(damaged, "copy.db"), "--home", damaged]),
      runInside(["verify", "--home", damaged]),
    ]);
    const remedy = 'is not a sound database (file is not a database). Restore a backup with "silkdesk restore FILE".';
    expect([ask.code, doctor.code, reading.code, verify.code]).toEqual([1, 1, 1, 1]);
    expect(ask.err.trim()).toBe(`${join(foreign, "silkdesk.db")} ${remedy}`);
    expect(doctor.out).toMatch(/^FAULT {4}database {7}.+is not a sound database/mu);
    expect(reading.err).toMatch(/is not a sound database \(.+\)\. Restore a backup with/u);
    expect(verify.out).toMatch(/^Broken: The database is sound\n {2}- /mu);
    expect(ask.err + doctor.err + reading.err + verify.err).not.toMatch(TRACE);
  });
});

/** Overwrites the page where the passages begin, as a bad disk might. */
function damage(file: string): void {
  const database = new Database(file, { readonly: true });
  const page = z
    .int()
    .parse(database.prepare("select rootpage from sqlite_master where name = 'passages'").pluck().get());
  database.close();
  const open = openSync(file, "r+");
  writeSync(open, Buffer.alloc(4_096, 0x5a), 0, 4_096, (page - 1) * 4_096);
  closeSync(open);
}

describe.skipIf(!mayMount())("a disk of its own (skipped where this user may not mount a tmpfs)", () => {
  const disk = folders.make();
  afterAll(() => unmountDisk(disk));

  test("read-only: a new home and an existing one are refused, with what to do", async () => {
    mountDisk(disk, "size=8m");
    cpSync(join(home, "silkdesk.db"), join(disk, "existing", "silkdesk.db"));
    remountDisk(disk, "ro");
    const runs = await Promise.all([
      runInside(["ask", "x", "--home", join(disk, "new")]),
      runInside(["start", "--home", join(disk, "existing")]),
      runInside(["backup", join(disk, "copy"), "--home", home]),
    ]);
    for (const { code, out, err } of runs) {
      expect([code, out]).toEqual([1, ""]);
      expect(err).toMatch(
        /can't be written: the folder, file or disk is read-only\. Nothing was saved\. Give this user/u,
      );
      expect(err).not.toMatch(TRACE);
    }
    remountDisk(disk, "rw");
  });

  test("full while the service runs: a question is refused as not saved, and answered once when there is room", async () => {
    rmSync(join(disk, "existing"), { recursive: true, force: true });
    await fillWithStarter(disk);
    const service = await startService(disk);
    try {
      const visitor = await visit(service.url);
      const id = randomUUID();
      const ask = () => visitor.ask("How many companies took part in the 2017 expo in Turkey?", id);
      const before = randomUUID();
      expect((await visitor.ask("Hello", before)).status).toBe(202);
      fill(join(disk, "filler"));
      const refused = await ask();
      expect(refused.status).toBe(503);
      expect(refused.headers.get("retry-after")).toBe("3");
      expect(await refused.json()).toMatchObject({
        error: { code: "notSaved", message: expect.stringContaining("This was not saved.") },
      });
      const readiness = await fetch(`${service.url}/readyz`);
      expect(readiness.status).toBe(503);
      expect(await readiness.json()).toMatchObject({ status: "notReady", checks: { disk: "only 0 MB are free" } });
      rmSync(join(disk, "filler"));
      expect((await ask()).status).toBe(202);
      expect((await ask()).status).toBe(202);
      await expect.poll(() => visitor.countAnswers(id), { timeout: 10_000 }).toBe(1);
      expect(await service.stop()).toBe(0);
    } finally {
      if (service.process.exitCode === null) await service.stop("SIGKILL");
    }
    const { code, out } = await runInside(["verify", "--home", disk]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^All \d+ invariants hold\.\n$/u)]);
  });
});

function fill(file: string): void {
  const open = openSync(file, "w");
  try {
    for (;;) writeSync(open, Buffer.alloc(4_096));
  } catch {
    closeSync(open);
  }
}

describe("a file that can't be written", () => {
  test("of a backup or of answers is named before any work is done", async () => {
    const questions = folders.make({ "q.jsonl": '{"id":1,"lang":"en","question":"x","answerable":false}\n' });
    const [backup, answers] = await Promise.all([
      runInside(["backup", "/nowhere/copy", "--home", home]),
      runInside(["eval", join(questions, "q.jsonl"), "--out", "/nowhere/out.jsonl", "--home", home]),
    ]);
    expect(backup.code).toBe(1);
    expect(backup.err).toMatch(/^\/nowhere\/copy can't be opened or written .+ Nothing was saved\./u);
    expect([answers.code, answers.out]).toEqual([1, ""]);
    expect(answers.err).toContain("--out /nowhere/out.jsonl can't be written");
    expect(backup.err + answers.err).not.toMatch(TRACE);
  });

  test("is a fault where stdout is a full disk, and none where its reader has seen enough", async () => {
    const run = (end: string) =>
      spawn("sh", ["-c", `"$0" "$1" kb list --home "$2" ${end}`, process.execPath, MAIN, home], {
        env: { PATH: process.env.PATH },
        stdio: ["ignore", "ignore", "pipe"],
      });
    const ends = await Promise.all(
      [run(">/dev/full"), run("| true")].map(async (child) => {
        let err = "";
        child.stderr.on("data", (chunk: Buffer) => {
          err += chunk.toString("utf8");
        });
        await once(child, "close");
        return { code: child.exitCode, err };
      }),
    );
    expect(ends[0]?.code).toBe(1);
    expect(ends[0]?.err).toMatch(/^The result could not be written: ENOSPC/u);
    expect(ends[1]).toEqual({ code: 0, err: "" });
  });
});
