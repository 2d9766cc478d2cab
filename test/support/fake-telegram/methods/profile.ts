import type { Core, Method, Methods } from "../core.ts";
import { findInteger, findList, findRecord, findString, getChatId, type Params } from "../params.ts";
import { type BotCommand, commandsKey } from "../profile.ts";
import { badRequest, violation } from "../refusal.ts";
import { isRecord } from "../shapes.ts";

const MOST_COMMANDS = 100;
const CHAT_SCOPES = ["chat", "chat_administrators", "chat_member"];
const SCOPES = ["default", "all_private_chats", "all_group_chats", "all_chat_administrators", ...CHAT_SCOPES];

/** What the bot says of itself: names, descriptions, commands and the menu button. */
export function createProfileMethods(core: Core): Methods {
  const { profile, world } = core;

  return {
    getMe: () => ({
      ...world.bot,
      can_join_groups: true,
      can_read_all_group_messages: !profile.isPrivate,
      supports_inline_queries: true,
      can_connect_to_business: false,
      has_main_web_app: false,
    }),
    setMyCommands: (params) => {
      const commands = readCommands(params);
      profile.commands.set(readCommandsKey(core, params), commands);
      return true;
    },
    getMyCommands: (params) => profile.commands.get(readCommandsKey(core, params)) ?? [],
    deleteMyCommands: (params) => {
      profile.commands.delete(readCommandsKey(core, params));
      return true;
    },
    setMyName: setter(profile.names, "name", 64),
    getMyName: getter(profile.names, "name"),
    setMyDescription: setter(profile.descriptions, "description", 512),
    getMyDescription: getter(profile.descriptions, "description"),
    setMyShortDescription: setter(profile.shortDescriptions, "short_description", 120),
    getMyShortDescription: getter(profile.shortDescriptions, "short_description"),
    setChatMenuButton: (params) => {
      const button = findRecord(params, "menu_button") ?? { type: "default" };
      if (!["commands", "web_app", "default"].includes(String(button.type)))
        throw violation("MenuButton has unsupported type");
      profile.menuButtons.set(readMenuChat(core, params), button);
      return true;
    },
    getChatMenuButton: (params) =>
      profile.menuButtons.get(readMenuChat(core, params)) ?? profile.menuButtons.get("default") ?? { type: "commands" },
  };
}

function setter(texts: Map<string, string>, name: string, longest: number): Method {
  return (params) => {
    const text = findString(params, name) ?? "";
    if (text.length > longest) throw violation(`${name} is too long: ${text.length} of at most ${longest}`);
    texts.set(readLanguage(params), text);
    return true;
  };
}

function getter(texts: Map<string, string>, name: string): Method {
  return (params) => ({ [name]: texts.get(readLanguage(params)) || texts.get("") || "" });
}

/** Two letters, or "" for all: a longer tag is refused. */
function readLanguage(params: Params): string {
  const language = findString(params, "language_code") ?? "";
  if (language !== "" && !/^[a-z]{2}$/u.test(language))
    throw violation(`invalid language code "${language}" specified`);
  return language;
}

function readMenuChat({ world }: Core, params: Params): number | "default" {
  const id = findInteger(params, "chat_id");
  if (id === undefined) return "default";
  if (world.get(id).shape.type !== "private") throw badRequest("chat not found");
  return id;
}

function readCommandsKey({ world }: Core, params: Params): string {
  const scope = findRecord(params, "scope") ?? { type: "default" };
  const type = String(scope.type);
  if (!SCOPES.includes(type)) throw violation("BotCommandScope has unsupported type");
  if (!CHAT_SCOPES.includes(type)) return commandsKey(type, readLanguage(params));
  const given: Params = { values: scope, uploads: params.uploads };
  const chat = world.get(getChatId(given)).shape.id;
  const member = type === "chat_member" ? `:${findInteger(given, "user_id")}` : "";
  return commandsKey(`${type}:${chat}${member}`, readLanguage(params));
}

function readCommands(params: Params): readonly BotCommand[] {
  const list = findList(params, "commands");
  if (list === undefined) throw violation('parameter "commands" is required');
  if (list.length > MOST_COMMANDS) throw violation("BOT_COMMANDS_TOO_MUCH");
  const commands = list.map(readCommand);
  if (new Set(commands.map(({ command }) => command)).size < commands.length)
    throw violation("BOT_COMMAND_INVALID: a command twice");
  return commands;
}

function readCommand(value: unknown): BotCommand {
  if (!isRecord(value)) throw violation("can't parse BotCommand: expected an object");
  const { command, description } = value;
  if (typeof command !== "string" || !/^[a-z0-9_]{1,32}$/u.test(command))
    throw violation(`BOT_COMMAND_INVALID: ${command}`);
  if (typeof description !== "string" || description.trim() === "" || description.length > 256)
    throw violation(`BOT_COMMAND_DESCRIPTION_INVALID: /${command}`);
  return { command, description };
}
