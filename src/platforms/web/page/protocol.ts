/** What the server and the page's script tell each other. Types alone, so that both may import it. */

/** A piece that arrived: the server has rendered it. */
export type PieceEvent = {
  /** The message it is, for ever. */
  readonly message: string;
  readonly html: string;
  /** The message it stands in for, where it is a replacement. */
  readonly replaces: string | null;
};

/** What a page is opened with, as JSON in `data-page` of its body. */
export type PageData = {
  readonly language: string;
  /** The id of the last piece that the page already shows. */
  readonly after: number;
  readonly words: PageWords;
};

/** The words that the script itself needs. */
export type PageWords = {
  readonly sending: string;
  readonly failed: string;
  readonly tryNow: string;
  readonly refused: string;
  readonly offline: string;
  readonly reconnecting: string;
  readonly cookies: string;
  readonly languageFailed: string;
  readonly formLoading: string;
  readonly formOptional: string;
  readonly formPick: string;
  readonly formRequired: string;
  readonly formEmail: string;
  readonly formUnreachable: string;
};

/** Every error that is answered as JSON. */
export type ErrorBody = { readonly error: { readonly code: string; readonly message: string } };

/** A form, in its reader's words. */
export type PageForm = {
  readonly token: string;
  readonly title: string;
  readonly submit: string;
  readonly fields: readonly PageField[];
};

export type PageField = {
  readonly name: string;
  readonly kind: "text" | "longText" | "choice" | "email";
  readonly label: string;
  readonly help: string | null;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly optional: boolean;
  readonly value: string;
  readonly maxLength: number;
};
