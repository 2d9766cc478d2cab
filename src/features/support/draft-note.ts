import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../../shared/errors.ts";
import type { Actor } from "../../store/audit.ts";
import type { Store } from "../../store/store.ts";
import { readVersions, saveDrafts } from "../knowledge/index.ts";
import { noteOf } from "./note.ts";
import { getGroup } from "./staff-list.ts";

/** What a note is made of beside the group. */
type NoteRequest = {
  readonly title?: string;
  readonly issuer?: string;
  readonly words: string;
  readonly lang: string;
  readonly actor: Actor;
  readonly now: string;
};

/**
 * Saves a staff answer as a draft note, read the way any Markdown file is. The same words again change nothing.
 *
 * @throws AppError `content.invalid` where it can't be a note: nothing was saved.
 */
export async function draftNote(
  store: Store,
  number: number,
  { title, issuer, words, lang, actor, now }: NoteRequest,
): Promise<{ readonly id: string; readonly version: number; readonly change: "new" | "updated" | "unchanged" }> {
  const note = noteOf(await getGroup(store.read, number), {
    title: title ?? null,
    issuer: issuer ?? actor.name.replace(/^cli:/u, ""),
    words,
    lang,
    published: now.slice(0, 10),
  });
  const folder = mkdtempSync(join(tmpdir(), "silkdesk-note-"));
  try {
    const file = join(folder, note.fileName);
    writeFileSync(file, note.markdown);
    const { versions, refused } = await readVersions([file], {});
    const [drafted] = await saveDrafts(store, versions, actor, note.id, now);
    if (drafted !== undefined) return drafted;
    const why = refused.map(({ reason }) => reason).join("; ");
    throw new AppError("content.invalid", `The answer can't be a note: ${why}. Nothing was saved and nobody is told.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
