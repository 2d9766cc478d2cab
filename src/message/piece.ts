import type { Button, Mode, Option, Picture, Source, TextFile } from "./outgoing.ts";
import type { RichText } from "./text.ts";

/**
 * One message as a platform sends it: localised, within the platform's limits, ready to be rendered. Delivery stores
 * it before the first attempt and never computes it again, so a retry sends the very same.
 */
export type Piece = {
  readonly mode: Mode;
  readonly text: RichText;
  /** Buttons in rows, as many as the platform takes. */
  readonly rows: readonly (readonly Button<string, string>[])[];
  readonly select: { readonly prompt: string; readonly options: readonly Option<string, string>[] } | null;
  /** Sources that the platform itself can open in place. */
  readonly sources: readonly Source<string>[];
  /** What a person may type instead of pressing, where there is nothing to press. */
  readonly shortcuts: readonly Shortcut[];
  readonly file: TextFile | null;
  /** A picture, on platforms that show them. A piece has a file or a picture, never both. */
  readonly picture?: Picture<string> | undefined;
};

/** A letter or number that stands for a press. */
export type Shortcut = {
  readonly input: string;
  readonly label: string;
  readonly kind: "act" | "form" | "source";
  readonly act: string;
};
