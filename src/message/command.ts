/** A command as people type it: `/ask what is IOSS`, also `/ask@desk_bot ...`. Null where the text is no command. */
export function parseCommand(text: string): { readonly name: string; readonly args: string } | null {
  const match = /^\/(?<name>[a-z][a-z0-9_]{0,31})(?:@\w+)?(?:\s+(?<args>[\s\S]*))?$/iu.exec(text.trim());
  return match?.groups?.name === undefined
    ? null
    : { name: match.groups.name.toLowerCase(), args: match.groups.args?.trim() ?? "" };
}
