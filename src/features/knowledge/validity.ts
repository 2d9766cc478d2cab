import { dayBefore, dayOf, firstDay, lastDay } from "./days.ts";
import type { DocumentVersion } from "./library/versions.ts";

/** What took the place of a version, and the first day on which it did. */
export type Replacement = {
  readonly document: string;
  readonly version: number;
  readonly title: string;
  readonly since: string;
};

/**
 * The days on which a version is in force beside the others of its publication: ISO days, both included, null where
 * open. Where `until` is before `from`, it is in force on no day. `replacedBy` may lie ahead: look at its `since`.
 */
export type Validity = {
  readonly from: string | null;
  readonly until: string | null;
  readonly replacedBy: Replacement | null;
};

/** A version as a publication shows it. */
export type ShownVersion = DocumentVersion & { readonly validity: Validity };

/** Where a shown version stands on a day. `past` had its time; `replaced` gave way to another document. */
export type Standing = "live" | "scheduled" | "past" | "replaced";

/**
 * Works out when each version of a publication is in force, in the order of documents and numbers.
 *
 * Within one document, a newer version rules from its own `from` on. The older one stays for the days before; where
 * there are none, it was corrected, and is left out of what is returned. A newer version that ends before the older one
 * begins leaves it alone. Then `supersedes` ends other documents, and the translations of them, on the day before the
 * superseding version begins (without `from`: is dated, else was saved here), even if that one has ended since. Where
 * documents supersede each other, the one that begins later wins.
 */
export function withValidity(versions: readonly DocumentVersion[]): ShownVersion[] {
  const documents = new Map<string, DocumentVersion[]>();
  for (const version of versions) put(documents, version.meta.id, version);
  const shown = [...documents.values()]
    .flatMap(succeed)
    .sort((one, other) => compareText(one.meta.id, other.meta.id) || one.version - other.version);
  return supersede(shown);
}

/** True where a version is in force on an ISO day. */
export function isInForce({ from, until }: Validity, day: string): boolean {
  return (from === null || from <= day) && (until === null || day <= until);
}

/** True where a version is in force at an instant. */
export function isCurrent(validity: Validity, now: string): boolean {
  return isInForce(validity, dayOf(now));
}

/** Where a shown version stands on an ISO day. */
export function standingOf(
  { id, validity }: { readonly id: string; readonly validity: Validity },
  day: string,
): Standing {
  const { from, until, replacedBy } = validity;
  if (isInForce(validity, day)) return "live";
  if (from !== null && from > day && (until === null || until >= from)) return "scheduled";
  return replacedBy !== null && replacedBy.document !== id && replacedBy.since <= day ? "replaced" : "past";
}

/** The version of one document to show on a day: the one in force, else the next to come, else the last one. */
export function pickVersion(versions: readonly ShownVersion[], day: string): ShownVersion | undefined {
  return (
    versions.find(({ validity }) => isInForce(validity, day)) ??
    versions.find(({ meta: { id }, validity }) => standingOf({ id, validity }, day) === "scheduled") ??
    versions.at(-1)
  );
}

/** The days that one version claims for itself. */
type Claim = { readonly from: string | null; readonly until: string | null };

function claimOf({ meta }: DocumentVersion): Claim {
  return {
    from: meta.from === null ? null : firstDay(meta.from),
    until: meta.until === null ? null : lastDay(meta.until),
  };
}

/** The versions of one document, each up to the day before a newer one takes over; corrected ones are left out. */
function succeed(versions: readonly DocumentVersion[]): ShownVersion[] {
  return versions.flatMap((version) => {
    const { from, until } = claimOf(version);
    const heirs = versions
      .filter((other) => other.version > version.version)
      .map((other) => ({ other, claim: claimOf(other) }))
      .filter(({ claim }) => from === null || claim.until === null || claim.until >= from);
    if (heirs.some(({ claim }) => claim.from === null || (from !== null && claim.from <= from))) return [];
    const [next] = heirs.sort(
      (one, other) =>
        compareText(one.claim.from ?? "", other.claim.from ?? "") || other.other.version - one.other.version,
    );
    if (next === undefined || next.claim.from === null)
      return [{ ...version, validity: { from, until, replacedBy: null } }];
    return [{ ...version, validity: endedBy({ from, until, replacedBy: null }, next.other, next.claim.from) }];
  });
}

function endedBy({ from, until }: Validity, { meta, version }: DocumentVersion, since: string): Validity {
  const last = dayBefore(since);
  return {
    from,
    until: until === null || until > last ? last : until,
    replacedBy: { document: meta.id, version, title: meta.title, since },
  };
}

function supersede(shown: readonly ShownVersion[]): ShownVersion[] {
  const naming = new Map<string, ShownVersion[]>();
  for (const version of shown) for (const id of version.meta.supersedes) put(naming, id, version);
  if (naming.size === 0) return [...shown];
  const isCircular = findCircles(shown);
  return shown.map((version) => {
    const { meta, validity } = version;
    // A translation goes with the document that it translates.
    const [first] = [meta.id, meta.translationOf]
      .flatMap((id) => (id === null ? [] : (naming.get(id) ?? [])))
      .filter((by) => by.meta.id !== meta.id)
      .filter((by) => !isCircular(by.meta.id, meta.id) || compareStart(by, version) > 0)
      .sort((one, other) => compareText(startOf(one), startOf(other)) || compareNearness(version, one, other));
    if (first === undefined) return version;
    const since = startOf(first);
    if (validity.replacedBy !== null && validity.replacedBy.since < since) return version;
    return { ...version, validity: endedBy(validity, first, since) };
  });
}

/** The first day on which a version counts as begun. */
function startOf({ validity, meta, createdAt }: ShownVersion): string {
  return validity.from ?? (meta.published === null ? dayOf(createdAt) : firstDay(meta.published));
}

/** Never 0 for versions of different documents. */
function compareStart(one: ShownVersion, other: ShownVersion): number {
  return (
    compareText(startOf(one), startOf(other)) ||
    compareText(one.createdAt, other.createdAt) ||
    compareText(one.meta.id, other.meta.id)
  );
}

/** Of two that begin on one day, the one in the reader's language says more. */
function compareNearness({ meta: { lang } }: ShownVersion, one: ShownVersion, other: ShownVersion): number {
  return (
    Number(other.meta.lang === lang) - Number(one.meta.lang === lang) ||
    compareText(one.meta.id, other.meta.id) ||
    one.version - other.version
  );
}

/** Whether a document that supersedes another is, over any number of steps, superseded by it in turn. */
function findCircles(shown: readonly ShownVersion[]): (by: string, other: string) => boolean {
  const ends = new Map<string, string[]>();
  const translations = new Map<string, string[]>();
  for (const { meta } of shown) {
    for (const id of meta.supersedes) put(ends, meta.id, id);
    if (meta.translationOf !== null) put(translations, meta.translationOf, meta.id);
  }
  return (by, other) => {
    const seen = new Set<string>();
    const open = [other];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === by) return true;
      if (seen.has(id)) continue;
      seen.add(id);
      for (const next of ends.get(id) ?? []) open.push(next, ...(translations.get(next) ?? []));
    }
    return false;
  };
}

function put<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
