import type { Core } from "../core.ts";
import { memberShape, PERMISSIONS } from "../gateway/member.ts";
import type { Interaction } from "../interactions.ts";
import { compact, INTERACTION_TYPES, type Json } from "../shapes.ts";
import { channelShape } from "../world.ts";

const IN_GUILD = 0;
const IN_DIRECT = 1;

/** Tells the bot of an interaction: INTERACTION_CREATE, which needs no intent. */
export function sendInteraction(core: Core, interaction: Interaction, data: Json): void {
  const { world, sessions, applicationId, largestFile } = core;
  const { id, token, kind, user, channel, source } = interaction;
  const { guild } = channel;
  const locale = world.accounts.get(user.id)?.locale;
  const who =
    guild === null
      ? { user }
      : {
          member: { ...memberShape(), user, permissions: PERMISSIONS },
          guild_id: guild.id,
          guild_locale: guild.locale,
        };
  const event = compact<Json>({
    id,
    application_id: applicationId,
    type: INTERACTION_TYPES[kind],
    token,
    version: 1,
    channel_id: channel.id,
    channel: channelShape(channel),
    guild: guild === null ? undefined : { id: guild.id, locale: guild.locale, features: [] },
    locale,
    app_permissions: PERMISSIONS,
    entitlements: [],
    authorizing_integration_owners: { "0": guild?.id ?? "0" },
    context: guild === null ? IN_DIRECT : IN_GUILD,
    attachment_size_limit: largestFile,
    message: source?.message,
    data,
    ...who,
  });
  sessions.dispatch({ t: "INTERACTION_CREATE", guildId: guild?.id ?? null, d: () => event });
}
