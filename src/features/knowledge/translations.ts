import { primaryOf } from "./retrieval/analyse.ts";
import type { ShownVersion } from "./validity.ts";

/**
 * The documents that a reader of `lang` gets in another language: of a note that exists in several, they see the one in
 * their own, else the original.
 */
export function shadowedBy(lang: string, documents: ReadonlyMap<string, ShownVersion>): ReadonlySet<string> {
  const shadowed = new Set<string>();
  for (const [original, members] of groupByOriginal(documents)) {
    const own = members.find(({ meta }) => primaryOf(meta.lang) === primaryOf(lang));
    const shown = own?.meta.id ?? (documents.has(original) ? original : members[0]?.meta.id);
    for (const { meta } of members) if (meta.id !== shown) shadowed.add(meta.id);
  }
  return shadowed;
}

function groupByOriginal(documents: ReadonlyMap<string, ShownVersion>): ReadonlyMap<string, readonly ShownVersion[]> {
  const groups = new Map<string, ShownVersion[]>();
  for (const document of documents.values()) {
    const original = document.meta.translationOf ?? document.meta.id;
    groups.set(original, [...(groups.get(original) ?? []), document]);
  }
  return groups;
}
