import { Routes } from "discord.js";
import type { Translator } from "../../i18n/translator.ts";
import type { Platform, PlatformPort } from "../../message/platform.ts";
import type { Clock } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";
import { createApi } from "./api.ts";
import { DISCORD_CAPABILITIES } from "./capabilities.ts";
import { createChannels } from "./channels.ts";
import { registerCommands } from "./commands.ts";
import { botIdOf, type DiscordConfig } from "./config.ts";
import { connect, type Introduction } from "./connect.ts";
import { readFault } from "./fault.ts";
import { startGateway } from "./gateway.ts";
import { createReceive } from "./receive.ts";
import { createSender } from "./send.ts";
import { createTickets } from "./tickets.ts";
import { createTyping } from "./typing.ts";

export type DiscordDeps = {
  readonly config: DiscordConfig;
  readonly translator: Translator;
  readonly clock: Clock;
  readonly log: Logger;
};

/** Discord: events by the gateway, answers by interaction or as messages. `username` is null until Discord has told it. */
export type DiscordPlatform = { readonly platform: Platform; readonly username: () => string | null };

export function createDiscordPlatform({ config, translator, clock, log }: DiscordDeps): DiscordPlatform {
  const api = createApi(config);
  const over = new AbortController();
  const { signal } = over;
  let port: PlatformPort | null = null;
  let username: string | null = null;
  let stopReceiving: () => Promise<void> = async () => undefined;
  const tickets = createTickets(() => port, clock);
  const channels = createChannels(api);
  const typing = createTyping({ api, channels, clock, log });
  const send = createSender({ api, channels, tickets });
  const id = botIdOf(config.token);

  /** Begins to receive; returns how to end it. */
  const receiveAs = (given: PlatformPort, who: Introduction): (() => Promise<void>) => {
    username = who.username;
    const bot = { id, user: who.user };
    const receive = createReceive({ api, port: given, bot, tickets, channels, clock, log, signal });
    const scope = { application: who.application, guildId: config.guildId };
    const registering = registerCommands({ api, port: given, translator, clock, log, signal }, scope).catch(
      (error: unknown) => log.warn({ reason: readFault(error).description }, "the commands were not registered"),
    );
    const goingOn = receive
      .goOn()
      .catch((error: unknown) => log.error({ err: error }, "what waits to be acknowledged can't be read"));
    const gateway = startGateway({
      ...{ token: config.token, info: who.info, shards: config.shards ?? who.info.shards },
      ...{ port: given, receive, clock, log },
      onRefused: (error) => log.error({ reason: error.message }, "Discord is left out"),
    });
    return async () => {
      await gateway.stop();
      await Promise.all([registering, goingOn, receive.settled()]);
    };
  };

  /** What was acknowledged and has no answer must not say for ever that the bot is thinking. */
  const tidy = async (event: string): Promise<void> => {
    const ticket = await tickets.find(event.slice(1));
    if (ticket === null || ticket.response !== "message" || ticket.first !== null || !tickets.isGood(ticket)) return;
    const { application, token } = ticket;
    await api.call("delete", Routes.webhookMessage(application, token, "@original"), { auth: false });
  };

  const platform: Platform = {
    id: "discord",
    bot: id,
    capabilities: DISCORD_CAPABILITIES,
    start: async (given) => {
      port = given;
      stopReceiving = await connect({ api, clock, log, signal, onConnected: (who) => receiveAs(given, who) });
    },
    stop: async () => {
      over.abort();
      typing.stop();
      await stopReceiving();
      api.close();
    },
    send: async (piece, target) => {
      const result = await send(piece, target);
      typing.end(target.conversation);
      return result;
    },
    signal: ({ kind, event, conversation }) => {
      const isInteraction = event.startsWith("i");
      if (kind === "typing" && !isInteraction) return typing.begin(conversation);
      if (kind === "unanswered" && isInteraction)
        tidy(event).catch((error: unknown) =>
          log.debug({ reason: readFault(error).description }, "nothing to tidy up"),
        );
      if (kind === "unanswered") typing.end(conversation);
    },
  };
  return { platform, username: () => username };
}
