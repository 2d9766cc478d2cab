import { z } from "zod";

const json: z.ZodType<unknown> = z.json();

const base = {
  /** The platform and the bot account that received the event, such as `web` and `desk`. */
  platform: z.string().min(1),
  bot: z.string().min(1),
  /** Unique per platform and bot; a repeat of it is the same event. */
  eventId: z.string().min(1).max(300),
  /** Who did it, by the platform's own id. */
  account: z.string().min(1).max(200),
  /** Where answers go: `<platform>:<chat>[:<topic>]`. */
  conversation: z.string().min(1).max(300),
  scope: z.enum(["direct", "group"]),
  /** The language that the platform says the person uses, as it was given. */
  localeHint: z.string().max(64).nullable(),
  /** Of a group event: the address of the chat where the person is alone with the bot. What is private moves there. */
  privateChat: z.string().optional(),
  /** Of a group event: the conversation that the bot can begin with the person alone, without their doing. */
  alone: z.string().max(300).optional(),
  /** Of a group event: its answer can be shown to the person alone, right there. What is private then stays. */
  aside: z.literal(true).optional(),
  /** The network may still refuse the event: it has no effect before its platform settles it. */
  unconfirmed: z.literal(true).optional(),
};

const incomingFile = z.object({ name: z.string(), mime: z.string(), size: z.number(), ref: z.string() });

/** Everything that can happen, in the words of no platform. It is what the inbox stores. */
export const incomingSchema = z.discriminatedUnion("kind", [
  z.object({
    ...base,
    kind: z.literal("text"),
    text: z.string(),
    files: z.array(incomingFile),
    /** The platform's id of the message that it replies to; absent where it replies to none. */
    replyTo: z.string().max(500).optional(),
    /** A phone number that the person shared instead of words. */
    phone: z.string().optional(),
  }),
  /** New words for an earlier text. */
  z.object({ ...base, kind: z.literal("edited"), text: z.string(), message: z.string() }),
  z.object({ ...base, kind: z.literal("command"), name: z.string(), args: z.string() }),
  /** A pressed button. `message` is the platform's id of the message that carried it. */
  z.object({ ...base, kind: z.literal("action"), token: z.string(), message: z.string().nullable() }),
  /** A form, as filled in on a platform that shows forms. Of one that is shown in pages, `next` is the field that follows. */
  z.object({
    ...base,
    kind: z.literal("form"),
    token: z.string(),
    answers: z.record(z.string(), z.string()),
    next: z.number().int().optional(),
  }),
  z.object({ ...base, kind: z.literal("joined"), payload: z.string().nullable() }),
  z.object({ ...base, kind: z.literal("left"), reason: z.string() }),
  z.object({ ...base, kind: z.literal("timer"), name: z.string(), params: json }),
]);

export type Incoming = z.infer<typeof incomingSchema>;

/** The kinds of {@link Incoming}. */
export type IncomingKind = Incoming["kind"];

/** One incoming event of a given kind. */
export type IncomingOf<K extends IncomingKind> = Extract<Incoming, { readonly kind: K }>;

/** The key of an event over all platforms and bots: outbox rows are named after it. */
export function eventKey(event: Pick<Incoming, "platform" | "bot" | "eventId">): string {
  return `${event.platform}/${event.bot}/${event.eventId}`;
}
