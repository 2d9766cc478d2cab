/** A kind of request, named by the `operationId` of Discord's OpenAPI file. */
export type Route = {
  readonly name: string;
  readonly method: string;
  /** The path under `/api/v10`, with the names of its parameters in braces. */
  readonly path: string;
  /** Whether the bot's token must be shown; interactions and their webhooks carry a token in the path. */
  readonly isOpen: boolean;
};

export type Matched = { readonly route: Route; readonly params: Readonly<Record<string, string>> };

const COMMANDS = "/applications/{application_id}/commands";
const GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands";
const MESSAGES = "/channels/{channel_id}/messages";
const WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}";

const TABLE = `
get_gateway GET /gateway open
get_bot_gateway GET /gateway/bot
get_my_user GET /users/@me
get_my_application GET /applications/@me
create_dm POST /users/@me/channels
get_user GET /users/{user_id}
get_guild GET /guilds/{guild_id}
list_application_commands GET ${COMMANDS}
create_application_command POST ${COMMANDS}
bulk_set_application_commands PUT ${COMMANDS}
get_application_command GET ${COMMANDS}/{command_id}
update_application_command PATCH ${COMMANDS}/{command_id}
delete_application_command DELETE ${COMMANDS}/{command_id}
list_guild_application_commands GET ${GUILD_COMMANDS}
create_guild_application_command POST ${GUILD_COMMANDS}
bulk_set_guild_application_commands PUT ${GUILD_COMMANDS}
get_guild_application_command GET ${GUILD_COMMANDS}/{command_id}
update_guild_application_command PATCH ${GUILD_COMMANDS}/{command_id}
delete_guild_application_command DELETE ${GUILD_COMMANDS}/{command_id}
get_channel GET /channels/{channel_id}
list_messages GET ${MESSAGES}
create_message POST ${MESSAGES}
get_message GET ${MESSAGES}/{message_id}
update_message PATCH ${MESSAGES}/{message_id}
delete_message DELETE ${MESSAGES}/{message_id}
create_thread_from_message POST ${MESSAGES}/{message_id}/threads
create_thread POST /channels/{channel_id}/threads
trigger_typing_indicator POST /channels/{channel_id}/typing
create_interaction_response POST /interactions/{interaction_id}/{interaction_token}/callback open
execute_webhook POST ${WEBHOOK} open
get_original_webhook_message GET ${WEBHOOK}/messages/@original open
update_original_webhook_message PATCH ${WEBHOOK}/messages/@original open
delete_original_webhook_message DELETE ${WEBHOOK}/messages/@original open
get_webhook_message GET ${WEBHOOK}/messages/{message_id} open
update_webhook_message PATCH ${WEBHOOK}/messages/{message_id} open
delete_webhook_message DELETE ${WEBHOOK}/messages/{message_id} open
`;

export const ROUTES: readonly Route[] = TABLE.trim()
  .split("\n")
  .map((line) => {
    const [name = "", method = "", path = "", open] = line.split(" ");
    return { name, method, path, isOpen: open === "open" };
  });

const PATTERNS = ROUTES.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll(/\{(\w+)\}/gu, "(?<$1>[^/]+)")}$`, "u"),
}));

/** The route of a request, "method" where the path is known and the method is not, or null. */
export function matchRoute(method: string, path: string): Matched | "method" | null {
  const hits = PATTERNS.flatMap(({ route, pattern }) => {
    const found = pattern.exec(path);
    return found === null ? [] : [{ route, params: { ...found.groups } }];
  });
  return hits.find(({ route }) => route.method === method) ?? (hits.length > 0 ? "method" : null);
}

/** The top-level resource by which a bucket is divided: a channel, a guild, or a webhook with its token. */
export function majorOf(params: Readonly<Record<string, string>>): string {
  const { channel_id, guild_id, webhook_token, interaction_id } = params;
  return channel_id ?? guild_id ?? webhook_token ?? interaction_id ?? "";
}
