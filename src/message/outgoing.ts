import type { LanguageTag } from "./text.ts";

/** Lanes are served in this order: answers first, notices next, last what nobody asked for: campaigns and reminders. */
export const LANES = ["interactive", "transactional", "broadcast"] as const;
export type Lane = (typeof LANES)[number];

/**
 * Where a message goes: a new one, in place of an earlier one (the platform's id), for the person alone, or as the first
 * of a topic of its own, where the platform has topics; elsewhere that is a new one.
 */
export type Mode =
  | { readonly kind: "new" }
  | {
      readonly kind: "replace";
      readonly message: string;
      /** Nothing but the time that is left has changed: pointless where the network counts it down by itself. */
      readonly clock?: true;
    }
  | { readonly kind: "private" }
  | { readonly kind: "topic"; readonly name: string };

/**
 * A button. `act` runs an action, `form` opens a form (known before acknowledging: on some platforms a form must be
 * the first response), `link` opens an address of ours or a document's own.
 */
export type Button<T, A> =
  | { readonly kind: "act" | "form"; readonly label: T; readonly act: A }
  | { readonly kind: "link"; readonly label: T; readonly url: string };

/** One way to choose. */
export type Option<T, A> = { readonly label: T; readonly description?: T; readonly act: A };

/** A source of an answer, shown by its number and opened to the exact words. Its words stand as written. */
export type Source<A> = {
  readonly n: number;
  readonly title: string;
  readonly issuer: string | null;
  /** ISO dates. */
  readonly published: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly heading: string | null;
  readonly quote: string;
  readonly lang: LanguageTag;
  /** What it rests on: the original's title, a file name or an address. */
  readonly origin: string;
  /** The document's own address, never one from a text. */
  readonly url: string | null;
  readonly act: A;
};

/** A file that a message carries as text, such as an answer too long for a chat. */
export type TextFile = { readonly name: string; readonly mime: string; readonly text: string };

/** A picture of ours, such as a floor plan, with the words that say the same to whoever can't see it. */
export type Picture<T> = {
  readonly name: string;
  readonly mime: "image/png" | "image/jpeg";
  readonly base64: string;
  readonly alt: T;
};

/**
 * What a message is made of. A closed union without an escape hatch: parts name what is meant (`choice`, `sources`),
 * so a richer platform may do more with the same part. `T` is the text, `A` what a press does.
 */
export type Part<T, A> =
  | { readonly kind: "text"; readonly text: T }
  | {
      readonly kind: "card";
      readonly title: T;
      readonly text?: T;
      readonly fields: readonly { readonly label: T; readonly value: T }[];
    }
  | { readonly kind: "buttons"; readonly buttons: readonly Button<T, A>[] }
  | { readonly kind: "choice"; readonly prompt: T; readonly options: readonly Option<T, A>[] }
  | { readonly kind: "sources"; readonly sources: readonly Source<A>[] }
  | { readonly kind: "picture"; readonly picture: Picture<T> }
  | { readonly kind: "file"; readonly file: TextFile };

/** One message to one reader. */
export type Outgoing<T, A> = {
  readonly parts: readonly Part<T, A>[];
  readonly mode: Mode;
  readonly lane: Lane;
  /** After this instant the message is pointless and is not sent. */
  readonly expiresAt: string | null;
};

/** The same message with every text and every press replaced: how keys become words, and intents become tokens. */
export function mapOutgoing<T, A, U, B>(
  outgoing: Outgoing<T, A>,
  text: (text: T) => U,
  act: (act: A) => B,
): Outgoing<U, B> {
  return { ...outgoing, parts: outgoing.parts.map((part) => mapPart(part, text, act)) };
}

function mapPart<T, A, U, B>(part: Part<T, A>, text: (text: T) => U, act: (act: A) => B): Part<U, B> {
  switch (part.kind) {
    case "text":
      return { kind: "text", text: text(part.text) };
    case "card":
      return {
        kind: "card",
        title: text(part.title),
        ...(part.text === undefined ? {} : { text: text(part.text) }),
        fields: part.fields.map((field) => ({ label: text(field.label), value: text(field.value) })),
      };
    case "buttons":
      return { kind: "buttons", buttons: part.buttons.map((button) => mapButton(button, text, act)) };
    case "choice":
      return {
        kind: "choice",
        prompt: text(part.prompt),
        options: part.options.map((option) => ({
          label: text(option.label),
          ...(option.description === undefined ? {} : { description: text(option.description) }),
          act: act(option.act),
        })),
      };
    case "sources":
      return { kind: "sources", sources: part.sources.map((source) => ({ ...source, act: act(source.act) })) };
    case "picture":
      return { kind: "picture", picture: { ...part.picture, alt: text(part.picture.alt) } };
    case "file":
      return part;
  }
}

function mapButton<T, A, U, B>(button: Button<T, A>, text: (text: T) => U, act: (act: A) => B): Button<U, B> {
  return button.kind === "link"
    ? { kind: "link", label: text(button.label), url: button.url }
    : { kind: button.kind, label: text(button.label), act: act(button.act) };
}
