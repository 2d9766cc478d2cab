/** Says once which suites are left out, and why. */
export function setup(): void {
  if (!process.env.TEST_DATABASE_URL) {
    process.stderr.write("PostgreSQL suites are skipped: TEST_DATABASE_URL is not set.\n");
  }
}
