import type { Capabilities } from "../../message/capabilities.ts";

/** A terminal shows any length of text, and people type. */
export const terminalCapabilities: Capabilities = {
  text: null,
  pieces: Number.MAX_SAFE_INTEGER,
  buttons: null,
  select: null,
  sources: "typed",
  forms: "asked",
  edits: false,
  topics: false,
  pace: null,
};
