import type { Call, Core, Handlers } from "../core.ts";
import { invalidField } from "../form-errors.ts";
import { Refusal, refusals } from "../refusal.ts";
import { type Draft, readMessage } from "../rules/message.ts";
import type { Message } from "../shapes.ts";
import type { Channel, Posted } from "../world.ts";

const MOST_LISTED = 100;

/** Messages that the bot sends to channels by itself. */
export function createMessageHandlers({ world, posting, ledger, time, largestFile, nonceMs }: Core): Handlers {
  const nonces = new Map<string, { readonly posted: Posted; readonly at: number }>();

  const own = (channel: Channel, id: string): Posted => {
    const posted = channel.messages.get(id);
    if (posted === undefined || posted.viewer !== null) throw refusals.unknownMessage();
    return posted;
  };
  const at = ({ params }: Call) => {
    const channel = world.visible(params.channel_id ?? "");
    return { channel, posted: own(channel, params.message_id ?? "") };
  };

  /** The message of the same nonce from the last minutes, where the bot asked that it be sent once. */
  const repeated = ({ id }: Channel, { nonce, isNonceEnforced }: Draft): Posted | undefined => {
    const known = isNonceEnforced ? nonces.get(`${id} ${nonce}`) : undefined;
    if (known === undefined || time.now() - known.at > nonceMs) return undefined;
    const entry = ledger.messages.get(known.posted.message.id);
    if (entry !== undefined) entry.repeats += 1;
    return known.posted;
  };

  return {
    create_message: ({ params, json, files }) => {
      const channel = world.writable(params.channel_id ?? "");
      const draft = readMessage(json, { route: "channel", files, largestFile });
      const before = repeated(channel, draft);
      if (before !== undefined) return before.message;
      const extra = replyFields(channel, draft);
      const type = extra.message_reference === undefined ? 0 : 19;
      const posted = posting.post(channel, draft, { author: world.bot, type, extra });
      if (draft.nonce !== undefined) nonces.set(`${channel.id} ${draft.nonce}`, { posted, at: time.now() });
      return posted.message;
    },
    get_message: (call) => at(call).posted.message,
    list_messages: ({ params, query }) => {
      const limit = Number(query.get("limit") ?? 50);
      if (!(limit >= 1 && limit <= MOST_LISTED))
        throw invalidField(["limit"], "NUMBER_TYPE_MAX", `int value should be less than or equal to ${MOST_LISTED}.`);
      const [before, after] = [query.get("before"), query.get("after")].map((id) => (id === null ? null : BigInt(id)));
      return [...world.visible(params.channel_id ?? "").messages.values()]
        .filter(({ viewer }) => viewer === null)
        .map(({ message }) => message)
        .filter(({ id }) => (before == null || BigInt(id) < before) && (after == null || BigInt(id) > after))
        .reverse()
        .slice(0, limit);
    },
    update_message: (call) => {
      const { channel, posted } = at(call);
      if (!posted.isFromBot) throw refusals.notTheAuthor();
      const from = { route: "edit", files: call.files, before: posted.message, largestFile } as const;
      return posting.edit(channel, posted, readMessage(call.json, from)).message;
    },
    delete_message: (call) => {
      const { channel, posted } = at(call);
      if (!posted.isFromBot && channel.guild === null)
        throw new Refusal(403, 50_003, "Cannot execute action on a DM channel");
      if (!posted.isFromBot) throw refusals.missingPermissions();
      posting.remove(channel, posted);
    },
  };
}

/** What a reply adds to a message; where the message is gone, it is a refusal or a plain message, as the bot asked. */
function replyFields(channel: Channel, { replyTo, isReplyNeeded }: Draft): Partial<Message> {
  if (replyTo === undefined) return {};
  const target = channel.messages.get(replyTo);
  if (target === undefined && isReplyNeeded)
    throw invalidField(["message_reference"], "REPLIES_UNKNOWN_MESSAGE", "Unknown message", false);
  if (target === undefined) return {};
  const reference = { type: 0, channel_id: channel.id, message_id: replyTo, guild_id: channel.guild?.id };
  return { message_reference: reference, referenced_message: target.message };
}
