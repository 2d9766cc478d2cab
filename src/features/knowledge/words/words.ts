import { z } from "zod";
import { AppError } from "../../../shared/errors.ts";
import { type Actor, changeAsStaff } from "../../../store/audit.ts";
import type { Reading, Store, Tx } from "../../../store/store.ts";
import { EDITORS } from "../library/change-live.ts";
import { type GlossaryTerm, termOf } from "../retrieval/glossary.ts";
import { checkGroup, checkNames, type Names } from "./names.ts";
import { type WordTables, wordTablesOf } from "./tables.ts";

/** A word that staff added to the lexicon. */
export type LexiconWord = {
  readonly id: number;
  readonly term: GlossaryTerm;
  readonly addedBy: string;
  readonly addedAt: string;
};

/** A word to be added: its names by language tag (`|` means "or"), and what it belongs to, such as `customs`. */
export type NewWord = { readonly names: Names; readonly group?: string };

/** A word, and whether it was there already. */
export type AddedWord = { readonly word: LexiconWord; readonly change: "new" | "unchanged" };

/** What a word belongs to of which staff say nothing. */
const NO_GROUP = "staff";
/** Orders the changes, so that no number becomes visible after a greater one: see `createWordWatch`. */
const WORDS_LOCK = "knowledge.words";

/**
 * Adds a word to the lexicon, so that questions in one of its languages find documents in the others. A word with the
 * same names and group changes nothing. Every process knows it from its next question on. It bridges languages only:
 * which words of a Chinese text are kept whole stays with the shipped glossary, because the index is cut by that.
 *
 * @throws AppError `input.invalid` where names, tags or group are wrong, `input.notAllowed` where the role may not.
 */
export async function addWord(
  store: Store,
  { names: given, group: wanted = NO_GROUP }: NewWord,
  actor: Actor,
  now: string,
): Promise<AddedWord> {
  const names = checkNames(given);
  const group = checkGroup(wanted);
  const key = keyOf(termOf(group, names));
  return changeAsStaff<AddedWord>(store, actor, EDITORS, now, async (tx) => {
    await store.traits.lock(tx, WORDS_LOCK);
    const same = (await listWords(tx)).find(({ term }) => keyOf(term) === key);
    if (same !== undefined) return { result: { word: same, change: "unchanged" }, entry: null };
    const word = await insertWord(tx, group, names, { by: actor.name, at: now });
    return { result: { word, change: "new" }, entry: entryOf("knowledge.wordAdded", word) };
  });
}

/**
 * Takes a word that staff added out of the lexicon again. The words of the shipped glossary can't be removed.
 *
 * @throws AppError `input.notFound` where staff added no word of that number, `input.notAllowed` where the role may not.
 */
export async function removeWord(store: Store, id: number, actor: Actor, now: string): Promise<LexiconWord> {
  return changeAsStaff(store, actor, EDITORS, now, async (tx) => {
    await store.traits.lock(tx, WORDS_LOCK);
    const [row] = await wordTablesOf(tx).deleteFrom("lexicon_terms").where("id", "=", id).returningAll().execute();
    if (row === undefined)
      throw new AppError(
        "input.notFound",
        `Staff added no word ${id}. Nothing was changed. See what there is: silkdesk kb words list`,
      );
    const word = decodeWord(row);
    return { result: word, entry: entryOf("knowledge.wordRemoved", word) };
  });
}

/** The words that staff added, in the order in which they came. */
export async function listWords(db: Reading): Promise<LexiconWord[]> {
  const rows = await wordTablesOf(db).selectFrom("lexicon_terms").selectAll().orderBy("id").execute();
  return rows.map(decodeWord);
}

async function insertWord(
  tx: Tx,
  group: string,
  names: Names,
  added: { readonly by: string; readonly at: string },
): Promise<LexiconWord> {
  const row = await wordTablesOf(tx)
    .insertInto("lexicon_terms")
    .values({
      names: JSON.stringify(Object.fromEntries(names)),
      term_group: group,
      added_by: added.by,
      added_at: added.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return decodeWord(row);
}

type WordRow = Omit<WordTables["lexicon_terms"], "id"> & { readonly id: number };

const namesSchema = z.record(z.string(), z.array(z.string()).min(1));

function decodeWord({ id, names, term_group, added_by, added_at }: WordRow): LexiconWord {
  const term = termOf(term_group, new Map(Object.entries(namesSchema.parse(JSON.parse(names)))));
  return { id, term, addedBy: added_by, addedAt: added_at };
}

function entryOf(action: string, { id, term }: LexiconWord) {
  const [[usual = ""] = []] = term.names.values();
  return { action, subject: usual, details: { word: id, group: term.group, names: Object.fromEntries(copied(term)) } };
}

function copied({ names }: GlossaryTerm): [string, string[]][] {
  return [...names].map(([tag, list]) => [tag, [...list]]);
}

/** The same for words that mean the same to the lexicon. */
function keyOf(term: GlossaryTerm): string {
  return JSON.stringify([term.group, copied(term).sort(([one], [other]) => (one < other ? -1 : 1))]);
}
