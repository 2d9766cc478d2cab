import type { Capabilities } from "../../message/capabilities.ts";

/**
 * What Discord takes. A message holds 2,000 code points; what styles and addresses add to the words is kept free. Its
 * limits on sending differ by channel and are told in headers, which the REST client obeys; 50 requests a second are the
 * bot's.
 */
export const DISCORD_CAPABILITIES: Capabilities = {
  text: { limit: 1_900, unit: "markdown" },
  pictures: true,
  caption: 1_900,
  pieces: 3,
  buttons: { perRow: 5, rows: 5, label: 80, rowLetters: 80 },
  select: { options: 25, label: 100, rows: 1 },
  sources: "select",
  forms: "shown",
  edits: true,
  countsDown: true,
  topics: true,
  pace: { perSecond: 40, conversationMs: 0, groupMs: 0 },
};

/** The longest content of a message, in code points. */
export const LONGEST_CONTENT = 2_000;
