import { z } from "zod";
import type { Kept, PlatformPort } from "../../message/platform.ts";
import { type Clock, MINUTE, SECOND } from "../../shared/clock.ts";

/** How one interaction may be answered. It is stored with the event, and forgotten when Discord forgets it. */
const ticketSchema = z.object({
  id: z.string(),
  application: z.string(),
  token: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  conversation: z.string(),
  account: z.string(),
  /** What is acknowledged: a message that is to come, or that the pressed one may change. */
  response: z.enum(["message", "update"]),
  /** Whether what answers it is shown to the person alone, of an answer in a guild. */
  aside: z.boolean(),
  pressed: z.string().nullable(),
  /** The piece that the first answer became; null where none did yet. */
  first: z.string().nullable(),
});

export type Ticket = z.infer<typeof ticketSchema>;

/** Discord takes answers for 15 minutes; a send that is on its way must still arrive. */
const LIFE_MS = 15 * MINUTE;
const MARGIN_MS = 20 * SECOND;

export type Tickets = {
  /** Remembers a ticket, and returns how it is stored. */
  readonly add: (ticket: Ticket) => Kept;
  readonly find: (interaction: string) => Promise<Ticket | null>;
  /** Whether it can still be answered. */
  readonly isGood: (ticket: Ticket) => boolean;
  /** Makes a piece the first answer, for ever; false where another one is. */
  readonly claim: (ticket: Ticket, piece: string) => Promise<boolean>;
};

/** @param port what the platform was started with; null while it is not. */
export function createTickets(port: () => PlatformPort | null, clock: Clock): Tickets {
  const known = new Map<string, Ticket>();
  const ageOf = ({ at }: Ticket): number => Date.parse(clock.now()) - at;
  const keyOf = (interaction: string): string => `discord.answer.${interaction}`;
  const remember = (ticket: Ticket): void => {
    // The oldest stand first.
    for (const [id, one] of known) {
      if (ageOf(one) <= LIFE_MS) break;
      known.delete(id);
    }
    known.set(ticket.id, ticket);
  };

  return {
    add: (ticket) => {
      if (!known.has(ticket.id)) remember(ticket);
      return { key: keyOf(ticket.id), value: ticket, forMs: LIFE_MS, once: true };
    },
    find: async (interaction) => {
      const here = known.get(interaction);
      if (here !== undefined) return here;
      const kept = ticketSchema.safeParse(await port()?.recall(keyOf(interaction))).data ?? null;
      if (kept !== null) remember(kept);
      return kept;
    },
    isGood: (ticket) => ageOf(ticket) < LIFE_MS - MARGIN_MS,
    claim: async (given, piece) => {
      const ticket = known.get(given.id) ?? given;
      if (ticket.first !== null) return ticket.first === piece;
      const claimed = { ...ticket, first: piece };
      known.set(ticket.id, claimed);
      await port()?.keep(keyOf(ticket.id), claimed, LIFE_MS);
      return true;
    },
  };
}
