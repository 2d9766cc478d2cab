import type { Core, Methods } from "../core.ts";
import { documentShape, photoShape, type StoredFile } from "../files.ts";
import { readCaption, readDraft, readText } from "../formatted-text.ts";
import { readMarkup } from "../keyboards.ts";
import type { Upload } from "../multipart.ts";
import { findBoolean, findRecord, findString, getChatId, getInteger, type Params } from "../params.ts";
import { badRequest, notCovered, violation } from "../refusal.ts";
import { type Content, compact, type Message } from "../shapes.ts";
import type { Chat, Posted } from "../world.ts";
import { readPlace } from "./place.ts";

/** The methods that put a message into a chat. */
export function createSendMethods(core: Core): Methods {
  const { world } = core;

  const send = (params: Params, content: Content, forwarded: Partial<Message> = {}): Message => {
    const markup = readMarkup(params);
    const { chat, placing } = readPlace(core, params);
    const extra: Partial<Message> = {
      ...placing.extra,
      ...forwarded,
      ...(markup.kind === "inline" ? { reply_markup: markup.keyboard } : {}),
    };
    return world.post(chat, content, { ...placing, extra, hasReplyKeyboard: markup.kind === "reply" }).message;
  };

  return {
    sendMessage: (params) => {
      const { text, entities } = readText(params);
      const preview = findRecord(params, "link_preview_options");
      return send(params, compact<Content>({ text, ...listed("entities", entities), link_preview_options: preview }));
    },

    sendMessageDraft: (params) => {
      if (getInteger(params, "draft_id") === 0) throw violation("draft_id must be non-zero");
      const { text } = readDraft(params);
      const chat = world.writable(getChatId(params));
      if (chat.shape.type !== "private") throw badRequest("drafts can be streamed only to private chats");
      chat.draft = { text, at: core.time.now() };
      return true;
    },

    sendPhoto: (params) => {
      const content = { ...captioned(params), ...placedAbove(params) };
      return send(params, { photo: photoShape(readFile(core, params, "photo", "photo")), ...content });
    },

    sendDocument: (params) => {
      const content = captioned(params);
      return send(params, { document: documentShape(readFile(core, params, "document", "document")), ...content });
    },

    copyMessage: (params) => {
      const { message } = readSource(core, params, "copy");
      const content = contentOf(message);
      const recaptioned = params.values.caption === undefined ? content : { ...content, ...captioned(params) };
      return { message_id: send(params, recaptioned).message_id };
    },

    forwardMessage: (params) => {
      const { message } = readSource(core, params, "forward");
      return send(params, contentOf(message), {
        forward_origin: { type: "user", date: message.date, sender_user: message.from },
      });
    },
  };
}

/** Reads the file of a parameter: an upload of this request, or the id of a file that Telegram has. */
export function readFile(core: Core, params: Params, name: string, kind: "photo" | "document"): StoredFile {
  const direct = params.uploads.get(name);
  if (direct !== undefined) return core.files.upload(kind, direct);
  const value = findString(params, name);
  if (value === undefined || value === "") throw violation(`there is no ${kind} in the request`);
  return readFileReference(core, params.uploads, value, kind);
}

/** The file behind "attach://name" or a file id. */
export function readFileReference(
  core: Core,
  uploads: ReadonlyMap<string, Upload>,
  value: string,
  kind: "photo" | "document",
): StoredFile {
  if (/^https?:/iu.test(value)) throw notCovered("files by address: there is no internet here");
  if (!value.startsWith("attach://")) return core.files.reuse(kind, value);
  const upload = uploads.get(value.slice("attach://".length));
  if (upload === undefined) throw violation(`wrong file attachment: ${value} is not in the request`);
  return core.files.upload(kind, upload);
}

/** A list field, which Telegram leaves out where it is empty. */
export function listed<Name extends string, Item>(name: Name, items: readonly Item[]) {
  return (items.length > 0 ? { [name]: items } : {}) as { readonly [key in Name]?: readonly Item[] };
}

/** The caption of a message; none where it is empty. */
export function captioned(params: Params): Content {
  const { text, entities } = readCaption(params);
  return text === "" ? {} : { caption: text, ...listed("caption_entities", entities) };
}

export function placedAbove(params: Params): Content {
  return findBoolean(params, "show_caption_above_media") ? { show_caption_above_media: true } : {};
}

function readSource(core: Core, params: Params, verb: "copy" | "forward"): Posted {
  const chat: Chat = core.world.get(getChatId(params, "from_chat_id"));
  const posted = chat.messages.get(getInteger(params, "message_id"));
  if (posted === undefined) throw badRequest(`message to ${verb} not found`);
  if (posted.message.has_protected_content)
    throw badRequest(`message can't be ${verb === "copy" ? "copied" : "forwarded"}`);
  return posted;
}

function contentOf(message: Message): Content {
  const { text, entities, caption, caption_entities, photo, document, contact } = message;
  const content = compact<Content>({ text, entities, caption, caption_entities, photo, document, contact });
  if (Object.keys(content).length === 0) throw badRequest("message can't be copied");
  return content;
}
