import { AppError } from "../../../shared/errors.ts";
import type { Reading } from "../../../store/store.ts";
import { pickVersion, type ShownVersion, type Standing, standingOf, type Validity } from "../validity.ts";
import { openDrafts } from "./drafts.ts";
import { findLivePublication, listDocuments } from "./live.ts";
import { unknownDocument } from "./near-ids.ts";
import { groupVersions, listVersionsOf, nameOf, refOf, type StoredVersion, tablesOf } from "./versions.ts";

/**
 * Where a version stands: `draft` waits to be published; `live` is in force and `scheduled` will be; `past` had its time,
 * which the past can still be asked for; `replaced` gave way to another document, or to a correction of its own; `retired`
 * was taken out or rolled back.
 */
export type VersionState = Standing | "draft" | "retired";

/** A version with all that is known of it. */
export type HistoryEntry = StoredVersion & {
  readonly state: VersionState;
  /** When it is in force; null where it is not shown now. */
  readonly validity: Validity | null;
  /** The publications that show it, as runs of neighbours, oldest first. */
  readonly publications: readonly { readonly first: number; readonly last: number }[];
};

/**
 * Every version of a document, oldest first, as it stands on an ISO day.
 *
 * @throws AppError `input.notFound` where there is no such document.
 */
export async function listHistory(db: Reading, id: string, day: string): Promise<HistoryEntry[]> {
  const versions = (await listVersionsOf(db, [id])).get(id);
  if (versions === undefined) throw await unknownDocument(db, id, "");
  const shown = await listDocuments(db, await findLivePublication(db));
  const rows = await tablesOf(db)
    .selectFrom("published_versions")
    .select(["publication", "version"])
    .where("document", "=", id)
    .orderBy("publication")
    .execute();
  const ids = rows.length === 0 ? [] : await listPublicationIds(db);
  return describeVersions(versions, shown, day).map((version) => {
    const own = new Set(rows.filter((row) => row.version === version.version).map(({ publication }) => publication));
    return { ...version, publications: runsOf(ids, own) };
  });
}

/** Every version of every document, by id and number, as it stands on an ISO day. */
export async function listAllVersions(db: Reading, day: string): Promise<Omit<HistoryEntry, "publications">[]> {
  const rows = await tablesOf(db)
    .selectFrom("document_versions")
    .selectAll()
    .orderBy("document")
    .orderBy("version")
    .execute();
  const shown = await listDocuments(db, await findLivePublication(db));
  return [...groupVersions(rows).values()].flatMap((versions) => describeVersions(versions, shown, day));
}

/**
 * One version of a document with its words; without a number, the one that is in force on an ISO day, else the nearest
 * that is shown.
 *
 * @throws AppError `input.notFound` where there is none.
 */
export async function getVersion(
  db: Reading,
  id: string,
  number: number | null,
  day: string,
): Promise<Omit<HistoryEntry, "publications">> {
  const versions = (await listVersionsOf(db, [id])).get(id);
  if (versions === undefined) throw await unknownDocument(db, id, "");
  const shown = await listDocuments(db, await findLivePublication(db));
  const own = shown.filter(({ meta }) => meta.id === id);
  const wanted = number ?? pickVersion(own, day)?.version;
  const found = describeVersions(versions, shown, day).find(({ version }) => version === wanted);
  if (found !== undefined) return found;
  const numbers = versions.map(({ version }) => version).join(", ");
  const held = `version${versions.length === 1 ? "" : "s"} ${numbers}`;
  throw new AppError(
    "input.notFound",
    number === null
      ? `"${id}" is not live. It has ${held}: silkdesk kb show ${id} --version N`
      : `"${id}" has no version ${number}. It has ${held}. See: silkdesk kb history ${id}`,
  );
}

/** A publication: who made it, why and when, and how many versions it shows. */
export type Publication = {
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  readonly reason: string;
  readonly versions: number;
  readonly live: boolean;
};

/** The latest publications, newest first. */
export async function listPublications(db: Reading, limit: number): Promise<Publication[]> {
  const live = await findLivePublication(db);
  const rows = await tablesOf(db)
    .selectFrom("publications")
    .selectAll()
    .select(({ selectFrom, fn }) =>
      selectFrom("published_versions")
        .select(fn.countAll<number>().as("count"))
        .whereRef("published_versions.publication", "=", "publications.id")
        .as("versions"),
    )
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, versions: row.versions ?? 0, live: row.id === live }));
}

function describeVersions(
  versions: readonly StoredVersion[],
  shown: readonly ShownVersion[],
  day: string,
): Omit<HistoryEntry, "publications">[] {
  const byName = new Map(shown.map((version) => [nameOf(refOf(version)), version]));
  const drafts = new Set(openDrafts(versions).map(({ version }) => version));
  const newest = Math.max(0, ...versions.filter((one) => byName.has(nameOf(refOf(one)))).map(({ version }) => version));
  return versions.map((version) => {
    const live = byName.get(nameOf(refOf(version)));
    if (live !== undefined) {
      const { validity } = live;
      return { ...version, state: standingOf({ id: version.meta.id, validity }, day), validity };
    }
    if (drafts.has(version.version)) return { ...version, state: "draft", validity: null };
    return { ...version, state: version.version < newest ? "replaced" : "retired", validity: null };
  });
}

async function listPublicationIds(db: Reading): Promise<number[]> {
  const rows = await tablesOf(db).selectFrom("publications").select("id").orderBy("id").execute();
  return rows.map(({ id }) => id);
}

function runsOf(ids: readonly number[], own: ReadonlySet<number>): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  ids.forEach((id, index) => {
    if (!own.has(id)) return;
    const before = ids[index - 1];
    const run = runs.at(-1);
    if (run !== undefined && run.last === before) run.last = id;
    else runs.push({ first: id, last: id });
  });
  return runs;
}
