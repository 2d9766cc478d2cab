import type { Capabilities } from "../../message/capabilities.ts";
import { SECOND } from "../../shared/clock.ts";

/**
 * What the Bot API takes. Its limits on sending (about 30 a second, one a second to a person, 20 a minute to a group) are
 * kept with room to spare, because a message that is on its way does not arrive evenly.
 */
export const TELEGRAM_CAPABILITIES: Capabilities = {
  text: { limit: 4_096, unit: "utf16" },
  pictures: true,
  caption: 1_024,
  pieces: 3,
  buttons: { perRow: 8, rows: 12, label: 64, rowLetters: 36 },
  select: null,
  sources: "buttons",
  forms: "asked",
  edits: true,
  topics: true,
  pace: { perSecond: 25, conversationMs: 1.05 * SECOND, groupMs: 3.2 * SECOND },
};
