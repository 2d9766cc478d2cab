import type { Core } from "../core.ts";
import { INTENTS } from "../gateway/intents.ts";
import { guildShape } from "../gateway/ready.ts";
import { CHANNEL_TYPES, type Json } from "../shapes.ts";
import { type Access, channelShape, type Guild as GuildState } from "../world.ts";
import type { Person, Place } from "./person.ts";

/** A guild that the bot is a member of. */
export type Guild = {
  readonly id: string;
  /** The first channel, "general". */
  readonly general: Place;
  /** Makes a channel; the bot may do everything there, only read, or not see it at all. */
  readonly channel: (name: string, access?: Access) => Place;
  readonly setAccess: (place: Place, access: Access) => void;
  readonly joins: (...people: readonly Person[]) => void;
  /** Puts the bot out: it is told so (GUILD_DELETE), and sees the guild's channels no more. */
  readonly removesBot: () => void;
};

/** Makes a guild and tells the bot of it (GUILD_CREATE). */
export function createGuild(
  core: Core,
  shape: { readonly id: string; readonly name: string; readonly locale: string },
): Guild {
  const { world, sessions } = core;
  const state: GuildState = { ...shape, ownerId: core.makeId(), members: new Map(), channels: [] };
  world.addGuild(state);
  const add = (name: string, access: Access) =>
    world.addChannel({ type: CHANNEL_TYPES.text, guild: state, parent: null, name, recipient: null, access });
  const tell = (t: string, d: Json): void => {
    sessions.dispatch({ t, guildId: state.id, intents: INTENTS.guilds, d: () => d });
  };
  const general = { channelId: add("general", "full").id };
  tell("GUILD_CREATE", guildShape(core, state));
  return {
    id: state.id,
    general,
    channel: (name, access = "full") => {
      const made = add(name, access);
      if (access !== "none") tell("CHANNEL_CREATE", channelShape(made));
      return { channelId: made.id };
    },
    setAccess: ({ channelId }, access) => {
      const found = world.channels.get(channelId);
      if (found === undefined) throw new Error(`there is no channel ${channelId}`);
      found.access = access;
    },
    joins: (...people) => {
      for (const { user } of people) state.members.set(user.id, user);
    },
    removesBot: () => {
      world.removeGuild(state);
      tell("GUILD_DELETE", { id: state.id });
    },
  };
}
