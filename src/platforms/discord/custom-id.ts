/** What a button, list or form of ours means when it comes back. */
export type Meaning =
  | { readonly kind: "act" | "form"; readonly token: string }
  | { readonly kind: "list" }
  /** A page of a form: `next` is the field after it, null on the last one. */
  | { readonly kind: "page"; readonly token: string; readonly next: number | null };

/** A form must be the first answer to a press, so its button is known by its id. */
export function customIdOf(meaning: Meaning): string {
  switch (meaning.kind) {
    case "list":
      return "list";
    case "page":
      return `page:${meaning.next ?? ""}:${meaning.token}`;
    default:
      return `${meaning.kind}:${meaning.token}`;
  }
}

/** An id that is not ours is an act that no store knows. */
export function readCustomId(id: string): Meaning {
  if (id === "list") return { kind: "list" };
  const [kind = "", ...rest] = id.split(":");
  if (kind === "form") return { kind, token: rest.join(":") };
  if (kind === "page") {
    const [next = "", ...token] = rest;
    return { kind, token: token.join(":"), next: next === "" ? null : Number(next) };
  }
  return { kind: "act", token: rest.join(":") };
}
