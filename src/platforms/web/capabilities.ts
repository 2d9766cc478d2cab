import type { Capabilities } from "../../message/capabilities.ts";

/** A page of ours: it shows everything, as long as it is, and changes what it showed. */
export const WEB_CAPABILITIES: Capabilities = {
  text: null,
  pieces: 1000,
  pictures: true,
  buttons: { perRow: 3, rows: 100, label: 80 },
  select: { options: 100, label: 100 },
  sources: "inPlace",
  forms: "shown",
  edits: true,
  topics: false,
  pace: null,
};
