/**
 * The locales of Discord's reference page, the only ones that a person's client can have. Discord's OpenAPI file lists
 * `ar` and `he` besides; as the reference page does not, the stand-in refuses them.
 */
export const DISCORD_LOCALES: ReadonlySet<string> = new Set(
  (
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN " +
    "ja zh-TW ko"
  ).split(" "),
);
