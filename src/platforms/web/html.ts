/** HTML that was built by {@link html}: everything in it is escaped, so it may stand as it is. */
export type Html = { readonly html: string };

type Value = string | number | null | Html | readonly Html[];

/**
 * Builds HTML. Strings are escaped (in text and in quoted attributes alike), {@link Html} stands as it is, null is nothing.
 * There is no way to put in raw text: whatever a person or a document wrote can't become markup.
 *
 * @example html`<p lang="${tag}">${text}</p>`
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: parts.map((part, index) => part + show(values[index] ?? null)).join("") };
}

/** Several pieces of HTML, one after another. */
export function joinHtml(pieces: readonly Html[]): Html {
  return { html: show(pieces) };
}

export const NO_HTML: Html = { html: "" };

function show(value: Value): string {
  if (value === null) return "";
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number") return String(value);
  return "html" in value ? value.html : value.map((piece) => piece.html).join("");
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? "");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
