import type { Piece } from "../../message/piece.ts";
import type { Target } from "../../message/platform.ts";
import { answeredInteraction, answeredMessage, isEphemeralRef, type Place, toPlace } from "./conversation.ts";
import type { Ticket, Tickets } from "./tickets.ts";

/** A way for a piece to reach its reader. */
export type Way =
  /** As the first answer to an interaction, or in the place of the message that was pressed. */
  | { readonly kind: "original"; readonly ticket: Ticket }
  /** As a further answer to it. */
  | { readonly kind: "further"; readonly ticket: Ticket }
  | { readonly kind: "change"; readonly place: Place; readonly message: string }
  | {
      readonly kind: "post";
      readonly place: Place;
      readonly answers: string | null;
      /** The name of the thread that begins at it; null where none does. */
      readonly thread: string | null;
    };

/**
 * The ways that a piece can go, best first. An answer to an interaction goes by its ticket while that is good; what is for
 * the person alone then goes to their direct messages, all else to the channel.
 */
export async function waysOf(tickets: Tickets, { mode }: Piece, target: Target): Promise<readonly Way[]> {
  const ticket = await ticketOf(tickets, target);
  const byTicket = ticket !== null && tickets.isGood(ticket) ? ticket : null;
  const place = toPlace(target.conversation);
  if (mode.kind === "replace") return replacing(tickets, { ticket: byTicket, place, target }, mode.message);
  const isAlone = mode.kind === "private" || ticket?.aside === true;
  const post: Way = {
    kind: "post",
    place: isAlone ? { kind: "person", account: target.account } : place,
    answers: place.kind === "channel" && !isAlone ? answeredMessage(target.key) : null,
    thread: mode.kind === "topic" ? mode.name : null,
  };
  return byTicket === null ? [post] : [...(await answering(tickets, byTicket, target)), post];
}

type Replacing = { readonly ticket: Ticket | null; readonly place: Place; readonly target: Target };

async function replacing(
  tickets: Tickets,
  { ticket, place, target }: Replacing,
  message: string,
): Promise<readonly Way[]> {
  const isPressed = ticket?.response === "update" && ticket.pressed === message;
  const pressed: readonly Way[] = ticket !== null && isPressed ? [{ kind: "original", ticket }] : [];
  const isAlone = isEphemeralRef(message);
  const change: readonly Way[] = isAlone ? [] : [{ kind: "change", place, message }];
  const anew: readonly Way[] = ticket === null || isPressed ? [] : await answering(tickets, ticket, target);
  const person: Place = { kind: "person", account: target.account };
  return [
    ...pressed,
    ...change,
    ...anew,
    { kind: "post", place: isAlone ? person : place, answers: null, thread: null },
  ];
}

/** The first piece in answer to a command or form is its message; each further one, and all to a press that changed, follow. */
async function answering(tickets: Tickets, ticket: Ticket, { key }: Target): Promise<readonly Way[]> {
  const isFirst = ticket.response === "message" && (await tickets.claim(ticket, key));
  return [isFirst ? { kind: "original", ticket } : { kind: "further", ticket }];
}

/** The ticket of the interaction that a piece answers, where the piece goes to where that was, and to who did it. */
async function ticketOf(tickets: Tickets, { key, conversation, account }: Target): Promise<Ticket | null> {
  const interaction = answeredInteraction(key);
  const ticket = interaction === null ? null : await tickets.find(interaction);
  return ticket !== null && ticket.account === account && ticket.conversation === conversation ? ticket : null;
}
