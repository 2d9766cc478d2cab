import type { FormView } from "./form.ts";
import type { Piece } from "./piece.ts";
import type { LanguageTag, RichText } from "./text.ts";

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
  /** How an answer to a command, press or form will come, for a network that must be told before there is one. */
  | { readonly kind: "manner"; readonly of: Asked; readonly reader: Reader }
  /** The ids of this bot's events that were accepted `unconfirmed` and are not settled. */
  | { readonly kind: "unconfirmed" }
  /** The commands with a line on each, for a network that shows a menu of them. */
  | { readonly kind: "commands"; readonly language: LanguageTag }
  /** What was sent to a conversation after the piece with the id `after`. */
  | { readonly kind: "pieces"; readonly conversation: string; readonly after: number }
  /** The latest entries of a conversation, oldest first, with the id of the last piece. */
  | { readonly kind: "transcript"; readonly conversation: string; readonly limit: number }
  /** An answer to a question by its words alone, for where nothing is kept and nobody is asked. */
  | {
      readonly kind: "quickAnswer";
      readonly question: string;
      readonly reader: Reader;
      readonly localeHint: string | null;
    }
  /** The language that a person reads; null for someone who was never met. */
  | { readonly kind: "language"; readonly reader: Reader };

/** What is answered: a command by its name, or what a token stands for. */
export type Asked = { readonly command: string } | { readonly press: string } | { readonly form: string };

/** Whether an answer is a message of its own or changes the one that was pressed, and who sees it. */
export type Manner = { readonly response: "new" | "update"; readonly audience: "private" | "shared" };

export type Reader = { readonly platform: string; readonly account: string };

/** A command in the reader's words, with one line that says what it does. */
export type CommandView = {
  readonly name: string;
  /** The same name as a word of the reader's language; null where it has none. */
  readonly localName: string | null;
  readonly description: string;
  /** What may follow it; null where nothing does. */
  readonly argument: {
    readonly name: string;
    readonly localName: string;
    readonly description: string;
    readonly options: readonly { readonly value: string; readonly label: string }[];
    /** Whether a quick answer can be shown while it is typed. */
    readonly isQuestion: boolean;
  } | null;
};

/** An answer that fits beside a text field: its first words, the whole, and the language of both. */
export type QuickAnswer = {
  readonly title: string;
  readonly text: RichText;
  readonly language: LanguageTag;
  /** False where the documents don't answer; the text then says so. */
  readonly answered: boolean;
};

/** The answer to each {@link Query}. */
export type QueryResult<Q extends Query> = Q extends { kind: "form" }
  ? FormView | null
  : Q extends { kind: "manner" }
    ? Manner
    : Q extends { kind: "unconfirmed" }
      ? readonly string[]
      : Q extends { kind: "language" }
        ? string | null
        : Q extends { kind: "commands" }
          ? readonly CommandView[]
          : Q extends { kind: "quickAnswer" }
            ? QuickAnswer
            : Q extends { kind: "pieces" }
              ? readonly Extract<TranscriptEntry, { kind: "piece" }>[]
              : { readonly entries: readonly TranscriptEntry[]; readonly lastPiece: number };
