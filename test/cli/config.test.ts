import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../support/service.ts";
import { createFolders } from "./folders.ts";
import { runInside } from "./run-inside.ts";

const folders = createFolders();
/** How long a healthy run takes here and now, in milliseconds. */
let healthyMs = 0;

beforeAll(async () => {
  healthyMs = (await timed(["--version"], {})).ms;
});

afterAll(folders.drop);

async function timed(args: readonly string[], env: Record<string, string>) {
  const started = performance.now();
  const result = await runCommand(args, { env, cwd: folders.make() });
  return { ...result, ms: performance.now() - started };
}

describe("a wrong configuration", () => {
  test("is refused at once, with every fault, an example for each, and no secret", async () => {
    const { code, out, err, ms } = await timed(["start"], {
      PORT: "abc",
      HOST: "256.1.1.1",
      LOG_LEVEL: "loud",
      DATABASE_URL: "mysql://user:secret@x",
      PUBLIC_URL: "nonsense",
    });
    expect(code).toBe(1);
    expect(out).toBe("");
    for (const name of ["PORT", "HOST", "LOG_LEVEL", "DATABASE_URL", "PUBLIC_URL"]) {
      expect(err).toMatch(new RegExp(`^- ${name}: must be .+ Example: ${name}=\\S+$`, "mu"));
    }
    expect(err).toContain("Nothing was started");
    expect(err).not.toContain("secret");
    expect(err).not.toContain("mysql");
    expect(ms).toBeLessThan(6 * healthyMs);
  });

  test("names a secret's file that is missing, can't be read, or is given beside the secret itself", async () => {
    const folder = folders.make();
    const complaints = await Promise.all(
      [
        { DATABASE_URL: "postgres://user:secret@x/y", DATABASE_URL_FILE: "/nowhere/url" },
        { DATABASE_URL_FILE: "/nowhere/url" },
        { DATABASE_URL_FILE: folder },
      ].map(async (env) => {
        const { code, err } = await runInside(["kb", "list"], { env, cwd: folders.make() });
        expect(code).toBe(1);
        expect(err).toContain("Example: DATABASE_URL_FILE=/run/secrets/database_url");
        expect(err).not.toContain("secret@");
        expect(err).not.toMatch(/^\s+at /mu);
        return err;
      }),
    );
    expect(complaints[0]).toContain("DATABASE_URL: is set twice, directly and by DATABASE_URL_FILE");
    expect(complaints[1]).toContain("DATABASE_URL_FILE: there is no file at /nowhere/url");
    expect(complaints[2]).toContain(`DATABASE_URL_FILE: ${folder} can't be read`);
  });

  test.each([
    [{ DATABASE_URL: "postgres://x@y/z" }, "SILKDESK_SECRET: is needed with DATABASE_URL"],
    [{ SILKDESK_SECRET_OLD: "o".repeat(32) }, "SILKDESK_SECRET: is needed with SILKDESK_SECRET_OLD"],
    [{ SILKDESK_SECRET: "too-short-to-be-one" }, "SILKDESK_SECRET: must have at least 32 characters"],
  ])("%o lacks a secret, which is said without any", async (env, complaint) => {
    const { code, err } = await runInside(["start"], { env, cwd: folders.make() });
    expect(code).toBe(1);
    expect(err).toContain(complaint);
    expect(err).not.toContain("too-short");
  });

  test("a PostgreSQL server that refuses the connection is said as such, without the password", async () => {
    const { code, out, err } = await runInside(["start"], {
      env: { DATABASE_URL: "postgres://desk:secret@127.0.0.1:1/x", SILKDESK_SECRET: "s".repeat(32) },
      cwd: folders.make(),
    });
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err.trim()).toBe(
      "The database server does not answer (ECONNREFUSED). Nothing was saved. Check that it runs, and DATABASE_URL.",
    );
  });
});

describe("where settings come from", () => {
  test("`.env` in the current folder is read, and the environment wins over it", async () => {
    const cwd = folders.make({ ".env": "SILKDESK_HOME=from-env-file\nPORT=abc\n" });
    const { code, err } = await runInside(["migrate"], { cwd, env: { PORT: "4000" } });
    expect([code, err]).toEqual([0, ""]);
    expect(existsSync(join(cwd, "from-env-file", "silkdesk.db"))).toBe(true);
  });

  test("`--home` counts before and after the command, and an empty value as not set", async () => {
    const cwd = folders.make({ ".env/pyvenv.cfg": "a folder of Python's" });
    const env = { SILKDESK_HOME: "unused", DATABASE_URL: "", PORT: " ", PUBLIC_URL: "", LOG_LEVEL: "" };
    const runs = await Promise.all([
      runInside(["--home", "before", "migrate"], { cwd, env }),
      runInside(["migrate", "--home", "after"], { cwd, env }),
      runInside(["migrate"], { cwd, env: { ...env, SILKDESK_HOME: "" } }),
    ]);
    expect(runs.map(({ code, err }) => [code, err])).toEqual([
      [0, ""],
      [0, ""],
      [0, ""],
    ]);
    expect(["before", "after", "var", "unused"].map((home) => existsSync(join(cwd, home, "silkdesk.db")))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test("a secret is read from the file that NAME_FILE names, without the line break at its end", async () => {
    const cwd = folders.make({ url: "sqlite:./elsewhere/desk.db\n" });
    const { code } = await runInside(["migrate"], { cwd, env: { DATABASE_URL_FILE: "url" } });
    expect(code).toBe(0);
    expect(existsSync(join(cwd, "elsewhere", "desk.db"))).toBe(true);
  });
});
