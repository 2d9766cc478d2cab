import { z } from "zod";

/** The fields of Telegram's updates that are read. Others may be there, and may change. */

const userSchema = z.object({
  id: z.number(),
  is_bot: z.boolean(),
  username: z.string().optional(),
  language_code: z.string().optional(),
});

const entitySchema = z.object({
  type: z.string(),
  offset: z.number(),
  length: z.number(),
  user: userSchema.optional(),
});

const chatSchema = z.object({ id: z.number(), type: z.string() });

const fileSchema = {
  file_id: z.string(),
  file_size: z.number().optional(),
};

const repliedSchema = z.object({
  message_id: z.number(),
  from: userSchema.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  forum_topic_created: z.unknown().optional(),
});

const messageSchema = z.object({
  message_id: z.number(),
  message_thread_id: z.number().optional(),
  is_topic_message: z.boolean().optional(),
  from: userSchema.optional(),
  via_bot: userSchema.optional(),
  chat: chatSchema,
  text: z.string().optional(),
  entities: z.array(entitySchema).optional(),
  caption: z.string().optional(),
  caption_entities: z.array(entitySchema).optional(),
  document: z.object({ ...fileSchema, file_name: z.string().optional(), mime_type: z.string().optional() }).optional(),
  photo: z.array(z.object(fileSchema)).optional(),
  contact: z.object({ phone_number: z.string() }).optional(),
  reply_to_message: repliedSchema.optional(),
  // What a person sends that holds no words for us; it is answered all the same.
  sticker: z.unknown().optional(),
  voice: z.unknown().optional(),
  audio: z.unknown().optional(),
  video: z.unknown().optional(),
  video_note: z.unknown().optional(),
  animation: z.unknown().optional(),
  location: z.unknown().optional(),
  poll: z.unknown().optional(),
  dice: z.unknown().optional(),
});

export const updateSchema = z.object({
  update_id: z.number(),
  message: messageSchema.optional(),
  edited_message: messageSchema.optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: userSchema,
      message: messageSchema
        .pick({ message_id: true, message_thread_id: true, is_topic_message: true, chat: true })
        .optional(),
      data: z.string().optional(),
    })
    .optional(),
  inline_query: z.object({ id: z.string(), from: userSchema, query: z.string(), offset: z.string() }).optional(),
  my_chat_member: z
    .object({
      chat: chatSchema,
      from: userSchema,
      date: z.number(),
      new_chat_member: z.object({ status: z.string() }),
    })
    .optional(),
});

/** The kinds of updates that are asked for; Telegram keeps the others to itself. */
export const ALLOWED_UPDATES = [
  "message",
  "edited_message",
  "callback_query",
  "inline_query",
  "my_chat_member",
] as const;

export type Update = z.infer<typeof updateSchema>;
export type User = z.infer<typeof userSchema>;
export type Message = z.infer<typeof messageSchema>;
export type Entity = z.infer<typeof entitySchema>;

/** Our own account, as far as it is known: the name only once Telegram has told it. */
export type Bot = { readonly id: string; readonly username: string | null };
