/** How the bot reaches Discord. */
export type DiscordConfig = {
  readonly token: string;
  /** Where the API is, without a version and a slash at the end: `https://discord.com/api`, or a server of one's own. */
  readonly apiRoot: string;
  /** The only guild that gets the commands, at once; null where they are for everywhere. */
  readonly guildId: string | null;
  /** How many connections share the guilds; null where Discord's recommendation decides. */
  readonly shards: number | null;
};

/** The id of the bot's account: the first part of a token holds it in base64, and is no secret. */
export function botIdOf(token: string): string {
  const id = Buffer.from(token.split(".", 1)[0] ?? "", "base64").toString("latin1");
  return /^\d{15,21}$/u.test(id) ? id : "bot";
}
