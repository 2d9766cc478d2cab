import { z } from "zod";
import { parseCommand } from "../../message/command.ts";
import type { Incoming } from "../../message/incoming.ts";
import { type LanguageTag, stripControls } from "../../message/text.ts";
import type { Visitor } from "./visitor.ts";

/** Who the page talks to: the first parts of every event. */
export const WEB = { platform: "web", bot: "desk" } as const;

const token = z.string().min(1).max(64);
const message = z.string().min(1).max(500);

/** What the page posts. The id is made there, so a repeat after a lost answer is the same event. */
export const pageEventSchema = z.discriminatedUnion("kind", [
  z.object({
    id: z.uuid(),
    kind: z.literal("text"),
    text: z.string().refine((text) => stripControls(text).trim() !== ""),
  }),
  z.object({ id: z.uuid(), kind: z.literal("action"), token, message: message.nullable() }),
  z.object({ id: z.uuid(), kind: z.literal("form"), token, answers: z.record(z.string().max(100), z.string()) }),
]);

export type PageEvent = z.infer<typeof pageEventSchema>;

/** A wish for another language, from the switch in the header. */
export const languageWishSchema = z.object({ id: z.uuid().optional(), language: z.string().min(2).max(64) });

/** A posted event in the words of no platform. `language` is the page's. */
export function decode(event: PageEvent, visitor: Visitor, language: LanguageTag): Incoming {
  const base = baseOf(event.id, visitor, language);
  switch (event.kind) {
    case "text": {
      const text = stripControls(event.text);
      const command = parseCommand(text);
      return command === null ? { ...base, kind: "text", text, files: [] } : { ...base, kind: "command", ...command };
    }
    case "action":
      return { ...base, kind: "action", token: event.token, message: event.message };
    case "form": {
      const answers = Object.entries(event.answers).map(([name, answer]) => [name, stripControls(answer)] as const);
      return { ...base, kind: "form", token: event.token, answers: Object.fromEntries(answers) };
    }
  }
}

/** The language switch says what a person could type: `/language <tag>`. */
export function decodeLanguageWish(id: string, language: LanguageTag, visitor: Visitor): Incoming {
  return { ...baseOf(id, visitor, language), kind: "command", name: "language", args: language };
}

function baseOf(id: string, { account, conversation }: Visitor, language: LanguageTag) {
  return {
    ...WEB,
    eventId: `${account}:${id.toLowerCase()}`,
    account,
    conversation,
    scope: "direct",
    localeHint: language,
  } as const;
}
