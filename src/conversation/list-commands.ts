import type { Localizable } from "../message/text.ts";
import { localized } from "../message/text.ts";
import type { CommandRoute } from "./feature.ts";

/** A command that people may type, and one line on what it does. */
export type ListedCommand = { readonly name: string; readonly what: Localizable };

/** The order in which commands stand on every network; those that are not named here come before `/language`. */
const FIRST = ["start", "help", "ask", "status"];
const LAST = ["language", "cancel", "privacy", "stop"];

/** What people are shown, for help and for the menus of networks: `/cancel` among them, nothing for staff alone. */
export function listCommands(routes: readonly CommandRoute[]): readonly ListedCommand[] {
  const known = [
    ...routes
      .filter(({ staff }) => staff === undefined)
      .map(({ name, description }) => ({ name, what: localized(description) })),
    { name: "cancel", what: localized("core.commandCancel") },
  ];
  return known.sort((one, other) => placeOf(one.name) - placeOf(other.name));
}

function placeOf(name: string): number {
  const first = FIRST.indexOf(name);
  return first >= 0 ? first - FIRST.length : LAST.indexOf(name) + 1;
}
