import { type Actor, changeAsStaff } from "../../../store/audit.ts";
import type { Reading, Store } from "../../../store/store.ts";
import { EDITORS } from "./change-live.ts";
import { findLivePublication } from "./live.ts";
import { LIBRARY_LOCK, type NumberedVersion, saveVersions } from "./save.ts";
import {
  decodeVersion,
  listVersionsOf,
  type NewVersion,
  nameOf,
  refOf,
  type StoredVersion,
  tablesOf,
} from "./versions.ts";

/** A draft is shown to nobody until an editor publishes it, so support may make one of an answer. */
const DRAFTERS = [...EDITORS, "support"] as const;

/** What became of a file that was held back: `new` where its document had no version yet. */
export type Drafted = {
  readonly id: string;
  readonly version: number;
  readonly change: "new" | "updated" | "unchanged";
  /** False where the same is shown already, so that nothing waits. */
  readonly draft: boolean;
};

/**
 * Saves versions without showing them, until they are published. Files whose bytes and metadata are those of a version
 * that is shown, or that waits as a draft already, change nothing.
 *
 * @throws AppError `input.notAllowed` where the role may not: nothing was saved.
 */
export async function saveDrafts(
  store: Store,
  versions: readonly NewVersion[],
  actor: Actor,
  reason: string,
  now: string,
): Promise<Drafted[]> {
  return changeAsStaff(store, actor, DRAFTERS, now, async (tx) => {
    await store.traits.lock(tx, LIBRARY_LOCK);
    const ids = versions.map(({ meta }) => meta.id);
    const known = await listVersionsOf(tx, ids);
    const { result, added } = planDrafts(versions, known, await listShownNames(tx));
    if (added.length === 0) return { result, entry: null };
    await saveVersions(tx, added, { at: now, by: actor.name });
    const documents = added.map(({ meta, version }) => nameOf({ document: meta.id, version }));
    return { result, entry: { action: "knowledge.drafted", subject: reason, details: { documents } } };
  });
}

function planDrafts(
  versions: readonly NewVersion[],
  known: ReadonlyMap<string, readonly StoredVersion[]>,
  shown: ReadonlySet<string>,
): { readonly result: Drafted[]; readonly added: readonly NumberedVersion[] } {
  const added: NumberedVersion[] = [];
  const result = versions.map((version): Drafted => {
    const { id } = version.meta;
    const own = known.get(id) ?? [];
    const earlier = added.filter(({ meta }) => meta.id === id);
    const isSame = ({ checksum }: { readonly checksum: string }) => checksum === version.checksum;
    const waiting = openDrafts(own).find(isSame) ?? earlier.find(isSame);
    if (waiting !== undefined) return { id, version: waiting.version, change: "unchanged", draft: true };
    const live = own.find((one) => isSame(one) && shown.has(nameOf(refOf(one))));
    if (live !== undefined) return { id, version: live.version, change: "unchanged", draft: false };
    const number = (earlier.at(-1)?.version ?? own.at(-1)?.version ?? 0) + 1;
    added.push({ ...version, version: number });
    return { id, version: number, change: number === 1 ? "new" : "updated", draft: true };
  });
  return { result, added };
}

/** Of the versions of one document, the drafts: never published, and newer than whatever was. */
export function openDrafts<V extends Pick<StoredVersion, "version" | "publishedAt">>(versions: readonly V[]): V[] {
  const published = Math.max(0, ...versions.filter((one) => one.publishedAt !== null).map(({ version }) => version));
  return versions.filter(({ version }) => version > published);
}

/** Every draft, by document and number. */
export async function listDrafts(db: Reading): Promise<StoredVersion[]> {
  const rows = await tablesOf(db)
    .selectFrom("document_versions")
    .selectAll()
    .where("published_at", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("document_versions as newer")
            .select("newer.version")
            .whereRef("newer.document", "=", "document_versions.document")
            .whereRef("newer.version", ">", "document_versions.version")
            .where("newer.published_at", "is not", null),
        ),
      ),
    )
    .orderBy("document")
    .orderBy("version")
    .execute();
  return rows.map(decodeVersion);
}

async function listShownNames(db: Reading): Promise<ReadonlySet<string>> {
  const rows = await tablesOf(db)
    .selectFrom("published_versions")
    .select(["document", "version"])
    .where("publication", "=", await findLivePublication(db))
    .execute();
  return new Set(rows.map(nameOf));
}
