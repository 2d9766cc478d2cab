import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { AppError, messageOf } from "../shared/errors.ts";

/**
 * Runs `pg_dump` or `pg_restore` on a database. The password goes by the environment: arguments can be read by every
 * user of the machine.
 *
 * @throws AppError with what the program said, and no password.
 */
export async function runPostgresProgram(
  program: "pg_dump" | "pg_restore",
  url: string,
  args: readonly string[],
): Promise<void> {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = "";
  try {
    await promisify(execFile)(program, [...args, `--dbname=${address.href}`], {
      env: { ...process.env, ...(password === "" ? {} : { PGPASSWORD: password }) },
    });
  } catch (error) {
    const said = messageOf(error).replaceAll(address.href, "DATABASE_URL");
    throw new AppError(
      program === "pg_restore" ? "input.invalid" : "store.unavailable",
      `${program} failed: ${said.trim()}. Nothing was changed. The PostgreSQL client programs must be installed, in the server's version or a newer one.`,
    );
  }
}
