import { later } from "../shared/clock.ts";
import type { Store, Tx } from "./store.ts";

/** The right to do something alone for a while. `fence` grows with every new holder. */
export type Lease = { readonly name: string; readonly holder: string; readonly fence: number };

/** Takes a lease that is free or has run out, or prolongs our own. Null where another holder has it. */
export async function takeLease(
  store: Store,
  name: string,
  holder: string,
  now: string,
  ms: number,
): Promise<Lease | null> {
  return store.transaction(async (tx) => {
    const until = later(now, ms);
    await tx
      .insertInto("leases")
      .values({ name, holder, fence: 1, until })
      .onConflict((conflict) =>
        conflict
          .column("name")
          .doUpdateSet((eb) => ({
            holder,
            until,
            fence: eb
              .case()
              .when("leases.holder", "=", holder)
              .then(eb.ref("leases.fence"))
              .else(eb("leases.fence", "+", 1))
              .end(),
          }))
          .where((eb) => eb.or([eb("leases.holder", "=", holder), eb("leases.until", "<=", now)])),
      )
      .execute();
    const row = await tx.selectFrom("leases").selectAll().where("name", "=", name).executeTakeFirstOrThrow();
    return row.holder === holder ? { name, holder, fence: row.fence } : null;
  });
}

/** True while the lease is still this holder's, checked inside a transaction that depends on it. */
export async function holdsLease(tx: Tx, lease: Lease): Promise<boolean> {
  const row = await tx
    .selectFrom("leases")
    .select(["holder", "fence"])
    .where("name", "=", lease.name)
    .executeTakeFirst();
  return row?.holder === lease.holder && row.fence === lease.fence;
}

/** Lets go of a lease, so the next one need not wait. */
export async function releaseLease(store: Store, lease: Lease): Promise<void> {
  await store.transaction(async (tx) => {
    await tx.deleteFrom("leases").where("name", "=", lease.name).where("holder", "=", lease.holder).execute();
  });
}
