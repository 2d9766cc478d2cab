import { AppError } from "../shared/errors.ts";
import type { JsonObject } from "../shared/json.ts";
import type { Store, Tx } from "./store.ts";

export const STAFF_ROLES = ["editor", "organiser", "support", "admin"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Who changes something for the commission, and what they may do. */
export type Actor = { readonly name: string; readonly role: StaffRole };

/** What a change by staff did. `action` is dotted, such as `knowledge.published`. */
export type AuditEntry = { readonly action: string; readonly subject: string; readonly details: JsonObject };

/**
 * The one way in which staff change anything: checks the role, makes the change, and writes the audit entry, all in one
 * transaction. `change` returns its result, and the entry (null where nothing was changed after all).
 *
 * @throws AppError `input.notAllowed` where the role may not: nothing was changed.
 */
export async function changeAsStaff<T>(
  store: Store,
  actor: Actor,
  allowed: readonly StaffRole[],
  now: string,
  change: (tx: Tx) => Promise<{ readonly result: T; readonly entry: AuditEntry | null }>,
): Promise<T> {
  if (actor.role !== "admin" && !allowed.includes(actor.role)) {
    throw new AppError(
      "input.notAllowed",
      `The role "${actor.role}" may not do this; ${[...allowed, "admin"].join(" or ")} may. Nothing was changed.`,
    );
  }
  return store.transaction(async (tx) => {
    const { result, entry } = await change(tx);
    if (entry !== null) await addEntry(tx, actor, entry, now);
    return result;
  });
}

async function addEntry(tx: Tx, actor: Actor, { action, subject, details }: AuditEntry, now: string): Promise<void> {
  await tx
    .insertInto("audit")
    .values({ at: now, actor: actor.name, action, subject, details: JSON.stringify(details) })
    .execute();
}
