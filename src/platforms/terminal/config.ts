/** Who sits at the terminal. */
export type TerminalConfig = {
  /** A name of their own; the same name is the same person, with the same history. */
  readonly name: string;
  /** The language to begin with, where it is known. */
  readonly language: string | null;
  /** Whether styles such as bold may be shown. */
  readonly styled: boolean;
};
