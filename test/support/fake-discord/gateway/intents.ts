/** The intents that the stand-in knows, as bits. */
export const INTENTS = {
  guilds: 1 << 0,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const;

/** GUILD_MEMBERS, GUILD_PRESENCES and MESSAGE_CONTENT: refused unless Discord granted them. */
const PRIVILEGED = (1 << 1) | (1 << 8) | INTENTS.messageContent;

const KNOWN = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 20, 21, 24, 25].reduce(
  (sum, bit) => sum | (1 << bit),
  0,
);

/** The close code for intents that a bot asked for: 4013 unknown, 4014 not granted, or null where they are in order. */
export function closeCodeOf(intents: unknown, granted: number): 4013 | 4014 | null {
  if (typeof intents !== "number" || !Number.isSafeInteger(intents) || intents < 0) return 4013;
  if ((intents & ~KNOWN) !== 0 || intents > KNOWN) return 4013;
  return (intents & PRIVILEGED & ~granted) === 0 ? null : 4014;
}
