import { Routes } from "discord.js";
import type { Piece } from "../../message/piece.ts";
import type { SendResult, Target } from "../../message/platform.ts";
import { MINUTE } from "../../shared/clock.ts";
import { sha256 } from "../../shared/ids.ts";
import type { DiscordApi } from "./api.ts";
import type { Channels } from "./channels.ts";
import { messageRef, toConversation } from "./conversation.ts";
import { type Fault, hasCode, readFault } from "./fault.ts";
import { FLAGS, messageAnswer } from "./payload.ts";
import { type Rendered, renderBare, renderPiece } from "./render.ts";
import { beginThread } from "./threads.ts";
import type { Tickets } from "./tickets.ts";
import { type Way, waysOf } from "./ways.ts";

export type SenderDeps = { readonly api: DiscordApi; readonly channels: Channels; readonly tickets: Tickets };

/**
 * Sends a piece by the best way that is open, else by the next. What Discord refuses for its form is tried once more
 * without any styling.
 *
 * @throws the fault of a call that may have been carried out: the outcome is unknown.
 */
export type SendPiece = (piece: Piece, target: Target) => Promise<SendResult>;

export function createSender(deps: SenderDeps): SendPiece {
  return async (piece, target) => {
    let result: SendResult = { kind: "refused", reason: "there is no way to the reader" };
    for (const way of await waysOf(deps.tickets, piece, target)) {
      const fault = await attempt(deps, piece, target, way);
      if (fault.kind === "sent") return fault;
      result = resultOf(fault, way);
      if (!isClosed(fault, way)) return result;
    }
    return result;
  };
}

type Sent = Extract<SendResult, { kind: "sent" }>;
type Answered = Extract<Fault, { kind: "answered" }>;

/** One way, in full dress and then without any. */
async function attempt(deps: SenderDeps, piece: Piece, target: Target, way: Way): Promise<Sent | Answered> {
  for (const rendered of [renderPiece(piece), renderBare(piece)]) {
    try {
      return await sendBy(deps, rendered, target, way);
    } catch (error) {
      const fault = readFault(error);
      if (fault.kind === "unclear") throw error;
      if (!hasCode(fault, "invalidForm")) return fault;
    }
  }
  return { kind: "answered", status: 400, code: 0, retryAfterMs: null, description: "Discord does not take its form" };
}

async function sendBy(deps: SenderDeps, rendered: Rendered, target: Target, way: Way): Promise<Sent> {
  const { api, channels } = deps;
  const files = rendered.file === null ? {} : { files: [{ name: rendered.file.name, data: rendered.file.bytes }] };
  const body = bodyOf(rendered);
  switch (way.kind) {
    case "original": {
      const { application, token, aside, pressed, response } = way.ticket;
      const route = Routes.webhookMessage(application, token, "@original");
      const sent = await api.call("patch", route, { body, ...files, auth: false });
      const message = response === "update" && pressed !== null ? pressed : messageRef(idOf(sent), aside);
      return { kind: "sent", message };
    }
    case "further": {
      const { application, token, aside } = way.ticket;
      const flags = FLAGS.suppressEmbeds | (aside ? FLAGS.ephemeral : 0);
      const carried = { body: { ...body, flags }, ...files, auth: false };
      return {
        kind: "sent",
        message: messageRef(idOf(await api.call("post", Routes.webhook(application, token), carried)), aside),
      };
    }
    case "change": {
      const channel = way.place.kind === "channel" && way.place.thread === way.message ? way.place.channel : null;
      const route = Routes.channelMessage(channel ?? (await channels.of(way.place)), way.message);
      await api.call("patch", route, { body, ...files });
      return { kind: "sent", message: way.message };
    }
    case "post":
      return post(deps, { ...body, ...onceOnly(target), ...answering(way.answers) }, files, way);
  }
}

async function post(
  { api, channels }: SenderDeps,
  body: object,
  files: object,
  { place, thread }: Extract<Way, { kind: "post" }>,
): Promise<Sent> {
  const channel = await channels.of(place);
  const message = idOf(await api.call("post", Routes.channelMessages(channel), { body, ...files }));
  const isPlain = place.kind === "channel" && place.thread === null;
  const begun = thread !== null && isPlain && (await beginThread(api, { channel, message, name: thread }));
  return begun
    ? { kind: "sent", message, conversation: toConversation({ kind: "channel", channel, thread: message }) }
    : { kind: "sent", message };
}

/** Nobody is notified, and no address is looked at before somebody opens it. */
function bodyOf({ content, components, file }: Rendered): object {
  const about = file?.description == null || file.description.trim() === "" ? {} : { description: file.description };
  const attachments = file === null ? [] : [{ id: "0", filename: file.name, ...about }];
  return { content, components, attachments, flags: FLAGS.suppressEmbeds, allowed_mentions: { parse: [] } };
}

const NONCE_LENGTH = 25;

/** The same piece is one message, however often it is sent within some minutes. */
function onceOnly({ key }: Target): object {
  return { nonce: sha256(key).slice(0, NONCE_LENGTH), enforce_nonce: true };
}

function answering(message: string | null): object {
  return message === null ? {} : { message_reference: { message_id: message, fail_if_not_exists: false } };
}

function idOf(answer: unknown): string {
  return messageAnswer.parse(answer).id;
}

function resultOf(fault: Answered, way: Way): SendResult {
  const { description: reason, status, retryAfterMs } = fault;
  if (status === 429) return { kind: "limited", afterMs: retryAfterMs ?? MINUTE, reason };
  // Staff may put the token right while the message waits.
  if (status === 401 && way.kind !== "original" && way.kind !== "further")
    return { kind: "retry", afterMs: MINUTE, reason };
  const isToPerson = way.kind === "post" && way.place.kind === "person";
  if (isToPerson && (status === 403 || hasCode(fault, "cannotWriteToPerson", "noSharedGuild")))
    return { kind: "unreachable", reason };
  return { kind: "refused", reason };
}

/** Whether another way may be open where this one is not. */
function isClosed(fault: Answered, { kind }: Way): boolean {
  if (fault.status === 429) return false;
  if (kind === "original" || kind === "further")
    return fault.status === 401 || fault.status === 403 || fault.status === 404;
  return kind === "change" && hasCode(fault, "unknownMessage", "unknownChannel", "missingAccess", "missingPermissions");
}
