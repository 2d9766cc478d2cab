import { AppError } from "../../shared/errors.ts";
import type { Actor } from "../../store/audit.ts";
import type { Store } from "../../store/store.ts";
import { listFiles, readVersions } from "./ingest.ts";
import { hasEverHeldDocuments, noIndex, type PublicationIndexer, publish } from "./library.ts";

const STARTER: Actor = { name: "starter", role: "admin" };

/** Loads the starter notes into a home that has never held a document. Returns how many were loaded. */
export async function loadStarter(
  store: Store,
  folder: string,
  now: string,
  indexer: PublicationIndexer = noIndex,
): Promise<number> {
  if (await hasEverHeldDocuments(store.read)) return 0;
  const { versions, refused } = await readVersions(listFiles([folder]).files, {});
  const [broken] = refused;
  if (broken !== undefined)
    throw new AppError(
      "content.invalid",
      `The starter note ${broken.file} is broken: ${broken.reason}. Nothing was loaded.`,
    );
  if (versions.length === 0) return 0;
  // Two processes may start at once: publishing the same bytes again changes nothing.
  await publish(store, versions, STARTER, "starter notes", now, indexer);
  return versions.length;
}
