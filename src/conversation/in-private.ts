import { localized } from "../message/text.ts";
import { findDirectConversation } from "../store/people.ts";
import type { Store } from "../store/store.ts";
import type { Declared } from "./feature.ts";
import { buttons, type Reply, reply, text } from "./reply.ts";
import { type Apply, answering, type Turn } from "./turn.ts";

/** What is for the person alone. */
export const ALONE = { audience: "private" } as const;

/**
 * Handles what is for the person alone where they are alone with the bot: a private matter that was begun in a group goes
 * on in the private chat, with its replies and its dialogue. Where the two have no such chat yet, the group hears how to
 * open one (or what `otherwise` says), and nothing else happens.
 */
export async function inPrivate(
  store: Store,
  turn: Turn,
  { audience }: Pick<Declared, "audience">,
  handle: (turn: Turn) => Promise<Apply>,
  otherwise: Apply = answering(howToMeet(turn)),
): Promise<Apply> {
  const { incoming } = turn;
  if (audience === "shared" || incoming.scope === "direct") return handle(turn);
  const conversation = await findDirectConversation(store.read, incoming.platform, incoming.account);
  if (conversation === null) return otherwise;
  const apply = await handle({ ...turn, incoming: { ...incoming, conversation, scope: "direct" } });
  const { platform, bot, account } = incoming;
  const to = { platform, bot, account, conversation, person: turn.person.id, scope: "direct" as const };
  return async (tx) => (await apply(tx)).map((one) => ({ to, ...one }));
}

function howToMeet({ incoming: { privateChat } }: Turn): Reply {
  const open = privateChat === undefined ? [] : [linkTo(privateChat)];
  return reply(text(localized("core.forYouAlone")), ...open);
}

function linkTo(url: string) {
  return buttons({ kind: "link", label: localized("core.openPrivateChat"), url });
}
