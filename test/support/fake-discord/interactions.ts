import { refusals } from "./refusal.ts";
import { type Component, INTERACTION_TYPES, type Json, type User } from "./shapes.ts";
import type { Channel, Posted } from "./world.ts";

export type Modal = { readonly custom_id: string; readonly title: string; readonly components: readonly Component[] };

/** What becomes of an interaction: unanswered for less than three seconds, or longer; put off; or answered. */
export type Fate = "waiting" | "void" | "deferred" | "done";

export type Interaction = {
  readonly id: string;
  readonly token: string;
  readonly kind: keyof typeof INTERACTION_TYPES;
  /** The command with its sub-commands, or the `custom_id` of the component or modal. */
  readonly name: string;
  readonly user: User;
  readonly channel: Channel;
  /** Milliseconds of the stand-in's time. */
  readonly at: number;
  /** The message whose component was used, also by way of a modal. */
  readonly source: Posted | null;
  /** Whether Discord lost it: the bot's answer is 10062, however quick. */
  readonly isForgotten: boolean;
  readonly metadata: Json;
  /** The type of the option that the person is typing, of an autocomplete. */
  readonly focused: number | null;
  /** Milliseconds from its making to the callback, or null. */
  acknowledgedAfter: number | null;
  /** The type of the callback, or null. */
  response: number | null;
  /** The message that `@original` means; null where there is none. */
  original: Posted | null;
  /** Whether it is only put off: neither the message nor its change nor anything else has come yet. */
  isPending: boolean;
  /** The messages that followed the first answer. */
  readonly followUps: Set<string>;
  modal: Modal | null;
  choices: readonly Json[] | null;
  readonly listeners: Set<() => void>;
  readonly fate: Fate;
};

type NewInteraction = Pick<Interaction, "kind" | "name" | "user" | "channel" | "source" | "focused">;

export type Interactions = {
  readonly all: readonly Interaction[];
  readonly open: (given: NewInteraction) => Interaction;
  /**
   * The interaction of a callback. Throws 10062 where there is none such or three seconds have passed, and 40060 where
   * it was acknowledged; a modal after another answer is a violation, for it can only come first.
   */
  readonly unacknowledged: (id: string, token: string, type: number) => Interaction;
  /** Marks it answered, and tells those who wait. */
  readonly acknowledge: (interaction: Interaction, type: number) => void;
  /** What was put off has come. */
  readonly settle: (interaction: Interaction) => void;
  /** The interaction behind a webhook's token. Throws 10015 for an unknown or unanswered one, 50027 for an old one. */
  readonly acknowledged: (token: string) => Interaction;
};

export function createInteractions(deps: {
  readonly now: () => number;
  readonly makeId: () => string;
  readonly random: () => number;
  /** How long an interaction waits for its callback; Discord: 3,000 ms. */
  readonly deadlineMs: number;
  /** How long its token is good for after the callback; Discord: 15 minutes. */
  readonly tokenMs: number;
  /** The share of interactions that are void from the start, as happens with Discord (discord-api-docs, issue 5558). */
  readonly voidShare: number;
}): Interactions {
  const { now, makeId, random, deadlineMs, tokenMs, voidShare } = deps;
  const all: Interaction[] = [];
  const byToken = new Map<string, Interaction>();
  const isVoid = ({ at, isForgotten }: Interaction) => isForgotten || now() - at > deadlineMs;

  return {
    all,
    open: (given) => {
      const id = makeId();
      const secret = Array.from({ length: 24 }, () => Math.floor(random() * 36).toString(36)).join("");
      const interaction: Interaction = {
        ...given,
        id,
        token: Buffer.from(`interaction:${id}:${secret}`).toString("base64url"),
        at: now(),
        isForgotten: voidShare > 0 && random() < voidShare,
        metadata: metadataOf(id, given),
        acknowledgedAfter: null,
        response: null,
        original: null,
        isPending: false,
        followUps: new Set(),
        modal: null,
        choices: null,
        listeners: new Set(),
        get fate() {
          if (this.response === null) return isVoid(this) ? "void" : "waiting";
          return this.isPending ? "deferred" : "done";
        },
      };
      all.push(interaction);
      byToken.set(interaction.token, interaction);
      return interaction;
    },
    unacknowledged: (id, token, type) => {
      const found = byToken.get(token);
      if (found === undefined || found.id !== id) throw refusals.unknownInteraction();
      if (found.response !== null) throw refusals.alreadyAcknowledged(type === 9 && found.response !== 9);
      if (isVoid(found)) throw refusals.unknownInteraction();
      return found;
    },
    acknowledge: (interaction, type) => {
      interaction.response = type;
      interaction.acknowledgedAfter = now() - interaction.at;
      for (const listener of [...interaction.listeners]) listener();
    },
    settle: (interaction) => {
      interaction.isPending = false;
      for (const listener of [...interaction.listeners]) listener();
    },
    acknowledged: (token) => {
      const found = byToken.get(token);
      if (found?.acknowledgedAfter == null || found.kind === "autocomplete") throw refusals.unknownWebhook();
      if (now() > found.at + found.acknowledgedAfter + tokenMs) throw refusals.expiredToken();
      return found;
    },
  };
}

function metadataOf(id: string, { kind, user, source }: NewInteraction): Json {
  return {
    id,
    type: INTERACTION_TYPES[kind],
    user,
    authorizing_integration_owners: { "0": "0" },
    ...(source === null ? {} : { interacted_message_id: source.message.id }),
  };
}
