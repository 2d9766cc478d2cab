import { isDeepStrictEqual } from "node:util";
import type { Core, InlineMessage, Method, Methods } from "../core.ts";
import { documentShape, photoShape } from "../files.ts";
import { readText } from "../formatted-text.ts";
import { readInlineMarkup } from "../keyboards.ts";
import { findRecord, findString, getChatId, getInteger, getString, type Params } from "../params.ts";
import { badRequest, notCovered, violation } from "../refusal.ts";
import { type Content, compact, type Message } from "../shapes.ts";
import type { Chat } from "../world.ts";
import { captioned, listed, placedAbove, readFileReference } from "./send.ts";

const DELETABLE_S = 48 * 60 * 60;
const UNMODIFIED =
  "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

/** The methods that change or remove a message. An edit without reply_markup takes the buttons away. */
export function createEditMethods(core: Core): Methods {
  const { world, time } = core;

  /** Applies `revise` to what a message says; dates are left to the end, so that sameness shows. */
  const apply = ({ chat, posted }: InlineMessage, params: Params, revise: (message: Message) => Message): Message => {
    const keyboard = readInlineMarkup(params);
    const { reply_markup: _old, edit_date: _before, ...message } = revise(posted.message);
    const revised = { ...message, ...(keyboard === undefined ? {} : { reply_markup: keyboard }) };
    const { edit_date: _edited, ...current } = posted.message;
    if (isDeepStrictEqual(revised, current)) throw badRequest(UNMODIFIED);
    const dated = { ...revised, edit_date: time.date() };
    world.change(chat, posted, dated);
    return dated;
  };

  const edit = (params: Params, revise: (message: Message) => Message): Message | true => {
    if (isInline(params)) {
      const target = core.inlineMessages.get(getString(params, "inline_message_id"));
      if (target === undefined) throw badRequest("MESSAGE_ID_INVALID");
      apply(target, params, revise);
      return true;
    }
    const chat = world.writable(getChatId(params));
    const posted = chat.messages.get(getInteger(params, "message_id"));
    if (posted === undefined) throw badRequest("message to edit not found");
    if (!posted.isFromBot || posted.hasReplyKeyboard) throw badRequest("message can't be edited");
    return apply({ chat, posted }, params, revise);
  };

  const editMessageText: Method = (params) => {
    if (params.values.rich_message !== undefined) throw notCovered("rich messages");
    const { text, entities } = readText(params);
    const preview = findRecord(params, "link_preview_options");
    return edit(params, ({ entities: _entities, link_preview_options: _preview, ...message }) => {
      if (message.text === undefined) throw badRequest("there is no text in the message to edit");
      return {
        ...message,
        text,
        ...listed("entities", entities),
        ...compact<Content>({ link_preview_options: preview }),
      };
    });
  };

  const editMessageCaption: Method = (params) => {
    const caption = { ...captioned(params), ...placedAbove(params) };
    return edit(
      params,
      ({ caption: _caption, caption_entities: _entities, show_caption_above_media: _above, ...message }) => {
        if (message.photo === undefined && message.document === undefined)
          throw badRequest("there is no caption in the message to edit");
        return { ...message, ...caption };
      },
    );
  };

  const editMessageMedia: Method = (params) => {
    if (isInline(params) && params.uploads.size > 0)
      throw badRequest("can't upload a file while editing an inline message");
    const content = readMedia(core, params);
    return edit(params, (message) => ({ ...withoutContent(message), ...content }));
  };

  return {
    editMessageText,
    editMessageCaption,
    editMessageMedia,
    editMessageReplyMarkup: (params) => edit(params, (message) => message),
    deleteMessage: (params) => {
      const chat = world.get(getChatId(params));
      const posted = chat.messages.get(getInteger(params, "message_id"));
      if (posted === undefined) throw badRequest("message to delete not found");
      const isOld = posted.message.date < time.date() - DELETABLE_S;
      if (isOld || !mayDelete(chat, posted.isFromBot)) throw badRequest("message can't be deleted for everyone");
      world.remove(chat, posted);
      return true;
    },
  };
}

function isInline({ values }: Params): boolean {
  return values.inline_message_id !== undefined;
}

function mayDelete({ shape, rights }: Chat, isFromBot: boolean): boolean {
  return isFromBot || shape.type === "private" || rights.has("can_delete_messages");
}

function readMedia(core: Core, params: Params): Content {
  const media = findRecord(params, "media");
  if (media === undefined) throw violation("there is no media in the request");
  const given: Params = { values: media, uploads: params.uploads };
  const kind = findString(given, "type");
  if (kind !== "photo" && kind !== "document") throw notCovered(`media of type ${kind}`);
  const file = readFileReference(core, params.uploads, getString(given, "media"), kind);
  const caption = { ...captioned(given), ...placedAbove(given) };
  return kind === "photo" ? { photo: photoShape(file), ...caption } : { document: documentShape(file), ...caption };
}

function withoutContent(message: Message): Message {
  const {
    text: _text,
    entities: _entities,
    caption: _caption,
    caption_entities: _captionEntities,
    photo: _photo,
    document: _document,
    link_preview_options: _preview,
    show_caption_above_media: _above,
    ...rest
  } = message;
  return rest;
}
