import type { Core, Handlers } from "../core.ts";
import { invalidField } from "../form-errors.ts";
import { guildShape } from "../gateway/ready.ts";
import { refusals } from "../refusal.ts";
import { isRecord } from "../shapes.ts";
import { channelShape } from "../world.ts";

/** Who the bot is, where the gateway is, and who others are. */
export function createSelfHandlers(core: Core): Handlers {
  const { world, starts, applicationId, gatewayUrl } = core;
  return {
    get_gateway: () => ({ url: gatewayUrl() }),
    get_bot_gateway: () => ({ url: gatewayUrl(), shards: 1, session_start_limit: starts.describe() }),
    get_my_user: () => ({ ...world.bot, verified: true, mfa_enabled: false, flags: 0, locale: "en-US", email: null }),
    get_my_application: () => ({
      id: applicationId,
      name: world.bot.username,
      icon: null,
      description: "",
      summary: "",
      bot_public: true,
      bot_require_code_grant: false,
      verify_key: "0".repeat(64),
      flags: 0,
      approximate_guild_count: world.guilds.length,
      bot: world.bot,
      team: null,
    }),
    create_dm: ({ json }) => {
      const id = isRecord(json) ? json.recipient_id : undefined;
      if (typeof id !== "string" || !/^\d+$/u.test(id))
        throw invalidField(["recipient_id"], "NUMBER_TYPE_COERCE", `Value "${String(id)}" is not snowflake.`);
      const account = world.accounts.get(id);
      if (account === undefined) throw invalidField(["recipient_id"], "USER_INVALID", "Invalid Recipient(s)", false);
      return channelShape(world.directOf(account.user));
    },
    get_user: ({ params }) => {
      const user = params.user_id === world.bot.id ? world.bot : world.accounts.get(params.user_id ?? "")?.user;
      if (user === undefined) throw refusals.unknownUser();
      return user;
    },
    get_guild: ({ params }) => {
      const guild = world.guilds.find(({ id }) => id === params.guild_id);
      if (guild === undefined) throw refusals.unknownGuild();
      return guildShape(core, guild);
    },
  };
}
