import type { Translator } from "../i18n/translator.ts";
import type { Query, QueryResult, Reader } from "../message/query.ts";
import type { Clock } from "../shared/clock.ts";
import { type BotRef, listUnconfirmed } from "../store/inbox.ts";
import { findPersonId, getPerson, type Person } from "../store/people.ts";
import type { Store } from "../store/store.ts";
import { listPiecesAfter, listTranscript } from "../store/transcript.ts";
import { guessReader } from "./guess-reader.ts";
import { viewCommands } from "./list-commands.ts";
import { mannerOf } from "./manner.ts";
import { viewForm } from "./open-form.ts";
import type { Router } from "./router.ts";
import { languageOfWords } from "./turn-language.ts";

export type QueryDeps = {
  readonly store: Store;
  readonly router: Router;
  readonly translator: Translator;
  readonly clock: Clock;
  /** Who asks. */
  readonly bot: BotRef;
};

/** Answers what a platform asks: by reads alone, at once. */
export async function answerQuery(deps: QueryDeps, query: Query): Promise<QueryResult<Query>> {
  const { store, router, translator, clock, bot } = deps;
  switch (query.kind) {
    case "form": {
      const reader = await findReader(deps, query.reader);
      return reader === null
        ? null
        : viewForm({ db: store.read, router, translator }, query.token, reader, clock.now());
    }
    case "commands":
      return viewCommands(router.commands, translator, query.language);
    case "manner": {
      const person = await findPersonId(store.read, query.reader.platform, query.reader.account);
      return mannerOf({ db: store.read, router }, query.of, person, clock.now());
    }
    case "unconfirmed":
      return listUnconfirmed(store.read, bot);
    case "language":
      return (await findReader(deps, query.reader))?.language ?? null;
    case "quickAnswer": {
      const known = (await findReader(deps, query.reader)) ?? guessReader(translator, query.localeHint);
      const read = languageOfWords(query.question, known, translator);
      const quick = await router.quick(query.question, { ...read, now: clock.now() });
      return {
        answered: quick.answered,
        language: read.language,
        title: translator.plain(quick.title, read.language),
        text: translator.render(quick.text, read.language),
      };
    }
    case "pieces":
      return listPiecesAfter(store.read, query.conversation, query.after);
    case "transcript":
      return listTranscript(store.read, query.conversation, query.limit);
  }
}

async function findReader(
  { store }: QueryDeps,
  reader: Reader,
): Promise<(Omit<Person, "id"> & { readonly person: string }) | null> {
  const id = await findPersonId(store.read, reader.platform, reader.account);
  if (id === null) return null;
  const { id: person, ...known } = await getPerson(store.read, id);
  return { person, ...known };
}
