import type { Core } from "../core.ts";
import type { Json } from "../shapes.ts";
import { shardOf } from "../snowflakes.ts";
import { channelShape, type Guild } from "../world.ts";
import { INTENTS } from "./intents.ts";
import { memberShape, PERMISSIONS } from "./member.ts";
import type { Session } from "./sessions.ts";

/** Greets a new session: READY, and GUILD_CREATE for each guild of its shard where it asked for guilds. */
export function greet(core: Core, session: Session): void {
  const { world, sessions, applicationId, gatewayUrl } = core;
  const guilds = world.guilds.filter(({ id }) => shardOf(id, session.shard[1]) === session.shard[0]);
  sessions.tell(session, "READY", {
    v: 10,
    user: { ...world.bot, verified: true, mfa_enabled: false, email: null, flags: 0 },
    user_settings: {},
    session_type: "normal",
    session_id: session.id,
    resume_gateway_url: gatewayUrl(),
    relationships: [],
    private_channels: [],
    presences: [],
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    guild_join_requests: [],
    geo_ordered_rtc_regions: [],
    shard: session.shard,
    application: { id: applicationId, flags: 0 },
    _trace: [],
  });
  if ((session.intents & INTENTS.guilds) === 0) return;
  for (const guild of guilds) sessions.tell(session, "GUILD_CREATE", guildShape(core, guild));
}

/** A guild in Discord's shape, as far as a bot needs it. Without a privileged intent only the bot stands among the members. */
export function guildShape({ world }: Core, guild: Guild): Json {
  const { id, name, locale, ownerId, members, channels } = guild;
  const threads = [...world.channels.values()].filter((one) => one.guild === guild && one.parent !== null);
  return {
    id,
    name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: ownerId,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: [everyone(id)],
    emojis: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    preferred_locale: locale,
    public_updates_channel_id: null,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
    stickers: [],
    joined_at: new Date(0).toISOString(),
    large: false,
    unavailable: false,
    member_count: members.size + 1,
    voice_states: [],
    members: [{ ...memberShape(), user: world.bot }],
    channels: channels.filter(({ access }) => access !== "none").map(channelShape),
    threads: threads.filter(({ access }) => access !== "none").map(channelShape),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

function everyone(guildId: string): Json {
  return {
    id: guildId,
    name: "@everyone",
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: 0,
    permissions: PERMISSIONS,
    managed: false,
    mentionable: false,
    flags: 0,
  };
}
