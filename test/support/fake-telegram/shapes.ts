/** The parts of Telegram's own shapes that the stand-in keeps. Field names are Telegram's. */
export type User = {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly last_name?: string;
  readonly username?: string;
  readonly language_code?: string;
};

export type ChatShape = {
  readonly id: number;
  readonly type: "private" | "supergroup";
  readonly title?: string;
  readonly username?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly is_forum?: true;
};

/** A stretch of a text; `offset` and `length` count UTF-16 units. */
export type Entity = {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly user?: User;
  readonly language?: string;
  readonly custom_emoji_id?: string;
};

export type Formatted = { readonly text: string; readonly entities: readonly Entity[] };

export type InlineButton = {
  readonly text: string;
  readonly url?: string;
  readonly callback_data?: string;
};

export type InlineKeyboard = { readonly inline_keyboard: readonly (readonly InlineButton[])[] };

export type PhotoSize = {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly width: number;
  readonly height: number;
  readonly file_size: number;
};

export type DocumentShape = {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_name?: string;
  readonly mime_type?: string;
  readonly file_size: number;
};

/** What a message says or shows, apart from where and when. */
export type Content = {
  readonly text?: string;
  readonly entities?: readonly Entity[];
  readonly caption?: string;
  readonly caption_entities?: readonly Entity[];
  readonly photo?: readonly PhotoSize[];
  readonly document?: DocumentShape;
  readonly contact?: {
    readonly phone_number: string;
    readonly first_name: string;
    readonly last_name?: string;
    readonly user_id?: number;
  };
  readonly link_preview_options?: object;
  readonly show_caption_above_media?: boolean;
  readonly new_chat_members?: readonly User[];
  readonly forum_topic_created?: { readonly name: string; readonly icon_color: number };
  readonly forum_topic_edited?: { readonly name?: string };
  readonly forum_topic_closed?: object;
  readonly forum_topic_reopened?: object;
};

export type Message = Content & {
  readonly message_id: number;
  readonly date: number;
  readonly chat: ChatShape;
  readonly from?: User;
  readonly message_thread_id?: number;
  readonly is_topic_message?: true;
  readonly edit_date?: number;
  readonly reply_to_message?: Message;
  readonly quote?: { readonly text: string; readonly position: number; readonly is_manual: true };
  readonly forward_origin?: object;
  readonly via_bot?: User;
  readonly has_protected_content?: true;
  readonly reply_markup?: InlineKeyboard;
};

/** The kinds of update that the stand-in makes. */
export type UpdateKind =
  | "message"
  | "edited_message"
  | "callback_query"
  | "my_chat_member"
  | "inline_query"
  | "chosen_inline_result";

export type Update = { readonly update_id: number } & { readonly [kind in UpdateKind]?: object };

/** An object without its undefined fields: what Telegram leaves out rather than sends as null. */
export function compact<T extends object>(fields: { readonly [key in keyof T]: T[key] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
