import { AppError } from "../../../shared/errors.ts";
import type { Reading, Store } from "../../../store/store.ts";
import { type ShownVersion, withValidity } from "../validity.ts";
import { changeLive, type LiveChange } from "./change-live.ts";
import { listDocuments } from "./live.ts";
import { unknownDocument } from "./near-ids.ts";
import { decodeVersion, listVersionsOf, nameOf, refOf, tablesOf, type VersionRef } from "./versions.ts";

/** A document that was brought back to an earlier version. */
export type RolledBack = {
  readonly id: string;
  readonly version: number;
  /** False where it was the newest live version already. */
  readonly changed: boolean;
  /** The versions that are shown no longer. */
  readonly hides: readonly number[];
};

/**
 * Shows earlier versions of documents again, as they were shown when they were the newest, and hides the later ones. It
 * is a new publication: nothing is forgotten. A version that is the newest shown one already changes nothing.
 *
 * @throws AppError `input.notFound` where there is no such version, `input.invalid` where it was never published, and as
 * {@link changeLive} does: nothing was changed.
 */
export async function rollback(
  store: Store,
  change: LiveChange,
  targets: readonly VersionRef[],
): Promise<RolledBack[]> {
  return changeLive(store, change, async (live, db) => {
    let shown: readonly ShownVersion[] = live.shown;
    for (const target of targets) {
      const others = shown.filter(({ meta }) => meta.id !== target.document);
      shown = [...others, ...(await listShownThen(db, target))];
    }
    const result = targets.map(({ document, version }): RolledBack => {
      const [then, now] = [shown, live.shown].map((versions) => versions.filter(({ meta }) => meta.id === document));
      const hidden = (now ?? []).filter((one) => !then?.some((other) => other.version === one.version));
      const changed = !isSame(then ?? [], now ?? []);
      return { id: document, version, changed, hides: hidden.map((one) => one.version) };
    });
    if (!result.some(({ changed }) => changed)) return { result, next: null };
    const details = { documents: targets.map(nameOf) };
    return { result, next: { shown: withValidity(shown), added: [], action: "knowledge.rolledBack", details } };
  });
}

/**
 * Shows exactly what an earlier publication showed. It is a new publication: nothing is forgotten.
 *
 * @throws AppError `input.notFound` where there is no such publication, and as {@link changeLive} does.
 */
export async function restorePublication(
  store: Store,
  change: LiveChange,
  publication: number,
): Promise<{ readonly documents: number; readonly changed: boolean }> {
  return changeLive(store, change, async (live, db) => {
    const known = await tablesOf(db)
      .selectFrom("publications")
      .select("id")
      .where("id", "=", publication)
      .executeTakeFirst();
    if (known === undefined)
      throw new AppError(
        "input.notFound",
        `There is no publication ${publication}. Nothing was changed. See: silkdesk kb history`,
      );
    const shown = await listDocuments(db, publication);
    const changed = !isSame(shown, live.shown);
    const result = { documents: new Set(shown.map(({ meta }) => meta.id)).size, changed };
    if (!changed) return { result, next: null };
    return { result, next: { shown, added: [], action: "knowledge.restored", details: { restored: publication } } };
  });
}

function isSame(one: readonly ShownVersion[], other: readonly ShownVersion[]): boolean {
  const names = new Set(one.map((version) => nameOf(refOf(version))));
  return one.length === other.length && other.every((version) => names.has(nameOf(refOf(version))));
}

/** The versions of a document that stood beside one when it was last shown, without later ones. */
async function listShownThen(db: Reading, target: VersionRef): Promise<ShownVersion[]> {
  const rows = await tablesOf(db)
    .selectFrom("document_versions")
    .innerJoin("published_versions", (join) =>
      join
        .onRef("published_versions.document", "=", "document_versions.document")
        .onRef("published_versions.version", "=", "document_versions.version"),
    )
    .selectAll("document_versions")
    .where("document_versions.document", "=", target.document)
    .where("document_versions.version", "<=", target.version)
    .where("published_versions.publication", "=", ({ selectFrom, fn }) =>
      selectFrom("published_versions")
        .select(fn.max("publication").as("latest"))
        .where("document", "=", target.document)
        .where("version", "=", target.version),
    )
    .execute();
  if (rows.length === 0) throw await explainMissing(db, target);
  return withValidity(rows.map(decodeVersion));
}

async function explainMissing(db: Reading, { document, version }: VersionRef): Promise<AppError> {
  const own = (await listVersionsOf(db, [document])).get(document) ?? [];
  if (own.length === 0) return unknownDocument(db, document, "Nothing was changed.");
  const see = `Nothing was changed. See: silkdesk kb history ${document}`;
  return own.some((one) => one.version === version)
    ? new AppError("input.invalid", `Version ${version} of "${document}" was never published. ${see}`)
    : new AppError("input.notFound", `"${document}" has no version ${version}. ${see}`);
}
