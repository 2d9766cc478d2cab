import type { DocumentMeta } from "../../src/features/knowledge/document.ts";
import type { DocumentVersion, NewVersion } from "../../src/features/knowledge/library/versions.ts";

/** What is known about a document of which nothing is said but its id. */
export function metaOf(id: string, given: Partial<DocumentMeta> = {}): DocumentMeta {
  return {
    id,
    title: id,
    issuer: null,
    jurisdiction: null,
    lang: "en",
    topics: [],
    official: false,
    published: null,
    from: null,
    until: null,
    reviewBy: null,
    supersedes: [],
    translationOf: null,
    sourceUrl: null,
    sources: [],
    ...given,
  };
}

/** A file that was read: its words are one passage, and whatever differs makes another checksum. */
export function fileOf(id: string, text: string, given: Partial<DocumentMeta> = {}): NewVersion {
  const meta = metaOf(id, given);
  const passages = [{ ordinal: 0, heading: null, text }];
  return { meta, checksum: JSON.stringify([meta, text]), source: `${id}.md`, passages };
}

/** A version that exists. */
export function versionOf(
  id: string,
  version: number,
  given: Partial<DocumentMeta> & { readonly savedOn?: string } = {},
): DocumentVersion {
  const { savedOn = "2026-11-22", ...meta } = given;
  return { meta: metaOf(id, meta), version, source: `${id}.md`, createdAt: `${savedOn}T08:00:00.000Z` };
}
