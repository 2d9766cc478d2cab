import { AppError } from "../../../shared/errors.ts";
import type { Reading, Store } from "../../../store/store.ts";
import { isCurrent, type ShownVersion, withValidity } from "../validity.ts";
import { changeLive, type LiveChange, type LiveState } from "./change-live.ts";
import { findUnknown, unknownDocument } from "./near-ids.ts";
import { nameOf, refOf } from "./versions.ts";

/** A document that was taken out. */
export type Retired = {
  readonly id: string;
  /** The versions that were shown of it. */
  readonly versions: readonly number[];
  /** The documents that it had superseded, and that are in force again. */
  readonly revives: readonly string[];
};

/**
 * Takes documents out of what is live, together: no version of them answers any more, and what they superseded is in
 * force again. Their versions stay, for the history and for a rollback.
 *
 * @throws AppError `input.notFound` where one is not live, and as {@link changeLive} does: nothing was changed.
 */
export async function retire(store: Store, change: LiveChange, ids: readonly string[]): Promise<Retired[]> {
  return changeLive(store, change, async (live, db) => {
    await checkLive(db, live, ids);
    const isOut = ({ meta }: ShownVersion) => ids.includes(meta.id);
    const shown = withValidity(live.shown.filter((version) => !isOut(version)));
    const result = [...new Set(ids)].map((id): Retired => {
      const own = live.shown.filter(({ meta }) => meta.id === id);
      return { id, versions: own.map(({ version }) => version), revives: listRevived(live, shown, id, change.now) };
    });
    const documents = live.shown.filter(isOut).map((version) => nameOf(refOf(version)));
    return { result, next: { shown, added: [], action: "knowledge.retired", details: { documents } } };
  });
}

async function checkLive(db: Reading, live: LiveState, ids: readonly string[]): Promise<void> {
  const missing = ids.find((id) => !live.shown.some(({ meta }) => meta.id === id));
  if (missing === undefined) return;
  if ((await findUnknown(db, [missing])) !== null) throw await unknownDocument(db, missing, "Nothing was changed.");
  throw new AppError(
    "input.notFound",
    `"${missing}" is not live. Nothing was changed. See: silkdesk kb history ${missing}`,
  );
}

function listRevived(live: LiveState, shown: readonly ShownVersion[], id: string, now: string): string[] {
  const ended = new Set(
    live.shown
      .filter(({ validity }) => validity.replacedBy?.document === id && !isCurrent(validity, now))
      .map((version) => nameOf(refOf(version))),
  );
  return shown
    .filter((version) => ended.has(nameOf(refOf(version))) && isCurrent(version.validity, now))
    .map(({ meta }) => meta.id);
}
