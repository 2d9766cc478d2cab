import { z } from "zod";

/** The fields of Discord's events that are read. Others may be there, and may change. */

const userSchema = z.object({ id: z.string(), username: z.string().optional(), bot: z.boolean().optional() });

const channelSchema = z.object({ id: z.string(), type: z.number(), parent_id: z.string().nullish() });

const attachmentSchema = z.object({
  id: z.string(),
  filename: z.string(),
  content_type: z.string().nullish(),
  size: z.number(),
});

const repliedSchema = z.object({
  id: z.string(),
  author: userSchema,
  content: z.string().optional(),
  thread: z.unknown().optional(),
});

export const messageSchema = z.object({
  id: z.string(),
  channel_id: z.string(),
  guild_id: z.string().optional(),
  author: userSchema,
  webhook_id: z.string().optional(),
  content: z.string(),
  type: z.number(),
  edited_timestamp: z.string().nullish(),
  mentions: z.array(userSchema).default([]),
  attachments: z.array(attachmentSchema).default([]),
  referenced_message: repliedSchema.nullish(),
});

const answerSchema = z.object({
  custom_id: z.string().optional(),
  value: z.union([z.string(), z.boolean()]).nullish(),
  values: z.array(z.string()).optional(),
});

const optionSchema = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
});

export const interactionSchema = z.object({
  id: z.string(),
  application_id: z.string(),
  type: z.number(),
  token: z.string(),
  channel_id: z.string().optional(),
  channel: channelSchema.optional(),
  guild_id: z.string().optional(),
  context: z.number().optional(),
  locale: z.string().optional(),
  user: userSchema.optional(),
  member: z.object({ user: userSchema }).optional(),
  message: z.object({ id: z.string(), flags: z.number().optional() }).optional(),
  data: z
    .object({
      name: z.string().optional(),
      options: z.array(optionSchema).optional(),
      custom_id: z.string().optional(),
      values: z.array(z.string()).optional(),
      /** Of a form: rows of inputs, or labels around one each. */
      components: z
        .array(z.object({ component: answerSchema.optional(), components: z.array(answerSchema).optional() }))
        .optional(),
    })
    .optional(),
});

export const meSchema = z.object({ id: z.string(), username: z.string() });
export const channelAnswer = channelSchema;
export const messageAnswer = z.object({ id: z.string() });

export type Message = z.infer<typeof messageSchema>;
export type Interaction = z.infer<typeof interactionSchema>;

/** Our own account. `id` is the one that events are stored under. */
export type Bot = { readonly id: string; readonly user: string };

/** The kinds of interaction. */
export const INTERACTIONS = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;

/** The kinds of answer to one. */
export const CALLBACKS = { message: 5, update: 6, choices: 8, modal: 9 } as const;

/** The flags of a message. */
export const FLAGS = { suppressEmbeds: 1 << 2, ephemeral: 1 << 6 } as const;
