import type { Upload } from "../../fake-telegram/multipart.ts";
import { createFormErrors, type FormErrors, type Path } from "../form-errors.ts";
import { notCovered, violations } from "../refusal.ts";
import { type Attachment, type Component, type Embed, FLAGS, isRecord } from "../shapes.ts";
import { withIds } from "../with-ids.ts";
import { checkReferences, type FilePlan, planFiles } from "./attachments.ts";
import { checkInteger, checkText } from "./checks.ts";
import { checkComponents } from "./components.ts";
import { checkEmbeds } from "./embeds.ts";
import { checkAllowedMentions } from "./mentions.ts";

/** Where a message's body comes from: what flags may be set differs. */
export type MessageRoute = "channel" | "response" | "edit";

/** A message as a bot wrote it; what is undefined stays as it is. */
export type Draft = {
  readonly content?: string;
  readonly embeds?: readonly Embed[];
  readonly components?: readonly Component[];
  readonly files: FilePlan;
  readonly flags?: number;
  readonly nonce?: string | number;
  readonly isNonceEnforced: boolean;
  readonly allowedMentions?: Record<string, unknown>;
  readonly replyTo?: string;
  readonly isReplyNeeded: boolean;
};

/** What the message is made of before: nothing of a new one. */
export type Before = {
  readonly content: string;
  readonly embeds: readonly unknown[];
  readonly components: readonly unknown[];
  readonly attachments: readonly Attachment[];
  readonly flags: number;
};

export const NOTHING: Before = { content: "", embeds: [], components: [], attachments: [], flags: 0 };

const { suppressEmbeds, suppressNotifications, ephemeral, componentsV2 } = FLAGS;
const ALLOWED: Readonly<Record<MessageRoute, number>> = {
  channel: suppressEmbeds | suppressNotifications | componentsV2,
  response: suppressEmbeds | suppressNotifications | componentsV2 | ephemeral,
  edit: suppressEmbeds | componentsV2,
};

/**
 * Reads a message's body by Discord's rules. `prefix` is where it stands in the request. Throws 50035 for a malformed
 * one, 50006 for one that would leave nothing to see, and 40005 for files that are too large.
 */
export function readMessage(
  value: unknown,
  from: {
    readonly route: MessageRoute;
    readonly files: ReadonlyMap<number, Upload>;
    readonly before?: Before;
    readonly largestFile: number;
    readonly prefix?: Path;
  },
): Draft {
  const { route, files, before = NOTHING, largestFile, prefix = [] } = from;
  const all = createFormErrors();
  const errors: FormErrors = { ...all, add: (path, ...fault) => all.add([...prefix, ...path], ...fault) };
  const body = isRecord(value) ? value : {};
  checkText(errors, ["content"], body.content, { max: 2_000 });
  checkFlags(errors, body.flags, route);
  refuseUncovered(body);
  const flags = typeof body.flags === "number" ? body.flags : before.flags;
  const isV2 = (flags & componentsV2) !== 0 || (before.flags & componentsV2) !== 0;
  checkEmbeds(errors, ["embeds"], body.embeds);
  checkComponents(errors, ["components"], body.components, isV2);
  if (isV2) refuseBesideV2(errors, body);
  checkAllowedMentions(errors, body.allowed_mentions);
  checkNonce(errors, body);
  const plan = planFiles(errors, body.attachments, files, before.attachments, largestFile);
  const names = [...plan.kept.map(({ filename }) => filename), ...plan.added.map(({ name }) => name)];
  checkReferences(errors, body, names);
  all.settle();
  const draft = draftOf(body, plan);
  if (isEmpty(draft, before)) throw violations.emptyMessage();
  return draft;
}

/** Polls and stickers are Discord's, and not the stand-in's. */
function refuseUncovered({ poll, sticker_ids: stickers }: Record<string, unknown>): void {
  if (poll !== undefined && poll !== null) throw notCovered("a poll");
  if (Array.isArray(stickers) && stickers.length > 0) throw notCovered("stickers");
}

function checkFlags(errors: FormErrors, value: unknown, route: MessageRoute): void {
  const flags = checkInteger(errors, ["flags"], value, { min: 0 }) ?? 0;
  const wrong = Object.entries(FLAGS).filter(([, bit]) => (flags & bit) !== 0 && (ALLOWED[route] & bit) === 0);
  for (const [name] of wrong) errors.add(["flags"], "STAND_IN_FLAGS", `the flag ${name} cannot be set here`);
  const known = Object.values(FLAGS).reduce<number>((sum, bit) => sum | bit, 0);
  if ((flags & ~known) !== 0) errors.add(["flags"], "STAND_IN_FLAGS", `the flags ${flags & ~known} cannot be set here`);
}

function refuseBesideV2(errors: FormErrors, body: Record<string, unknown>): void {
  for (const name of ["content", "embeds"]) {
    const given = body[name];
    if (given === undefined || given === null || given === "" || (Array.isArray(given) && given.length === 0)) continue;
    errors.add(
      [name],
      "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
      `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    );
  }
}

function checkNonce(errors: FormErrors, { nonce, enforce_nonce }: Record<string, unknown>): void {
  if (typeof nonce !== "number") checkText(errors, ["nonce"], nonce, { max: 25 });
  if (enforce_nonce === true && (nonce === undefined || nonce === null))
    errors.add(["nonce"], "STAND_IN_NONCE", "enforce_nonce does nothing without a nonce");
}

function draftOf(body: Record<string, unknown>, files: FilePlan): Draft {
  const { content, embeds, components, flags, nonce, allowed_mentions: mentions, message_reference: reply } = body;
  return {
    ...(content === undefined ? {} : { content: typeof content === "string" ? content.trim() : "" }),
    ...(embeds === undefined ? {} : { embeds: (embeds ?? []) as readonly Embed[] }),
    ...(components === undefined ? {} : { components: withIds((components ?? []) as readonly Component[]) }),
    ...(typeof flags === "number" ? { flags } : {}),
    ...(typeof nonce === "string" || typeof nonce === "number" ? { nonce } : {}),
    ...(isRecord(mentions) ? { allowedMentions: mentions } : {}),
    ...(isRecord(reply) && typeof reply.message_id === "string" ? { replyTo: reply.message_id } : {}),
    isReplyNeeded: !isRecord(reply) || reply.fail_if_not_exists !== false,
    isNonceEnforced: body.enforce_nonce === true,
    files,
  };
}

function isEmpty({ content, embeds, components, files }: Draft, before: Before): boolean {
  const hasText = (content ?? before.content) !== "";
  const hasParts = (embeds ?? before.embeds).length > 0 || (components ?? before.components).length > 0;
  return !hasText && !hasParts && files.kept.length === 0 && files.added.length === 0;
}
