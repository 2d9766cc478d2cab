import { type Drafted, type Published, standingOf } from "../../../features/knowledge/index.ts";
import { exhaustive } from "../../../shared/exhaustive.ts";
import { complain, print } from "../../output.ts";
import { describeDays, describeVersions, today } from "./words.ts";

/** What became of a file or draft, as `--json` says it. */
export function documentJson(one: Published | Drafted) {
  const { id, version, change } = one;
  if (!("validity" in one)) return { id, version, change, ...(one.draft ? { state: "draft" } : {}) };
  const { validity, replaces, ends, misses } = one;
  return { id, version, change, state: standingOf({ id, validity }, today()), validity, replaces, ends, misses };
}

/** One line for each file or draft: what became of it, and when it answers where that is not now. */
export function printPublished(documents: readonly (Published | Drafted)[]): void {
  for (const one of documents) {
    print(`${one.change.padEnd(9)}  ${one.id} (version ${one.version})${note(one)}`);
    if (!("validity" in one) || one.change === "unchanged") continue;
    if (one.ends.length > 0) print(`           it supersedes ${one.ends.join(", ")}`);
    if (one.misses.length > 0) complain(`${one.id} supersedes ${one.misses.join(", ")}, but that is not live.`);
  }
}

function note(one: Published | Drafted): string {
  if (!("validity" in one)) return one.draft ? ", a draft" : ", live";
  const { id, validity, replaces } = one;
  const corrected = replaces.length === 0 ? "" : `, in place of ${describeVersions(replaces)}`;
  const standing = standingOf({ id, validity }, today());
  switch (standing) {
    case "live":
      return corrected;
    case "scheduled":
      return `${corrected}, scheduled: in force ${describeDays(validity)}`;
    case "replaced":
      return `${corrected}, but it does not answer: ${validity.replacedBy?.document} replaces it since ${validity.replacedBy?.since}`;
    case "past":
      return `${corrected}, for the past only: in force ${describeDays(validity)}`;
    default:
      return exhaustive(standing);
  }
}
