import type { App } from "../../../app.ts";
import type { LiveChange, Validity, VersionState } from "../../../features/knowledge/index.ts";
import { systemClock } from "../../../shared/clock.ts";
import type { Actor } from "../../../store/audit.ts";
import type { GlobalOptions } from "../../context.ts";
import { systemUser } from "../../system-user.ts";

/** What every `kb` command takes. */
export type KbOptions = GlobalOptions & { readonly json?: boolean };

/** Today as an ISO day, in UTC as everywhere in the store. */
export function today(): string {
  return systemClock.now().slice(0, 10);
}

/** Whoever runs the program: who can do that may change everything. */
export function operator(): Actor {
  return { name: `cli:${systemUser() ?? "unknown"}`, role: "admin" };
}

/** A change of what is live by whoever runs the program. */
export function changeBy(app: App, reason: string): LiveChange {
  return { actor: operator(), reason, now: systemClock.now(), indexer: app.indexer };
}

/** `version 2`, or `versions 2 and 3`. */
export function describeVersions(numbers: readonly number[]): string {
  return `version${numbers.length === 1 ? "" : "s"} ${numbers.join(" and ")}`;
}

/** The days on which a version is in force, in a few words. */
export function describeDays({ from, until }: Pick<Validity, "from" | "until">): string {
  if (from !== null && until !== null) return from <= until ? `${from} to ${until}` : "never";
  if (from !== null) return `from ${from}`;
  return until === null ? "always" : `until ${until}`;
}

/** Where a version stands, and what took its place. */
export function describeState(id: string, state: VersionState, validity: Validity | null): string {
  const by = validity?.replacedBy ?? null;
  if (by === null || state === "draft" || state === "retired") return state;
  const name = by.document === id ? `version ${by.version}` : by.document;
  return state === "live" || state === "scheduled"
    ? `${state}, then ${name} from ${by.since}`
    : `${state}: ${name} since ${by.since}`;
}
