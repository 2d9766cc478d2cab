import type { Incoming } from "../message/incoming.ts";
import type { LanguageTag } from "../message/text.ts";
import type { Actor } from "../store/audit.ts";
import type { Person } from "../store/people.ts";
import type { Tx } from "../store/store.ts";
import type { Reply } from "./reply.ts";

/** One event, seen by the feature that handles it. */
export type Turn = {
  readonly incoming: Incoming;
  readonly person: Person;
  /** The language the person reads. */
  readonly language: LanguageTag;
  /** What the text itself is written in, where that could be told. */
  readonly writtenIn: LanguageTag | null;
  readonly now: string;
  /** Who acts for the commission: in what is declared for staff alone, null everywhere else. */
  readonly actor: Actor | null;
};

/** @throws Error where what is for staff was not declared so. */
export function actorOf({ actor }: Turn): Actor {
  if (actor === null) throw new Error("Only what declares `staff` has an actor.");
  return actor;
}

/**
 * The second half of a handler: short, inside the event's transaction, awaiting nothing but the database. It re-checks
 * what matters, writes, and returns the replies. It may run again where the database asks for it.
 */
export type Apply = (tx: Tx) => Promise<readonly Reply[]>;

/**
 * A handler has two halves. The first reads, retrieves, may call a model; no transaction is open. It returns the second.
 */
export type Handler<E> = (turn: Turn, event: E) => Promise<Apply>;

/** A handler that only answers. */
export function answering(...replies: readonly Reply[]): Apply {
  return async () => replies;
}
