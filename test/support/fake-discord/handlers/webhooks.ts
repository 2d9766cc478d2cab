import type { Call, Core, Handlers } from "../core.ts";
import type { Interaction } from "../interactions.ts";
import { refusals } from "../refusal.ts";
import { NOTHING, readMessage } from "../rules/message.ts";
import { CALLBACK_TYPES, FLAGS } from "../shapes.ts";
import type { Posted } from "../world.ts";

/** What follows the first answer to an interaction: its change or removal, and further messages. */
export function createWebhookHandlers(core: Core): Handlers {
  const { interactions, posting, world, applicationId, largestFile } = core;

  const of = ({ params }: Call): Interaction => {
    if (params.webhook_id !== applicationId) throw refusals.unknownWebhook();
    return interactions.acknowledged(params.webhook_token ?? "");
  };

  /** The message that a path names: `@original`, or one that this interaction made. */
  const target = (call: Call): { readonly interaction: Interaction; readonly posted: Posted } => {
    const interaction = of(call);
    const { original, followUps, channel } = interaction;
    const id = call.params.message_id;
    const isOriginal = id === undefined || id === original?.message.id;
    const posted = isOriginal ? original : followUps.has(id) ? channel.messages.get(id) : null;
    if (posted == null || posted.isDeleted) throw refusals.unknownMessage();
    return { interaction, posted };
  };

  /** A message that is put off has nothing to fall back on: it must be filled. */
  const edit = (call: Call, { interaction, posted }: ReturnType<typeof target>): Posted => {
    const before =
      isLoading(interaction) && posted === interaction.original
        ? { ...NOTHING, flags: posted.message.flags }
        : posted.message;
    const draft = readMessage(call.json, { route: "edit", files: call.files, before, largestFile });
    posting.edit(interaction.channel, posted, draft);
    if (posted === interaction.original) interactions.settle(interaction);
    return posted;
  };

  const change = (call: Call) => edit(call, target(call)).message;
  const remove = (call: Call) => {
    const { interaction, posted } = target(call);
    posting.remove(interaction.channel, posted);
    if (posted === interaction.original) interactions.settle(interaction);
  };

  return {
    execute_webhook: (call) => {
      const interaction = of(call);
      const { original, channel, user, metadata } = interaction;
      const draft = readMessage(call.json, { route: "response", files: call.files, largestFile });
      // As long as the first answer is put off, a further message takes its place, and is seen by whom that was for.
      if (isLoading(interaction) && original !== null) {
        posting.edit(channel, original, { ...draft, flags: (draft.flags ?? 0) & ~FLAGS.ephemeral });
        interactions.settle(interaction);
        return original.message;
      }
      const viewer = ((draft.flags ?? 0) & FLAGS.ephemeral) === 0 ? null : user.id;
      const extra = { webhook_id: applicationId, application_id: applicationId, interaction_metadata: metadata };
      const posted = posting.post(channel, draft, { author: world.bot, viewer, extra });
      interaction.followUps.add(posted.message.id);
      interactions.settle(interaction);
      return posted.message;
    },
    get_original_webhook_message: (call) => target(call).posted.message,
    update_original_webhook_message: change,
    delete_original_webhook_message: remove,
    get_webhook_message: (call) => target(call).posted.message,
    update_webhook_message: change,
    delete_webhook_message: remove,
  };
}

/** Whether a message stands there that only says that the bot is thinking. */
function isLoading({ isPending, response }: Interaction): boolean {
  return isPending && response === CALLBACK_TYPES.deferredMessage;
}
