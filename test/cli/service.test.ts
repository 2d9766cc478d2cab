import { readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCHEMA } from "../../src/app.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { runCommand, type Service, startService } from "../support/service.ts";
import { createFolders } from "./folders.ts";
import { runInside } from "./run-inside.ts";
import { IZMIR, STARTER_QUESTION, WARSAW } from "./samples.ts";
import { json, listSchema, shownSchema, verifySchema } from "./shapes.ts";
import { visit } from "./visitor.ts";

const folders = createFolders();

afterAll(folders.drop);

describe("a running service", () => {
  const served = folders.make();
  const backup = join(folders.make(), "desk.backup");
  const before = folders.make({ "later.md": WARSAW });
  const silkdesk = (...args: string[]) => runInside([...args, "--home", served]);
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
    const { code, out } = await silkdesk("backup", backup);
    expect([code, out]).toEqual([0, `Written: ${backup}\n`]);
  });

  test("keeps a second one, and a restore, off its home", async () => {
    await expect(startService(served)).rejects.toThrow(
      `Another process is already running "service" on ${served}. Stop it first, or use another --home.`,
    );
    const { code, err } = await silkdesk("restore", backup);
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
    await silkdesk("kb", "add", join(before, "later.md"));
    const open = openSqlite({ file: join(served, "silkdesk.db"), clock: systemClock, steps: SCHEMA });
    await open.migrate();
    // SQLite sees the locks of another process, and so this one is.
    const { code, err } = await runCommand(["restore", backup, "--home", served]);
    expect(code).toBe(1);
    expect(err).toContain('open, such as "silkdesk chat". Nothing was changed.');
    await open.close();
  });

  test("is brought back by a restore, which keeps what was there before", async () => {
    const { code, out } = await silkdesk("restore", backup);
    expect(code).toBe(0);
    const kept = readdirSync(served).find((name) => name.startsWith("silkdesk.db.before-restore-"));
    expect(out).toBe(`Restored from ${backup}. The database before is kept as ${join(served, kept ?? "")}.\n`);
    const ids = (await json(listSchema, silkdesk("kb", "list", "--json"))).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(50);
    expect(ids).not.toContain("later.md");
    expect((await json(verifySchema, silkdesk("verify", "--json"))).broken).toEqual([]);
    const { out: former } = await runInside(["kb", "show", "later.md", "--json"], {
      env: { DATABASE_URL: `sqlite:${join(served, kept ?? "")}` },
    });
    expect(shownSchema.parse(JSON.parse(former)).version).toBe(1);
  });
});

describe("what can't be done is said, with nothing changed", () => {
  const files = folders.make({ "izmir.md": IZMIR });
  const home = folders.make();

  test("restore takes nothing but a database of ours", async () => {
    const { code, err } = await runInside(["restore", "izmir.md", "--home", home], { cwd: files });
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
