import { Routes } from "discord.js";
import { SECOND } from "../../shared/clock.ts";
import type { DiscordApi } from "./api.ts";
import type { Place } from "./conversation.ts";
import { channelAnswer } from "./payload.ts";

/** The channels behind people and threads, as far as they are known. */
export type Channels = {
  /** Notes the channel of the direct messages with a person. */
  readonly note: (account: string, channel: string) => void;
  /**
   * The channel to write in.
   *
   * @throws the fault of a call that opens direct messages.
   */
  readonly of: (place: Place) => Promise<string>;
  /** The channel that a thread belongs to; null of a channel, and where Discord does not tell. */
  readonly parentOf: (channel: string) => Promise<string | null>;
};

const MOST = 10_000;
const THREADS = [10, 11, 12];

export function createChannels(api: DiscordApi): Channels {
  const direct = new Map<string, string>();
  const parents = new Map<string, string | null>();
  const keep = <T>(map: Map<string, T>, key: string, value: T): void => {
    map.delete(key);
    map.set(key, value);
    const [oldest] = map.keys();
    if (map.size > MOST && oldest !== undefined) map.delete(oldest);
  };

  return {
    note: (account, channel) => keep(direct, account, channel),
    of: async (place) => {
      if (place.kind === "channel") return place.thread ?? place.channel;
      const known = direct.get(place.account);
      if (known !== undefined) return known;
      const opened = await api.call("post", Routes.userChannels(), { body: { recipient_id: place.account } });
      const { id } = channelAnswer.parse(opened);
      keep(direct, place.account, id);
      return id;
    },
    parentOf: async (channel) => {
      const known = parents.get(channel);
      if (known !== undefined) return known;
      const found = await api.call("get", Routes.channel(channel), { withinMs: SECOND }).catch(() => null);
      const parsed = channelAnswer.safeParse(found).data;
      if (parsed === undefined) return null;
      const parent = THREADS.includes(parsed.type) ? (parsed.parent_id ?? null) : null;
      keep(parents, channel, parent);
      return parent;
    },
  };
}
