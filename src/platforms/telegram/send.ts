import { InputFile } from "grammy";
import type { Piece } from "../../message/piece.ts";
import type { SendResult, Target } from "../../message/platform.ts";
import { MINUTE } from "../../shared/clock.ts";
import type { TelegramApi } from "./api.ts";
import { answeredMessage, type Place, toConversation, toPlace } from "./conversation.ts";
import { type Fault, readFault } from "./fault.ts";
import type { FileIds } from "./file-ids.ts";
import { type Rendered, renderPiece, withoutStyle } from "./render.ts";
import { createTopics } from "./topics.ts";

/** Where a message goes, and what it stands in for or answers. */
type Way = Place & { readonly replaces: number | null; readonly answers: number | null };

type Attempt = { readonly rendered: Rendered; readonly way: Way; readonly reuse: boolean };

/**
 * Sends a piece. What Telegram refuses is tried once more in the way that it would take (as a new message, without a
 * topic, without styles); only then it is refused for good.
 *
 * @throws the fault of a call that may have been carried out: the outcome is unknown.
 */
export type SendPiece = (piece: Piece, target: Target) => Promise<SendResult>;

export function createSender(api: TelegramApi, files: FileIds): SendPiece {
  const topics = createTopics(api);
  const wayOf = async (piece: Piece, target: Target, rendered: Rendered): Promise<Way> => {
    const place = toPlace(target.conversation);
    const { mode } = piece;
    return {
      chat: place.chat,
      topic: mode.kind === "topic" ? await topics.open(target.key, place.chat, mode.name) : place.topic,
      replaces: mode.kind === "replace" && rendered.file === null ? Number(mode.message) : null,
      answers: place.chat < 0 ? answeredMessage(target.key) : null,
    };
  };

  const attemptAll = async (first: Attempt): Promise<SendResult> => {
    let attempt: Attempt | null = first;
    let result: SendResult = { kind: "refused", reason: "no attempt was made" };
    while (attempt !== null) {
      const { way }: Attempt = attempt;
      const conversation = toConversation(way);
      try {
        return { kind: "sent", message: String(await sendOnce(api, files, attempt)), conversation };
      } catch (error) {
        const fault = readFault(error);
        if (fault.kind === "unclear") throw error;
        if (isUnmodified(fault)) return { kind: "sent", message: String(way.replaces), conversation };
        result = resultOf(fault, way);
        attempt = result.kind === "refused" ? nextAttempt(fault, attempt) : null;
      }
    }
    return result;
  };

  return async (piece, target) => {
    const rendered = renderPiece(piece);
    try {
      const way = await wayOf(piece, target, rendered);
      const result = await attemptAll({ rendered, way, reuse: true });
      if (result.kind !== "limited" && result.kind !== "retry") topics.close(target.key);
      return result;
    } catch (error) {
      const fault = readFault(error);
      if (fault.kind === "unclear") throw error;
      return resultOf(fault, toPlace(target.conversation));
    }
  };
}

async function sendOnce(api: TelegramApi, files: FileIds, { rendered, way, reuse }: Attempt): Promise<number> {
  const { text, keyboard, file } = rendered;
  const entities = [...rendered.entities] as NonNullable<Parameters<TelegramApi["sendMessage"]>[0]["entities"]>;
  const markup = keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: keyboard.map((row) => [...row]) } };
  if (way.replaces !== null) {
    const edited = { chat_id: way.chat, message_id: way.replaces, text, entities, ...PREVIEWS_OFF, ...markup };
    await api.editMessageText(edited);
    return way.replaces;
  }
  const common = {
    chat_id: way.chat,
    ...(way.topic === null ? {} : { message_thread_id: way.topic }),
    ...(way.answers === null
      ? {}
      : { reply_parameters: { message_id: way.answers, allow_sending_without_reply: true } }),
    ...markup,
  };
  if (file === null) return (await api.sendMessage({ ...common, text, entities, ...PREVIEWS_OFF })).message_id;
  const known = reuse ? await files.find(file) : null;
  const caption = text === "" ? {} : { caption: text, caption_entities: entities };
  const upload = known ?? new InputFile(file.bytes, file.name);
  const [sent, id] =
    file.shownAs === "photo"
      ? await api
          .sendPhoto({ ...common, ...caption, photo: upload })
          .then((one) => [one, one.photo.at(-1)?.file_id] as const)
      : await api
          .sendDocument({ ...common, ...caption, document: upload })
          .then((one) => [one, one.document.file_id] as const);
  if (known === null && id !== undefined) await files.keep(file, id);
  return sent.message_id;
}

/** A preview would fetch an address that nobody has opened yet. */
const PREVIEWS_OFF = { link_preview_options: { is_disabled: true } };

function resultOf(fault: Fault, { chat }: Place): SendResult {
  const reason = fault.description;
  if (fault.kind !== "answered") return { kind: "retry", afterMs: null, reason };
  if (fault.retryAfterMs !== null || fault.code === 429)
    return { kind: "limited", afterMs: fault.retryAfterMs ?? MINUTE, reason };
  // Staff may put the token right while the message waits.
  if (fault.code === 401) return { kind: "retry", afterMs: MINUTE, reason };
  // A group that put the bot out says nothing of the person in it.
  if (isUnreachable(fault) && chat > 0) return { kind: "unreachable", reason };
  return { kind: "refused", reason };
}

function isUnreachable({ code, description }: Extract<Fault, { kind: "answered" }>): boolean {
  return code === 403 || /chat not found|user not found|PEER_ID_INVALID|user is deactivated/iu.test(description);
}

function isUnmodified(fault: Fault): boolean {
  return fault.kind === "answered" && /message is not modified/iu.test(fault.description);
}

/** How a refused message could go through after all; null where there is no other way. */
function nextAttempt(fault: Fault, attempt: Attempt): Attempt | null {
  if (fault.kind !== "answered" || fault.code === 403) return null;
  const { way, rendered } = attempt;
  if (fault.movedTo !== null && fault.movedTo !== way.chat)
    return { ...attempt, way: { ...way, chat: fault.movedTo, replaces: null, answers: null } };
  if (
    way.replaces !== null &&
    /message to edit|can't be edited|no text in the message|MESSAGE_ID_INVALID/iu.test(fault.description)
  )
    return { ...attempt, way: { ...way, replaces: null } };
  if (way.topic !== null && /thread|TOPIC_/iu.test(fault.description))
    return { ...attempt, way: { ...way, topic: null } };
  if (attempt.reuse && rendered.file !== null && /file/iu.test(fault.description)) return { ...attempt, reuse: false };
  if (rendered.file?.shownAs === "photo" && /photo|image/iu.test(fault.description))
    return { ...attempt, rendered: { ...rendered, file: { ...rendered.file, shownAs: "document" } } };
  const bare = withoutStyle(rendered);
  const isStyled = rendered.entities.length > 0 || bare.keyboard.flat().length < rendered.keyboard.flat().length;
  return isStyled ? { ...attempt, rendered: bare } : null;
}
