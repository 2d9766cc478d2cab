import type { Localizable } from "./text.ts";

/** What a field made of an answer: a value, or the reason why it cannot be one. */
export type Parsed =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: Localizable };

/** One thing that a form asks. `parse` gets the answer trimmed, and decides. */
export type Field = {
  readonly name: string;
  readonly kind: "text" | "longText" | "choice" | "email";
  readonly label: Localizable;
  readonly help?: Localizable;
  readonly options?: readonly { readonly value: string; readonly label: Localizable }[];
  readonly optional: boolean;
  readonly maxLength: number;
  readonly parse: (answer: string) => Parsed;
};

/** A form is a value: a platform that can shows it whole, another is asked field by field. */
export type Form = {
  readonly id: string;
  readonly title: Localizable;
  readonly submit: Localizable;
  readonly fields: readonly Field[];
};

/** A form in the words of its reader, ready to be shown: the result of a query. */
export type FormView = {
  readonly token: string;
  readonly title: string;
  readonly submit: string;
  /** The field to begin at, where the ones before it were answered on an earlier page. */
  readonly at: number;
  readonly fields: readonly {
    readonly name: string;
    readonly kind: Field["kind"];
    readonly label: string;
    readonly help: string | null;
    readonly options: readonly { readonly value: string; readonly label: string }[];
    readonly optional: boolean;
    readonly maxLength: number;
    /** What was answered before; empty where nothing was. */
    readonly value: string;
  }[];
};
