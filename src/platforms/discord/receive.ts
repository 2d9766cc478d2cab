import { Routes } from "discord.js";
import type { z } from "zod";
import type { Incoming } from "../../message/incoming.ts";
import type { Kept, PlatformPort } from "../../message/platform.ts";
import { type Clock, SECOND } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";
import { acknowledge } from "./acknowledge.ts";
import type { DiscordApi } from "./api.ts";
import type { Channels } from "./channels.ts";
import { interactionEvent, isEphemeralRef, toPlace } from "./conversation.ts";
import { type Done, decodeInteraction } from "./decode-interaction.ts";
import { decodeEdited, decodeMessage } from "./decode-message.ts";
import { createFates } from "./fates.ts";
import { readFault } from "./fault.ts";
import { toModal } from "./forms.ts";
import { type Bot, CALLBACKS, type Interaction, interactionSchema, messageSchema } from "./payload.ts";
import { createSuggestions } from "./suggest.ts";
import type { Ticket, Tickets } from "./tickets.ts";

export type ReceiveDeps = {
  readonly api: DiscordApi;
  readonly port: PlatformPort;
  readonly bot: Bot;
  readonly tickets: Tickets;
  readonly channels: Channels;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
};

/** An event of the gateway. */
export type Dispatch = { readonly t: string; readonly d: unknown };

export type Receive = {
  /**
   * Takes events in, all at once. Resolves once each is committed, or of no concern; they are acknowledged besides.
   *
   * @param session where the session stands after them, stored with them.
   * @throws AppError `store.*` where they were not saved: they must come again.
   */
  readonly take: (dispatches: readonly Dispatch[], session: Kept) => Promise<void>;
  /** Takes up what an earlier process left between its commit and its acknowledgement. */
  readonly goOn: () => Promise<void>;
  /** Resolves when all that was begun is over. */
  readonly settled: () => Promise<void>;
};

type Event = { readonly incoming: Incoming; readonly ticket: Ticket | null };

export function createReceive(deps: ReceiveDeps): Receive {
  const { port, bot, tickets, channels, clock, log } = deps;
  const suggest = createSuggestions(deps);
  let acknowledging = 0;
  const settle = createFates({ ...deps, isRush: () => acknowledging > 0 });
  const open = new Set<Promise<void>>();
  const begin = (work: Promise<void>): void => {
    const tracked = work.finally(() => open.delete(tracked));
    open.add(tracked);
  };

  const decode = async ({ t, d }: Dispatch): Promise<Event[]> => {
    if (t === "INTERACTION_CREATE") return interacted(parse(log, interactionSchema, d));
    if (t !== "MESSAGE_CREATE" && t !== "MESSAGE_UPDATE") return [];
    const message = parse(log, messageSchema, d);
    if (message === null) return [];
    const toIncoming = t === "MESSAGE_CREATE" ? decodeMessage : decodeEdited;
    if (toIncoming(message, bot, null) === null) return [];
    if (message.guild_id === undefined) channels.note(message.author.id, message.channel_id);
    const parent = message.guild_id === undefined ? null : await channels.parentOf(message.channel_id);
    const incoming = toIncoming(message, bot, parent);
    return incoming === null ? [] : [{ incoming, ticket: null }];
  };

  const interacted = async (interaction: Interaction | null): Promise<Event[]> => {
    const decoded = interaction === null ? null : decodeInteraction(interaction, bot);
    if (interaction === null || decoded === null || decoded.kind === "none") return [];
    if (decoded.kind === "typing") {
      suggest(interaction, decoded);
      return [];
    }
    const { account, conversation, scope } = decoded.incoming;
    if (scope === "direct" && interaction.channel_id !== undefined) channels.note(account, interaction.channel_id);
    if (decoded.form !== null && (await openForm(interaction, decoded.form, account))) return [];
    const ticket = await ticketOf(interaction, decoded);
    log.debug({ event: decoded.incoming.eventId, place: toPlace(conversation).kind }, "an interaction came");
    return [{ incoming: decoded.incoming, ticket }];
  };

  /** A form opens by a read alone, as the first answer to its press; false where it is old or somebody else's. */
  const openForm = async ({ id, token }: Interaction, form: string, account: string): Promise<boolean> => {
    const view = await port.query({ kind: "form", token: form, reader: { platform: "discord", account } });
    if (view === null) return false;
    const body = { type: CALLBACKS.modal, data: toModal(view) };
    begin(
      deps.api
        .call("post", Routes.interactionCallback(id, token), { body, auth: false, withinMs: 2.5 * SECOND })
        .then(() => undefined)
        .catch((error: unknown) => log.warn({ reason: readFault(error).description }, "a form was not opened")),
    );
    return true;
  };

  const ticketOf = async (interaction: Interaction, { incoming, asked, pressed }: Done): Promise<Ticket> => {
    const { account, conversation, scope } = incoming;
    const known = await tickets.find(interaction.id);
    if (known !== null) return known;
    const { response, audience } = await port.query({
      kind: "manner",
      of: asked,
      reader: { platform: "discord", account },
    });
    const isSeenAlone = audience === "private" || (pressed !== null && isEphemeralRef(pressed));
    return {
      ...{ id: interaction.id, application: interaction.application_id, token: interaction.token },
      ...{ at: Date.parse(clock.now()), conversation, account, pressed, first: null },
      response: response === "update" && pressed !== null ? "update" : "message",
      aside: scope === "group" && isSeenAlone,
    };
  };

  /** Acknowledges, and says what became of it; where that can't be stored, the next start takes it up. */
  const confirm = async (ticket: Ticket): Promise<void> => {
    acknowledging += 1;
    const fate = await acknowledge(deps, ticket).finally(() => {
      acknowledging -= 1;
    });
    if (fate !== null) await settle([interactionEvent(ticket.id)], fate);
  };

  return {
    take: async (dispatches, session) => {
      const events = (await Promise.all(dispatches.map(decode))).flat();
      if (events.length === 0) return;
      const kept = events.flatMap(({ ticket }) => (ticket === null ? [] : [tickets.add(ticket)]));
      await port.accept(
        events.map(({ incoming }) => incoming),
        [session, ...kept],
      );
      for (const { ticket } of events) if (ticket !== null) begin(confirm(ticket));
    },
    goOn: async () => {
      const lost: string[] = [];
      for (const event of await port.query({ kind: "unconfirmed" })) {
        const ticket = await tickets.find(event.slice(1));
        if (ticket === null) lost.push(event);
        else begin(confirm(ticket));
      }
      await settle(lost, "void");
    },
    settled: async () => {
      while (open.size > 0) await Promise.all([...open]);
    },
  };
}

function parse<T>(log: Logger, schema: z.ZodType<T>, value: unknown): T | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  log.error({ fields: parsed.error.issues.map(({ path }) => path.join(".")) }, UNREADABLE);
  return null;
}

const UNREADABLE = "an event of Discord has a shape that is not known; it is left out";
