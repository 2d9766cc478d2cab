import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { AppError, messageOf } from "../shared/errors.ts";

/** Nested keys with strings at the ends. */
export type Messages = { readonly [key: string]: string | Messages };

const messagesSchema: z.ZodType<Messages> = z.record(z.string(), z.union([z.string(), z.lazy(() => messagesSchema)]));

/** All words for people: per language tag, the namespaces under their file names. */
export type Catalogue = ReadonlyMap<string, Messages>;

/** The language that every key exists in, and that stands in for a missing word. */
export const REFERENCE_LANGUAGE = "en";

/**
 * Reads `locales/<tag>/<namespace>.json`. The list of languages is the list of folders.
 *
 * @throws AppError `content.invalid` that names every broken file and why.
 */
export function loadCatalogue(folder: string): Catalogue {
  const faults: string[] = [];
  const catalogue = new Map<string, Messages>();
  for (const tag of listFolders(folder)) {
    const namespaces: Record<string, Messages> = {};
    for (const file of readdirSync(join(folder, tag))
      .filter((name) => name.endsWith(".json"))
      .sort()) {
      const path = join(folder, tag, file);
      try {
        namespaces[basename(file, ".json")] = messagesSchema.parse(JSON.parse(readFileSync(path, "utf8")));
      } catch (error) {
        faults.push(
          `${path}: ${error instanceof z.ZodError ? "only nested objects of strings are allowed" : messageOf(error)}`,
        );
      }
    }
    catalogue.set(tag, namespaces);
  }
  if (!catalogue.has(REFERENCE_LANGUAGE))
    faults.push(`${join(folder, REFERENCE_LANGUAGE)}: the reference language is missing`);
  if (faults.length > 0) {
    throw new AppError(
      "content.invalid",
      `The locale files can't be read. Mend them and start again:\n- ${faults.join("\n- ")}`,
    );
  }
  return catalogue;
}

function listFolders(folder: string): string[] {
  if (!existsSync(folder)) throw new AppError("content.invalid", `There is no folder of locale files at ${folder}.`);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
