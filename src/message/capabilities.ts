/** What a platform can show and carry, as data. `fit` reads it; no feature does. */
export type Capabilities = {
  /** The longest text of one message, and what a unit of it is; null where there is no limit. */
  readonly text: { readonly limit: number; readonly unit: TextUnit } | null;
  /** How many messages one answer may become before the rest goes into a file. */
  readonly pieces: number;
  /** Pressable buttons; null where people type (buttons then become a lettered list). */
  readonly buttons: {
    readonly perRow: number;
    readonly rows: number;
    readonly label: number;
    /** How many narrow letters of labels a row shows uncut, where that is what bounds it. */
    readonly rowLetters?: number;
  } | null;
  /** Drop-down lists; null where there are none (a choice then becomes buttons or a lettered list). */
  readonly select: {
    readonly options: number;
    readonly label: number;
    /** How many rows of buttons it takes the place of; none where not given. */
    readonly rows?: number;
  } | null;
  /** How sources open: in place, by a button each, by a list (a button each where that is taken), or by typing their number. */
  readonly sources: "inPlace" | "buttons" | "select" | "typed";
  /** Whether a form is shown as one, or asked field by field. */
  readonly forms: "shown" | "asked";
  /** Whether a sent message can be replaced; where not, a replacement is a new message. */
  readonly edits: boolean;
  /** Whether the time that is left until a moment counts down by itself. */
  readonly countsDown?: boolean;
  /** Whether a group can hold topics, each a conversation of its own (`<platform>:<chat>:<topic>`). */
  readonly topics: boolean;
  /** Whether pictures are shown; where not, their words stand for them. */
  readonly pictures?: boolean;
  /** The longest text that a file or picture carries as its caption; unset where a file goes alone. */
  readonly caption?: number;
  /** How fast the platform may be sent to; null where it does not matter. */
  readonly pace: Pace | null;
};

/** `markdown`: the code points of the text as it is sent where it could be read as Markdown, see `escapeMarkdown`. */
export type TextUnit = "utf16" | "codePoints" | "markdown";

/**
 * Sends per second over all conversations, and the least milliseconds between two sends to one chat, with a person and
 * with a group. The topics of a group share its pace.
 */
export type Pace = { readonly perSecond: number; readonly conversationMs: number; readonly groupMs: number };
