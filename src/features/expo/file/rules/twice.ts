import type { Finding, Place } from "../fault.ts";
import type { Part } from "./loosely.ts";

/** Every id that stood before in the list. Those that differ in capitals alone are one: people type them. */
export function twice(
  ids: readonly Part<string>[],
  what: "hall" | "zone" | "booth" | "task",
  within: Place = [],
): Finding[] {
  const seen = new Set<string>();
  return ids.flatMap(({ value, place }) => {
    const key = value.toUpperCase();
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const other = what === "booth" ? "code" : "id";
    return [
      { place: [...within, ...place], message: `The ${what} "${value}" is there twice. Give one another ${other}.` },
    ];
  });
}
