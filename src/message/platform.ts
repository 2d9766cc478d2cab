import type { Json } from "../shared/json.ts";
import type { Capabilities } from "./capabilities.ts";
import type { Incoming } from "./incoming.ts";
import type { Piece } from "./piece.ts";
import type { Query, QueryResult } from "./query.ts";
import type { Signal } from "./signal.ts";

/** A chat network, as the core sees it: it hands events in, and sends pieces out. */
export type Platform = {
  /** `telegram`, `web` ...: the first part of every conversation reference. */
  readonly id: string;
  /** Which account of ours on that network. */
  readonly bot: string;
  readonly capabilities: Capabilities;
  /** Begins to receive. Resolves when it is ready; rejects where it can never be (such as a refused token). */
  start(port: PlatformPort): Promise<void>;
  /** Stops receiving; what was accepted stays accepted. */
  stop(): Promise<void>;
  /** Sends one piece. Only delivery calls it. It may reject: the outcome is then unknown. */
  send(piece: Piece, target: Target): Promise<SendResult>;
  /** Shows a sign of life. It may do nothing, and its failures are of no consequence. */
  signal(signal: Signal): void;
};

/** Where a piece goes. `key` names it for ever, for networks that can refuse a repeat. */
export type Target = {
  readonly key: string;
  readonly conversation: string;
  readonly account: string;
  readonly language: string;
};

export type SendResult =
  /** `conversation` where it does not stand where it was sent to: in the topic that was opened for it. */
  | { readonly kind: "sent"; readonly message: string; readonly conversation?: string }
  /** Certainly not delivered; may be tried again after `afterMs` (null: the longer, the more often it failed). */
  | { readonly kind: "retry"; readonly afterMs: number | null; readonly reason: string }
  /** Not delivered, because we sent too fast: nothing more goes to this chat for `afterMs`. */
  | { readonly kind: "limited"; readonly afterMs: number; readonly reason: string }
  /** The person has left or blocked us: nothing more is sent to them. */
  | { readonly kind: "unreachable"; readonly reason: string }
  /** The network will never take it: a fault of ours. */
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Under this key a platform with deep links keeps the beginning of one, such as `https://t.me/desk_bot?start=`; a payload
 * is appended to it.
 */
export const DEEP_LINK_KEY = "deepLink";

/** A small value that a platform keeps beside its events. */
export type Kept = {
  readonly key: string;
  readonly value: Json;
  /** After how many milliseconds it is forgotten; unset where it stays. */
  readonly forMs?: number;
  /** Whether what is kept under the key already stays as it is. */
  readonly once?: true;
};

/** All that a platform gets from the core. */
export type PlatformPort = {
  /**
   * Resolves after the event (or all of several, in their order) is committed; only then may it be confirmed to the
   * network. A repeat is the same event. What is to be kept (such as an update offset) is stored in the same transaction.
   * Rejects with a `store.*` AppError where nothing was saved: it must then not be confirmed.
   */
  accept(incoming: Incoming | readonly Incoming[], keeping?: Kept | readonly Kept[]): Promise<void>;
  /**
   * Says what became of events that were accepted `unconfirmed`: those that are valid have their effects from now on,
   * those that are void never. What is settled already stays so.
   */
  settle(events: readonly string[], fate: "valid" | "void"): Promise<void>;
  /** Keeps a small value for this bot, and reads it back (null where there is none). */
  keep(key: string, value: Json, forMs?: number): Promise<void>;
  recall(key: string): Promise<Json>;
  query<Q extends Query>(query: Q): Promise<QueryResult<Q>>;
};
