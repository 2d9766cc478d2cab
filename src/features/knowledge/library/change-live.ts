import { AppError } from "../../../shared/errors.ts";
import type { JsonObject } from "../../../shared/json.ts";
import { type Actor, changeAsStaff, type StaffRole } from "../../../store/audit.ts";
import type { Reading, Store, Tx } from "../../../store/store.ts";
import type { ShownVersion } from "../validity.ts";
import type { FreshVersion, PublicationIndexer } from "./indexer.ts";
import { findLivePublication, listDocuments, listPassagesOf } from "./live.ts";
import { LIBRARY_LOCK, markPublished, type NumberedVersion, savePublication, saveVersions } from "./save.ts";
import { type DocumentVersion, findNewestNumbers, nameOf, refOf, type VersionRef } from "./versions.ts";

/** Who changes what is live, why and when, and what builds the index of it. */
export type LiveChange = {
  readonly actor: Actor;
  /** What the change is about, for the history and the audit. */
  readonly reason: string;
  /** The instant of the change. */
  readonly now: string;
  readonly indexer: PublicationIndexer;
};

/** What is live, as a change finds it. */
export type LiveState = { readonly publication: number | null; readonly shown: readonly ShownVersion[] };

/** What a change comes to. `next` is null where it would change nothing. */
export type LivePlan<T> = {
  readonly result: T;
  readonly next: {
    /** All versions to show, also those that are new. */
    readonly shown: readonly DocumentVersion[];
    /** Those that do not exist yet, with the numbers they get. */
    readonly added: readonly NumberedVersion[];
    /** The dotted name of the change in the audit, and what it touched. */
    readonly action: string;
    readonly details: JsonObject;
  } | null;
};

/** The roles that may change documents, beside `admin`. */
export const EDITORS: readonly StaffRole[] = ["editor"];

/** How often a change begins again because another one came first. Each time, that one was published. */
const ATTEMPTS = 25;

/**
 * The one way in which the set of live versions changes. The plan and the index are made beside what is live; one short
 * transaction then saves the versions, the publication, its index and the audit entry, and moves the pointer. Where the
 * pointer has moved in between, all of it begins again on what is live then.
 *
 * @param plan reads, and says what is to be shown. It may run several times.
 * @throws AppError `input.notAllowed` where the role may not; `store.busy` where others always came first: nothing was
 * saved. What `plan` throws passes through.
 */
export async function changeLive<T>(
  store: Store,
  change: LiveChange,
  plan: (live: LiveState, db: Reading) => Promise<LivePlan<T>>,
): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const publication = await findLivePublication(store.read);
    const live = { publication, shown: await listDocuments(store.read, publication) };
    const done = await attemptChange(store, change, live, await plan(live, store.read));
    if (done !== OVERTAKEN) return done;
  }
  throw new AppError(
    "store.busy",
    `Others kept publishing while this was prepared (${ATTEMPTS} times). Nothing was saved. Try again in a moment.`,
  );
}

const OVERTAKEN = Symbol("overtaken");

async function attemptChange<T>(
  store: Store,
  { actor, reason, now, indexer }: LiveChange,
  live: LiveState,
  { result, next }: LivePlan<T>,
): Promise<T | typeof OVERTAKEN> {
  if (next === null) return changeAsStaff(store, actor, EDITORS, now, async () => ({ result, entry: null }));
  const { added, action, details } = next;
  const shown = next.shown.map(refOf);
  const fresh = await listFresh(store.read, live, next.shown, added);
  const saveIndex = await indexer.prepare({ base: live.publication, shown, fresh });
  return changeAsStaff<T | typeof OVERTAKEN>(store, actor, EDITORS, now, async (tx) => {
    await store.traits.lock(tx, LIBRARY_LOCK);
    if (await isOvertaken(tx, live, added)) return { result: OVERTAKEN, entry: null };
    const saved = { at: now, by: actor.name };
    await saveVersions(tx, added, saved);
    await markPublished(tx, fresh, now);
    const publication = await savePublication(tx, shown, { ...saved, reason });
    await saveIndex(tx, publication);
    return { result, entry: { action, subject: reason, details: { ...details, publication } } };
  });
}

/** Another publication went live, or a draft took a number, since the plan was made. */
async function isOvertaken(tx: Tx, live: LiveState, added: readonly NumberedVersion[]): Promise<boolean> {
  if ((await findLivePublication(tx)) !== live.publication) return true;
  const ids = added.map(({ meta }) => meta.id);
  const newest = await findNewestNumbers(tx, ids);
  return added.some(({ meta, version }) => (newest.get(meta.id) ?? 0) >= version);
}

async function listFresh(
  db: Reading,
  live: LiveState,
  shown: readonly DocumentVersion[],
  added: readonly NumberedVersion[],
): Promise<FreshVersion[]> {
  const before = new Set(live.shown.map((version) => nameOf(refOf(version))));
  const words = new Map(added.map(({ meta, version, passages }) => [nameOf({ document: meta.id, version }), passages]));
  const fresh: FreshVersion[] = [];
  for (const version of shown) {
    const ref: VersionRef = refOf(version);
    if (before.has(nameOf(ref))) continue;
    fresh.push({ ...ref, meta: version.meta, passages: words.get(nameOf(ref)) ?? (await listPassagesOf(db, ref)) });
  }
  return fresh;
}
