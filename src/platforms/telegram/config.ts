/** How the bot reaches Telegram, and Telegram the bot. */
export type TelegramConfig = {
  readonly token: string;
  /** Where the Bot API is, without a slash at the end: `https://api.telegram.org`, or a server of one's own. */
  readonly apiRoot: string;
  /** Where Telegram delivers updates, and what proves that it is Telegram; null where the bot asks for them itself. */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
};

/** The id of the bot's account: the part of its token before the colon, which is no secret. */
export function botIdOf(token: string): string {
  return token.split(":", 1)[0] ?? "";
}
