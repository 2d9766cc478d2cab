import { AppError } from "../../../shared/errors.ts";
import type { Actor } from "../../../store/audit.ts";
import type { Store } from "../../../store/store.ts";
import { type ShownVersion, type Validity, withValidity } from "../validity.ts";
import { changeLive, type LiveChange, type LivePlan, type LiveState } from "./change-live.ts";
import { listDrafts } from "./drafts.ts";
import { noIndex, type PublicationIndexer } from "./indexer.ts";
import { findUnknown, unknownDocument } from "./near-ids.ts";
import type { NumberedVersion } from "./save.ts";
import {
  type DocumentVersion,
  listVersionsOf,
  type NewVersion,
  nameOf,
  refOf,
  type StoredVersion,
} from "./versions.ts";

/** What became of each file or draft of one publication. */
export type Published = {
  readonly id: string;
  readonly version: number;
  /** `new` where its document was not live before. */
  readonly change: "new" | "updated" | "unchanged";
  /** When it is in force, now that it is published. */
  readonly validity: Validity;
  /** The versions of its document that it corrected: they are shown no longer. */
  readonly replaces: readonly number[];
  /** The live documents that it supersedes, and what it names that is not live. */
  readonly ends: readonly string[];
  readonly misses: readonly string[];
};

/**
 * Adds versions and publishes them together, by moving the live pointer once: readers see all of it or nothing. Files
 * whose bytes and metadata are those of a version that is shown change nothing; those of a draft publish the draft.
 *
 * @throws AppError as {@link changeLive} does: nothing was saved.
 */
export async function publish(
  store: Store,
  versions: readonly NewVersion[],
  actor: Actor,
  reason: string,
  now: string,
  indexer: PublicationIndexer = noIndex,
): Promise<Published[]> {
  return changeLive(store, { actor, reason, now, indexer }, async (live, db) => {
    const ids = versions.map(({ meta }) => meta.id);
    return planPublication(live, versions, await listVersionsOf(db, ids), now);
  });
}

/**
 * Publishes the drafts of some documents, or all drafts, together.
 *
 * @throws AppError `input.notFound` where a document has no draft, and as {@link changeLive} does: nothing was published.
 */
export async function publishDrafts(
  store: Store,
  change: LiveChange,
  ids: readonly string[] | "all",
): Promise<Published[]> {
  return changeLive(store, change, async (live, db) => {
    const drafts = (await listDrafts(db)).filter(({ meta }) => ids === "all" || ids.includes(meta.id));
    const missing = ids === "all" ? undefined : ids.find((id) => !drafts.some(({ meta }) => meta.id === id));
    if (missing !== undefined) {
      if ((await findUnknown(db, [missing])) !== null)
        throw await unknownDocument(db, missing, "Nothing was published.");
      throw new AppError(
        "input.notFound",
        `There is no draft of "${missing}". Nothing was published. See: silkdesk kb list --drafts`,
      );
    }
    return planShown(
      live,
      drafts.map((draft) => ({ version: draft, change: changeOf(live, draft) })),
      [],
    );
  });
}

/** A version that is to be shown, and how that changes its document. */
type Chosen = { readonly version: DocumentVersion; readonly change: Published["change"] };

function planPublication(
  live: LiveState,
  versions: readonly NewVersion[],
  known: ReadonlyMap<string, readonly StoredVersion[]>,
  now: string,
): LivePlan<Published[]> {
  const added: NumberedVersion[] = [];
  const chosen = versions.map((version): Chosen => {
    const { id } = version.meta;
    const shown = live.shown.filter(({ meta }) => meta.id === id);
    const own = known.get(id) ?? [];
    const same = own.filter(({ checksum }) => checksum === version.checksum);
    const unchanged = same.find((one) => shown.some((other) => other.version === one.version));
    if (unchanged !== undefined) return { version: unchanged, change: "unchanged" };
    const newest = Math.max(0, ...shown.map((one) => one.version));
    // A draft, or what was retired or rolled back, as long as nothing newer of its document is shown.
    const again = same.findLast((one) => one.version > newest);
    if (again !== undefined) return { version: again, change: changeOf(live, again) };
    const twin = added.find(({ meta, checksum }) => meta.id === id && checksum === version.checksum);
    if (twin !== undefined) return { version: { ...twin, createdAt: now }, change: "unchanged" };
    const number =
      1 + Math.max(0, ...[...own, ...added.filter(({ meta }) => meta.id === id)].map((one) => one.version));
    added.push({ ...version, version: number });
    const { meta, source } = version;
    const fresh = { meta, version: number, source, createdAt: now };
    return { version: fresh, change: changeOf(live, fresh) };
  });
  return planShown(live, chosen, added);
}

function changeOf(live: LiveState, { meta }: DocumentVersion): "new" | "updated" {
  return live.shown.some((one) => one.meta.id === meta.id) ? "updated" : "new";
}

/** Shows the chosen versions beside what is live; what they correct is left out. */
function planShown(
  live: LiveState,
  chosen: readonly Chosen[],
  added: readonly NumberedVersion[],
): LivePlan<Published[]> {
  const fresh = chosen.filter(({ change }) => change !== "unchanged").map(({ version }) => version);
  const shown = withValidity([...live.shown, ...fresh]);
  const byName = new Map(shown.map((version) => [nameOf(refOf(version)), version]));
  const result = chosen.flatMap(({ version, change }): Published[] => {
    const found = byName.get(nameOf(refOf(version)));
    return found === undefined ? [] : [describe(live, shown, found, change)];
  });
  if (fresh.length === 0) return { result, next: null };
  const documents = fresh.map((version) => nameOf(refOf(version))).filter((name) => byName.has(name));
  return { result, next: { shown, added, action: "knowledge.published", details: { documents } } };
}

function describe(
  live: LiveState,
  shown: readonly ShownVersion[],
  { meta: { id, supersedes }, version, validity }: ShownVersion,
  change: Published["change"],
): Published {
  const numbersOf = (versions: readonly ShownVersion[]) =>
    versions.filter(({ meta }) => meta.id === id).map((one) => one.version);
  const left = new Set(numbersOf(shown));
  const replaces = numbersOf(live.shown).filter((number) => number < version && !left.has(number));
  const ends = shown.filter((one) => one.validity.replacedBy?.document === id).map(({ meta }) => meta.id);
  const known = new Set(shown.map(({ meta }) => meta.id));
  return {
    id,
    version,
    change,
    validity,
    replaces,
    ends: [...new Set(ends)].filter((other) => other !== id),
    misses: supersedes.filter((other) => !known.has(other)),
  };
}
