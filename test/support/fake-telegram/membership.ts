import type { User } from "./shapes.ts";
import type { Chat } from "./world.ts";

/** The bot as a ChatMember of a chat. */
export function botMember(bot: User, { bot: status, rights }: Pick<Chat, "bot" | "rights">): object {
  switch (status) {
    case "administrator":
      return {
        user: bot,
        status,
        can_be_edited: false,
        is_anonymous: false,
        ...Object.fromEntries([...rights].map((right) => [right, true])),
      };
    case "kicked":
      return { user: bot, status, until_date: 0 };
    case "restricted":
      return { user: bot, status, is_member: true, can_send_messages: false, until_date: 0 };
    case "left":
      return { user: bot, status };
    default:
      return { user: bot, status: "member" };
  }
}
