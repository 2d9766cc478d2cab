import type { Call, Core, Handlers } from "../core.ts";
import { createFormErrors, invalidField } from "../form-errors.ts";
import type { Interaction, Modal } from "../interactions.ts";
import { refusals } from "../refusal.ts";
import { checkRecord } from "../rules/checks.ts";
import { checkChoices } from "../rules/choices.ts";
import { type Draft, readMessage } from "../rules/message.ts";
import { checkModal } from "../rules/modal.ts";
import { CALLBACK_TYPES, FLAGS, INTERACTION_TYPES, isRecord, type Json, type Message } from "../shapes.ts";
import { withIds } from "../with-ids.ts";
import type { Posted } from "../world.ts";

type Data = { readonly data: unknown; readonly files: Call["files"] };

const { pong, message, deferredMessage, deferredUpdate, update, autocomplete, modal } = CALLBACK_TYPES;
const COMMAND_CALL = 20;

/** Which callbacks each kind of interaction takes; those that change a message need one that the person used. */
const FITTING: Readonly<Record<Interaction["kind"], readonly number[]>> = {
  command: [message, deferredMessage, modal],
  component: [message, deferredMessage, deferredUpdate, update, modal],
  autocomplete: [autocomplete],
  modal: [message, deferredMessage, deferredUpdate, update],
};

/** The first answer to an interaction. */
export function createCallbackHandlers(core: Core): Handlers {
  const { interactions, posting, world, applicationId, largestFile } = core;

  const answer = (interaction: Interaction, draft: Draft, flags: number): Posted => {
    const { user, channel, metadata, kind } = interaction;
    const isEphemeral = ((flags | (draft.flags ?? 0)) & FLAGS.ephemeral) !== 0;
    const extra: Partial<Message> = {
      webhook_id: applicationId,
      application_id: applicationId,
      interaction_metadata: metadata,
    };
    const viewer = isEphemeral ? user.id : null;
    const type = kind === "command" ? COMMAND_CALL : 0;
    return posting.post(channel, draft, { author: world.bot, viewer, flags, type, extra });
  };

  const changed = (interaction: Interaction): Posted => {
    const { source } = interaction;
    if (source === null || source.isDeleted) throw refusals.unknownMessage();
    return source;
  };

  const work: Readonly<Record<number, (interaction: Interaction, given: Data) => void>> = {
    [message]: (interaction, { data, files }) => {
      const draft = readMessage(data, { route: "response", files, largestFile, prefix: ["data"] });
      interaction.original = answer(interaction, draft, 0);
    },
    [deferredMessage]: (interaction, { data }) => {
      const flags = deferredFlags(data);
      const draft = { files: { kept: [], added: [] }, isNonceEnforced: false, isReplyNeeded: false };
      interaction.original = answer(interaction, draft, flags | FLAGS.loading);
      interaction.isPending = true;
    },
    [deferredUpdate]: (interaction) => {
      interaction.original = changed(interaction);
      interaction.isPending = true;
    },
    [update]: (interaction, { data, files }) => {
      const source = changed(interaction);
      const from = { route: "edit", files, before: source.message, largestFile, prefix: ["data"] } as const;
      interaction.original = posting.edit(interaction.channel, source, readMessage(data, from));
    },
    [autocomplete]: (interaction, { data }) => {
      const errors = createFormErrors();
      const given = checkRecord(errors, ["data"], data, true) ?? {};
      checkChoices(errors, ["data", "choices"], given.choices, interaction.focused ?? 3);
      errors.settle();
      interaction.choices = (given.choices ?? []) as readonly Json[];
    },
    [modal]: (interaction, { data }) => {
      checkModal(data);
      const given = data as Modal;
      interaction.modal = { ...given, components: withIds(given.components) };
    },
  };

  return {
    create_interaction_response: ({ params, query, json, files }) => {
      const body = isRecord(json) ? json : {};
      const type = Number(body.type);
      if (work[type] === undefined && type !== pong)
        throw invalidField(["type"], "BASE_TYPE_CHOICES", "Value must be one of {1, 4, 5, 6, 7, 8, 9}.");
      const interaction = interactions.unacknowledged(
        params.interaction_id ?? "",
        params.interaction_token ?? "",
        type,
      );
      refuseUnfitting(interaction, type);
      work[type]?.(interaction, { data: body.data, files });
      interactions.acknowledge(interaction, type);
      return query.get("with_response") === "true" ? describe(interaction, type) : undefined;
    },
  };
}

function refuseUnfitting({ kind, source }: Interaction, type: number): void {
  const needsSource = kind === "modal" && (type === deferredUpdate || type === update);
  if (FITTING[kind].includes(type) && !(needsSource && source === null)) return;
  const why = `a callback of type ${type} does not answer this kind of interaction (${kind})`;
  throw invalidField(["type"], "STAND_IN_CALLBACK_TYPE", why);
}

/** What is put off says only whether it will be ephemeral. */
function deferredFlags(data: unknown): number {
  const flags = isRecord(data) && typeof data.flags === "number" ? data.flags : 0;
  if ((flags & ~FLAGS.ephemeral) !== 0)
    throw invalidField(["data", "flags"], "STAND_IN_FLAGS", "a deferred answer takes no flag but EPHEMERAL");
  return flags;
}

function describe(interaction: Interaction, type: number): Json {
  const { id, kind, original } = interaction;
  const isNew = type === message || type === deferredMessage;
  const about = {
    response_message_id: original?.message.id,
    response_message_loading: type === deferredMessage,
    response_message_ephemeral: original?.viewer != null,
  };
  const shown = type === message || type === update ? { message: original?.message } : {};
  return {
    interaction: { id, type: INTERACTION_TYPES[kind], ...(isNew || original !== null ? about : {}) },
    ...(type === autocomplete ? {} : { resource: { type, ...shown } }),
  };
}
