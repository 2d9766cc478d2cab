import type { JsonObject } from "../shared/json.ts";
import type { Tx } from "./store.ts";

/** Who changes something for the commission, and what they may do. */
export type Actor = { readonly name: string; readonly role: "editor" | "organiser" | "support" | "admin" };

/** A change by staff. `action` is dotted, such as `knowledge.published`. */
export type StaffChange = {
  readonly action: string;
  readonly subject: string;
  readonly details: JsonObject;
  readonly allowed: readonly Actor["role"][];
};

/** Writes the audit entry of a staff change in its own transaction. Only `changeAsStaff` of the core calls it. */
export async function addAuditEntry(tx: Tx, actor: Actor, change: StaffChange, now: string): Promise<void> {
  await tx
    .insertInto("audit")
    .values({
      at: now,
      actor: actor.name,
      action: change.action,
      subject: change.subject,
      details: JSON.stringify(change.details),
    })
    .execute();
}
