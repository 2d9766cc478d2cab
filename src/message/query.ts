import type { FormView } from "./form.ts";
import type { Piece } from "./piece.ts";
import type { LanguageTag } from "./text.ts";

/** What a person said, or a piece that was sent to them, in the order in which it happened. */
export type TranscriptEntry =
  | { readonly kind: "said"; readonly at: string; readonly text: string }
  | {
      readonly kind: "piece";
      readonly at: string;
      readonly id: number;
      readonly message: string;
      readonly piece: Piece;
    };

/** Asks, changes nothing, is answered at once and is never stored. */
export type Query =
  /** The form behind a button, for the person who was shown it; null where the button is old or not theirs. */
  | { readonly kind: "form"; readonly token: string; readonly reader: Reader }
  /** The commands with a line on each, for a network that shows a menu of them. */
  | { readonly kind: "commands"; readonly language: LanguageTag }
  /** What was sent to a conversation after the piece with the id `after`. */
  | { readonly kind: "pieces"; readonly conversation: string; readonly after: number }
  /** The latest entries of a conversation, oldest first, with the id of the last piece. */
  | { readonly kind: "transcript"; readonly conversation: string; readonly limit: number }
  /** The language that a person reads; null for someone who was never met. */
  | { readonly kind: "language"; readonly reader: Reader };

export type Reader = { readonly platform: string; readonly account: string };

/** The answer to each {@link Query}. */
export type QueryResult<Q extends Query> = Q extends { kind: "form" }
  ? FormView | null
  : Q extends { kind: "language" }
    ? string | null
    : Q extends { kind: "commands" }
      ? readonly { readonly name: string; readonly description: string }[]
      : Q extends { kind: "pieces" }
        ? readonly Extract<TranscriptEntry, { kind: "piece" }>[]
        : { readonly entries: readonly TranscriptEntry[]; readonly lastPiece: number };
