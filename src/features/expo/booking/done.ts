import type { Reading, Tx } from "../../../store/store.ts";
import type { BookingTables } from "./tables.ts";

/** Which dates of a booking were kept, by the ids of their tasks. */
export async function listDone(db: Reading, booking: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .withTables<BookingTables>()
    .selectFrom("booking_tasks")
    .select("task")
    .where("booking", "=", booking)
    .execute();
  return new Set(rows.map(({ task }) => task));
}

/** Notes that a date was kept, or that it was not after all. */
export async function setDone(
  tx: Tx,
  { booking, task, done }: { readonly booking: string; readonly task: string; readonly done: boolean },
  now: string,
): Promise<void> {
  const tasks = tx.withTables<BookingTables>();
  if (!done)
    return void (await tasks
      .deleteFrom("booking_tasks")
      .where("booking", "=", booking)
      .where("task", "=", task)
      .execute());
  await tasks
    .insertInto("booking_tasks")
    .values({ booking, task, done_at: now })
    .onConflict((conflict) => conflict.columns(["booking", "task"]).doNothing())
    .execute();
}
