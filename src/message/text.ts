/** Text as features write it and as platforms render it: rich, free of markup, localised as late as possible. */

/** A BCP 47 language tag, such as `zh-Hans`. */
export type LanguageTag = string;

export type Span =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bold" | "italic" | "code"; readonly spans: readonly Span[] }
  | { readonly kind: "link"; readonly url: string; readonly spans: readonly Span[] }
  /** The number of a source, shown as [n]. It is never split from itself. */
  | { readonly kind: "citation"; readonly n: number }
  /**
   * A moment, with the words for it on the clock of its place. A network may show it on the reader's own clock or, where
   * `left` is set, the time that is left until then.
   */
  | { readonly kind: "moment"; readonly at: string; readonly text: string; readonly left?: true };

export type Block =
  | { readonly kind: "paragraph" | "heading"; readonly spans: readonly Span[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] }
  /** Words of a document or a person, as written; `lang` is their language where it is known. */
  | { readonly kind: "quote"; readonly spans: readonly Span[]; readonly lang: LanguageTag | null };

export type RichText = readonly Block[];

/** A value for a placeholder of a locale string. Strings enter as literal text and are never read as markup. */
export type Param =
  | string
  | number
  | { readonly date: string; readonly style: "date" | "dateTime"; readonly zone?: string }
  /** How long it is from `asOf` until an instant. */
  | { readonly date: string; readonly style: "timeLeft"; readonly asOf: string }
  | { readonly amount: number; readonly currency: string }
  | { readonly fraction: number }
  | Localizable;

export type Params = { readonly [name: string]: Param };

/**
 * Text that is turned into a language only at delivery, because its reader may be another person, later:
 * a locale key with params, written text with its language, or several of these one after another, as paragraphs
 * (`all`) or as the lines of one paragraph (`lines`).
 */
export type Localizable =
  | { readonly key: string; readonly params?: Params }
  | { readonly written: RichText; readonly lang: LanguageTag | null }
  | { readonly all: readonly Localizable[] }
  | { readonly lines: readonly Localizable[] };

/** A locale key with its params. */
export function localized(key: string, params?: Params): Localizable {
  return params === undefined ? { key } : { key, params };
}

/** Words that a person or a document wrote: one literal paragraph, never parsed. */
export function written(text: string, lang: LanguageTag | null = null): Localizable {
  return { written: [paragraph(literal(text))], lang };
}

/** Several texts, one after another. */
export function sequence(...all: readonly Localizable[]): Localizable {
  return { all };
}

/** Several texts, each on a line of its own. */
export function lines(...texts: readonly Localizable[]): Localizable {
  return { lines: texts };
}

/** A literal span: control and bidirectional-override characters are stripped, everything else stands. */
export function literal(text: string): Span {
  return { kind: "text", text: stripControls(text) };
}

export function paragraph(...spans: readonly Span[]): Block {
  return { kind: "paragraph", spans };
}

/**
 * Removes what could change how neighbouring text is shown: C0/C1 controls except tab and newline, bidirectional
 * overrides and isolates, invisible tag characters and unpaired surrogates.
 */
export function stripControls(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd\u{e0000}-\u{e007f}]/gu, (character) =>
      character === "\n" || character === "\t" ? character : "",
    );
}

/** The words of rich text without any styling: blocks are parted by an empty line, list items by a line break. */
export function plainText(rich: RichText): string {
  return rich.map(plainBlock).join("\n\n");
}

/** The words of spans without any styling. */
export function plainSpans(spans: readonly Span[]): string {
  return spans.map(plainSpan).join("");
}

function plainSpan(span: Span): string {
  switch (span.kind) {
    case "text":
    case "moment":
      return span.text;
    case "citation":
      return `[${span.n}]`;
    default:
      return plainSpans(span.spans);
  }
}

function plainBlock(block: Block): string {
  if (block.kind !== "list") return plainSpans(block.spans);
  return block.items.map((item, index) => `${listMarker(block.ordered, index)}${plainSpans(item)}`).join("\n");
}

/** What stands before a list item where the platform has no lists of its own. */
export function listMarker(ordered: boolean, index: number): string {
  return ordered ? `${index + 1}. ` : "• ";
}
