import { lasting } from "./storage.ts";

const PREFIX = "silkdesk:form:";
const KEPT_MS = 7 * 24 * 60 * 60 * 1_000;

export type Answers = Readonly<Record<string, string>>;

type Draft = { readonly at: number; readonly answers: Answers };

/** Keeps a half-filled form in this browser for seven days. */
export function keepDraft(token: string, answers: Answers): void {
  lasting.write(PREFIX + token, { at: Date.now(), answers } satisfies Draft);
}

/** What was filled in before; nothing where there is nothing. */
export function recallDraft(token: string): Answers {
  return (lasting.read(PREFIX + token) as Draft | null)?.answers ?? {};
}

export function dropDraft(token: string): void {
  lasting.remove(PREFIX + token);
}

/** Forgets drafts that are older than seven days. */
export function dropOldDrafts(): void {
  for (const key of lasting.keys(PREFIX)) {
    const draft = lasting.read(key) as Draft | null;
    if (draft === null || draft.at < Date.now() - KEPT_MS) lasting.remove(key);
  }
}
