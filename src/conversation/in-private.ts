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
 * on in the private chat, with its dialogue and its replies, which are shown right there where the network can show them
 * to the person alone. Where the two have no such chat yet, the group hears how to open one (or what `otherwise` says),
 * and nothing else happens.
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
  const known = await findDirectConversation(store.read, incoming.platform, incoming.account);
  const conversation = known ?? incoming.alone ?? null;
  if (conversation === null) return otherwise;
  const apply = await handle({ ...turn, incoming: { ...incoming, conversation, scope: "direct" } });
  if (incoming.aside) return async (tx) => (await apply(tx)).map(shownAside);
  const { platform, bot, account } = incoming;
  const to = { platform, bot, account, conversation, person: turn.person.id, scope: "direct" as const };
  return async (tx) => (await apply(tx)).map((one) => ({ to, ...one }));
}

/** A reply that stays where the event was, for the person's eyes alone. */
function shownAside(one: Reply): Reply {
  return one.to === undefined && one.mode.kind === "new" ? { ...one, mode: { kind: "private" } } : one;
}

function howToMeet({ incoming: { privateChat } }: Turn): Reply {
  const open = privateChat === undefined ? [] : [linkTo(privateChat)];
  return reply(text(localized("core.forYouAlone")), ...open);
}

function linkTo(url: string) {
  return buttons({ kind: "link", label: localized("core.openPrivateChat"), url });
}
