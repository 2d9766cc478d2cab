import { AppError } from "../shared/errors.ts";
import { corePrivacy } from "../store/core-privacy.ts";
import type { PrivacyBook, PrivacyRule } from "../store/privacy.ts";
import type { Feature } from "./feature.ts";

/**
 * The privacy rules of all tables: those of features first, whose rows point to the core's.
 *
 * @throws AppError where two of them speak of the same table.
 */
export function createPrivacyBook(features: readonly Feature[]): PrivacyBook {
  const book = new Map<string, PrivacyRule>();
  for (const rules of [...features.map((feature) => feature.privacy ?? {}), corePrivacy])
    for (const [table, rule] of Object.entries<PrivacyRule>(rules)) {
      if (book.has(table)) throw new AppError("config.invalid", `Two privacy rules speak of the table "${table}".`);
      book.set(table, rule);
    }
  return book;
}
