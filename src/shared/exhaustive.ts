/** Closes a union: it does not compile while a member is not handled, and throws where data lied. */
export function exhaustive(value: never): never {
  throw new Error(`Not a known case: ${JSON.stringify(value)}`);
}
