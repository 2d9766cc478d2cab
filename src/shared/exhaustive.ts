/** Closes a union: it does not compile while a member is not handled, and throws where data lied. */
export function exhaustive(value: never): never {
  // The value itself may hold what a person wrote, which belongs in no log.
  const { kind } = Object(value) as { readonly kind?: unknown };
  throw new Error(`Not a known case: ${typeof kind === "string" ? kind : typeof value}`);
}
