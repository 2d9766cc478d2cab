import type { Capabilities } from "../../src/message/capabilities.ts";
import type { Piece } from "../../src/message/piece.ts";
import type { Platform, PlatformPort, SendResult, Target } from "../../src/message/platform.ts";

/** A piece that arrived, and where. */
export type Arrival = { readonly piece: Piece; readonly target: Target };

/** A chat network in memory: what was sent to it, and what it answers to the next sends. */
export type WirePlatform = Platform & {
  readonly arrivals: Arrival[];
  readonly typing: string[];
  /** What the next sends end in, instead of arriving; an error is thrown. */
  readonly outcomes: (Exclude<SendResult, { kind: "sent" }> | Error)[];
  readonly port: () => PlatformPort;
};

export const WIRE_CAPABILITIES: Capabilities = {
  text: { limit: 4_000, unit: "utf16" },
  pieces: 3,
  buttons: { perRow: 3, rows: 20, label: 60 },
  select: null,
  sources: "buttons",
  forms: "asked",
  edits: true,
  topics: false,
  pace: null,
};

export function createWirePlatform(capabilities: Partial<Capabilities> = {}): WirePlatform {
  const arrivals: Arrival[] = [];
  const outcomes: WirePlatform["outcomes"] = [];
  const typing: string[] = [];
  let given: PlatformPort | undefined;
  return {
    id: "wire",
    bot: "desk",
    capabilities: { ...WIRE_CAPABILITIES, ...capabilities },
    arrivals,
    outcomes,
    typing,
    port: () => {
      if (given === undefined) throw new Error("the platform was not started");
      return given;
    },
    start: async (port) => {
      given = port;
    },
    stop: async () => undefined,
    send: async (piece, target) => {
      const outcome = outcomes.shift();
      if (outcome instanceof Error) throw outcome;
      if (outcome !== undefined) return outcome;
      arrivals.push({ piece, target });
      const { mode } = piece;
      return { kind: "sent", message: mode.kind === "replace" ? mode.message : `m${arrivals.length}` };
    },
    signal: ({ kind, conversation }) => {
      if (kind === "typing") typing.push(conversation);
    },
  };
}
