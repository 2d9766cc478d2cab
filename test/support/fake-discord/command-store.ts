import { refusals } from "./refusal.ts";
import { isRecord, type Json } from "./shapes.ts";

/** An option of a command, in Discord's shape. */
export type CommandOption = {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly name_localizations?: Readonly<Record<string, string>> | null;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly options?: readonly CommandOption[];
  readonly min_length?: number;
  readonly max_length?: number;
  readonly min_value?: number;
  readonly max_value?: number;
};

export type Command = {
  readonly id: string;
  readonly application_id: string;
  readonly version: string;
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly name_localizations: Readonly<Record<string, string>> | null;
  readonly description_localizations: Readonly<Record<string, string>> | null;
  readonly options: readonly CommandOption[];
  readonly contexts: readonly number[] | null;
  /** The older way to keep a command out of direct messages. */
  readonly dm_permission?: boolean;
  readonly guild_id?: string;
};

/** The commands that are registered: for everywhere (null), or for one guild. */
export type CommandStore = {
  readonly list: (guildId: string | null) => readonly Command[];
  readonly replaceAll: (guildId: string | null, bodies: readonly unknown[]) => readonly Command[];
  /** Adds a command, or replaces the one of the same name; `isNew` tells which. */
  readonly put: (guildId: string | null, body: unknown) => { readonly command: Command; readonly isNew: boolean };
  readonly get: (guildId: string | null, id: string) => Command;
  readonly remove: (guildId: string | null, id: string) => void;
  /** The command that a person in a place means: a guild's own comes first. */
  readonly find: (guildId: string | null, name: string, type?: number) => Command | undefined;
};

export function createCommandStore(applicationId: string, makeId: () => string): CommandStore {
  const byPlace = new Map<string, Command[]>();
  const at = (guildId: string | null): Command[] => {
    const known = byPlace.get(guildId ?? "") ?? [];
    byPlace.set(guildId ?? "", known);
    return known;
  };

  const made = (guildId: string | null, body: unknown): Command => {
    const given: Json = isRecord(body) ? body : {};
    const kind = Number(given.type ?? 1);
    const same = at(guildId).find(({ name, type }) => name === given.name && type === kind);
    const defaults = {
      name: "",
      description: "",
      default_member_permissions: null,
      nsfw: false,
      integration_types: [0],
      contexts: null,
      name_localizations: null,
      description_localizations: null,
      options: [],
    };
    return {
      ...defaults,
      ...given,
      type: kind,
      id: same?.id ?? makeId(),
      application_id: applicationId,
      version: makeId(),
      ...(guildId === null ? {} : { guild_id: guildId }),
    };
  };

  const get = (guildId: string | null, id: string): Command => {
    const found = at(guildId).find((one) => one.id === id);
    if (found === undefined) throw refusals.unknownCommand();
    return found;
  };

  return {
    list: at,
    replaceAll: (guildId, bodies) => {
      const commands = bodies.map((body) => made(guildId, body));
      byPlace.set(guildId ?? "", commands);
      return commands;
    },
    put: (guildId, body) => {
      const command = made(guildId, body);
      const list = at(guildId);
      const place = list.findIndex(({ id }) => id === command.id);
      if (place === -1) list.push(command);
      else list[place] = command;
      return { command, isNew: place === -1 };
    },
    get,
    remove: (guildId, id) => {
      const list = at(guildId);
      list.splice(list.indexOf(get(guildId, id)), 1);
    },
    find: (guildId, name, type = 1) => {
      const own = guildId === null ? [] : at(guildId);
      return [...own, ...at(null)].find((one) => one.name === name && one.type === type);
    },
  };
}
