import type { Core } from "../core.ts";
import { DISCORD_LOCALES } from "../locales.ts";
import type { User } from "../shapes.ts";
import { createSeat, type Seat } from "./seat.ts";

/** A channel of a guild, or a thread. */
export type Place = { readonly channelId: string };

/** Someone with Discord: a seat in the direct messages with the bot, and what they can do elsewhere. */
export type Person = Seat & {
  readonly user: User;
  readonly locale: string;
  /** The seat in a channel or thread; sitting down there joins the guild. */
  readonly in: (place: Place) => Seat;
  /** Takes no direct messages any more (the bot gets 50007), or takes them again. */
  readonly closesDirectMessages: () => void;
  readonly opensDirectMessages: () => void;
};

/** Makes a person. Throws where the locale is none of Discord's. */
export function createPerson(core: Core, user: User, locale: string): Person {
  if (!DISCORD_LOCALES.has(locale)) throw new Error(`"${locale}" is no locale of Discord's`);
  const { world } = core;
  const account = { user, locale, acceptsDirect: true };
  world.accounts.set(user.id, account);
  const seats = new Map<string, Seat>();
  const turn = (accepts: boolean) => () => {
    account.acceptsDirect = accepts;
  };
  return {
    ...createSeat(core, user, world.directOf(user)),
    user,
    locale,
    in: ({ channelId }) => {
      const channel = world.channels.get(channelId);
      if (channel === undefined) throw new Error(`there is no channel ${channelId}`);
      channel.guild?.members.set(user.id, user);
      const seat = seats.get(channelId) ?? createSeat(core, user, channel);
      seats.set(channelId, seat);
      return seat;
    },
    closesDirectMessages: turn(false),
    opensDirectMessages: turn(true),
  };
}
