import { parseCommand } from "../../message/command.ts";
import type { Incoming } from "../../message/incoming.ts";
import type { Shortcut } from "../../message/piece.ts";

/** A typed line as an event: a shown letter or number is a press, `/word` a command, all else text. */
export function decodeLine(
  line: string,
  from: { readonly name: string; readonly language: string | null; readonly eventId: string },
  shortcuts: readonly Shortcut[],
): Incoming {
  const base = {
    platform: "terminal",
    bot: from.name,
    eventId: from.eventId,
    account: from.name,
    conversation: `terminal:${from.name}`,
    scope: "direct" as const,
    localeHint: from.language,
  };
  const typed = line.trim().toLowerCase().replace(/\)$/u, "");
  const pressed = shortcuts.find(({ input }) => input === typed);
  if (pressed !== undefined) return { ...base, kind: "action", token: pressed.act, message: null };
  const command = parseCommand(line);
  if (command !== null) return { ...base, kind: "command", ...command };
  return { ...base, kind: "text", text: line, files: [] };
}
