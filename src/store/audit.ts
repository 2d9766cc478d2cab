import { AppError } from "../shared/errors.ts";
import type { JsonObject } from "../shared/json.ts";
import type { StaffRole } from "./roles.ts";
import type { Store, Tx } from "./store.ts";

export { STAFF_ROLES, type StaffRole } from "./roles.ts";

/** Who changes something for the commission, and what they may do. */
export type Actor = { readonly name: string; readonly role: StaffRole };

/** What a change by staff did. `action` is dotted, such as `knowledge.published`. */
export type AuditEntry = { readonly action: string; readonly subject: string; readonly details: JsonObject };

/** Whether a role is among those that may do something. Admins may do everything. */
export function mayDo(actor: Actor, allowed: readonly StaffRole[]): boolean {
  return actor.role === "admin" || allowed.includes(actor.role);
}

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
  change: Change<T>,
): Promise<T> {
  return store.transaction((tx) => changeWithin(tx, actor, allowed, now, change));
}

type Change<T> = (tx: Tx) => Promise<{ readonly result: T; readonly entry: AuditEntry | null }>;

/** The same inside a transaction that is open already, such as that of an event. */
export async function changeWithin<T>(
  tx: Tx,
  actor: Actor,
  allowed: readonly StaffRole[],
  now: string,
  change: Change<T>,
): Promise<T> {
  if (!mayDo(actor, allowed)) {
    throw new AppError(
      "input.notAllowed",
      `The role "${actor.role}" may not do this; ${[...allowed, "admin"].join(" or ")} may. Nothing was changed.`,
    );
  }
  const { result, entry } = await change(tx);
  if (entry !== null) await addEntry(tx, actor.name, entry, now);
  return result;
}

/** Notes that someone tried what only staff may do. Nothing was changed. */
export async function noteRefused(tx: Tx, person: string, subject: string, now: string): Promise<void> {
  await addEntry(tx, `person:${person}`, { action: "staff.refused", subject, details: {} }, now);
}

async function addEntry(tx: Tx, actor: string, { action, subject, details }: AuditEntry, now: string): Promise<void> {
  await tx
    .insertInto("audit")
    .values({ at: now, actor, action, subject, details: JSON.stringify(details) })
    .execute();
}
