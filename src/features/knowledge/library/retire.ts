import { AppError } from "../../../shared/errors.ts";
import type { Store } from "../../../store/store.ts";
import { withValidity } from "../validity.ts";
import { changeLive, type LiveChange } from "./change-live.ts";
import { findUnknown, unknownDocument } from "./near-ids.ts";
import { nameOf, refOf } from "./versions.ts";

/** A document that was taken out, and the versions that were shown of it. */
export type Retired = { readonly id: string; readonly versions: readonly number[] };

/**
 * Takes documents out of what is live, together: no version of them answers any more, and what they superseded is in
 * force again. Their versions stay, for the history and for a rollback.
 *
 * @throws AppError `input.notFound` where one is not live, and as {@link changeLive} does: nothing was changed.
 */
export async function retire(store: Store, change: LiveChange, ids: readonly string[]): Promise<Retired[]> {
  return changeLive(store, change, async (live, db) => {
    const result = [...new Set(ids)].map((id): Retired => {
      const own = live.shown.filter(({ meta }) => meta.id === id);
      return { id, versions: own.map(({ version }) => version) };
    });
    const missing = result.find(({ versions }) => versions.length === 0)?.id;
    if (missing !== undefined) {
      if ((await findUnknown(db, [missing])) !== null) throw await unknownDocument(db, missing, "Nothing was changed.");
      throw new AppError("input.notFound", `"${missing}" is not live. Nothing was changed. See: silkdesk kb history`);
    }
    const [out, left] = [
      live.shown.filter(({ meta }) => ids.includes(meta.id)),
      live.shown.filter(({ meta }) => !ids.includes(meta.id)),
    ];
    const documents = out.map((version) => nameOf(refOf(version)));
    return {
      result,
      next: { shown: withValidity(left), added: [], action: "knowledge.retired", details: { documents } },
    };
  });
}
