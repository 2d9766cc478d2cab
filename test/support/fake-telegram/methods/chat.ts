import type { Core, Methods } from "../core.ts";
import { getChatId, getInteger, getString, type Params } from "../params.ts";
import { badRequest, forbidden } from "../refusal.ts";
import type { User } from "../shapes.ts";
import type { Chat } from "../world.ts";

/** What a bot may ask of chats and files, and how it takes its leave. */
export function createChatMethods(core: Core): Methods {
  const { world, files, session } = core;

  /** A chat that the bot is in. */
  const known = (params: Params): Chat => {
    const chat = world.get(getChatId(params));
    if (chat.bot === "stranger") throw badRequest("chat not found");
    if (chat.shape.type === "supergroup" && chat.bot === "kicked")
      throw forbidden("bot was kicked from the supergroup chat");
    if (chat.bot === "left") throw forbidden("bot is not a member of the supergroup chat");
    return chat;
  };

  const group = (params: Params): Chat => {
    const chat = known(params);
    if (chat.shape.type === "private") throw badRequest("there are no administrators in the private chat");
    return chat;
  };

  return {
    getChat: (params) => ({ ...known(params).shape, accent_color_id: 0, max_reaction_count: 11 }),
    getChatMember: (params) => {
      const chat = known(params);
      const id = getInteger(params, "user_id");
      if (id === world.bot.id) return memberShape(world.bot, chat.bot === "administrator", chat.rights);
      const member = chat.members.get(id);
      if (member === undefined) throw badRequest("PARTICIPANT_ID_INVALID");
      return memberShape(member.user, member.isAdmin);
    },
    getChatAdministrators: (params) => {
      const chat = group(params);
      const people = [...chat.members.values()]
        .filter(({ isAdmin }) => isAdmin)
        .map(({ user }) => memberShape(user, true));
      return chat.bot === "administrator" ? [...people, memberShape(world.bot, true, chat.rights)] : people;
    },
    leaveChat: (params) => {
      group(params).bot = "left";
      return true;
    },
    getFile: (params) => files.describe(getString(params, "file_id")),
    logOut: () => {
      session.isLoggedOut = true;
      return true;
    },
    close: () => true,
  };
}

function memberShape(user: User, isAdmin: boolean, rights: ReadonlySet<string> = new Set()): object {
  if (!isAdmin) return { user, status: "member" };
  return {
    user,
    status: "administrator",
    can_be_edited: false,
    ...Object.fromEntries([...rights].map((right) => [right, true])),
  };
}
