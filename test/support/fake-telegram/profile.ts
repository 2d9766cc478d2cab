/** A command as people see it in the menu. */
export type BotCommand = { readonly command: string; readonly description: string };

/** What the bot says of itself, per language ("" is the default), and its commands, per scope and language. */
export type Profile = {
  readonly names: Map<string, string>;
  readonly descriptions: Map<string, string>;
  readonly shortDescriptions: Map<string, string>;
  readonly commands: Map<string, readonly BotCommand[]>;
  readonly menuButtons: Map<number | "default", object>;
  /** Privacy mode: in groups the bot sees only what is meant for it. */
  readonly isPrivate: boolean;
};

export function createProfile(name: string, isPrivate: boolean): Profile {
  return {
    names: new Map([["", name]]),
    descriptions: new Map(),
    shortDescriptions: new Map(),
    commands: new Map(),
    menuButtons: new Map(),
    isPrivate,
  };
}

/** The key of a list of commands. */
export function commandsKey(scope: string, language: string): string {
  return `${scope}|${language}`;
}

/** The commands that Telegram shows: the first list that is set, of the narrowest scope, the reader's language first. */
export function shownCommands(
  { commands }: Profile,
  scopes: readonly string[],
  language: string,
): readonly BotCommand[] {
  for (const scope of scopes)
    for (const tag of [language.slice(0, 2), ""]) {
      const found = commands.get(commandsKey(scope, tag));
      if (found !== undefined) return found;
    }
  return [];
}
