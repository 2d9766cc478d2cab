import type { Shortcut } from "../../message/piece.ts";
import type { Platform, PlatformPort } from "../../message/platform.ts";
import { createId } from "../../shared/ids.ts";
import { terminalCapabilities } from "./capabilities.ts";
import type { TerminalConfig } from "./config.ts";
import { decodeLine } from "./decode.ts";
import { renderPiece } from "./render.ts";

/** The bot in a terminal: lines in, text out. `say` hands one typed line to the core. */
export type TerminalPlatform = Platform & { readonly say: (line: string) => Promise<void> };

/** @param write gets each answer as text, with a line break at its end. */
export function createTerminalPlatform(config: TerminalConfig, write: (text: string) => void): TerminalPlatform {
  let port: PlatformPort | undefined;
  let shortcuts: readonly Shortcut[] = [];
  return {
    id: "terminal",
    bot: config.name,
    capabilities: terminalCapabilities,
    start: async (given) => {
      port = given;
    },
    stop: async () => undefined,
    send: async (piece, target) => {
      write(`${renderPiece(piece, config.styled)}\n`);
      if (piece.shortcuts.length > 0) shortcuts = piece.shortcuts;
      return { kind: "sent", message: target.key };
    },
    signal: () => undefined,
    say: async (line) => {
      await port?.accept(decodeLine(line, { ...config, eventId: createId() }, shortcuts));
    },
  };
}
