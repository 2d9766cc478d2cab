import type { Files } from "./files.ts";
import type { Ledger } from "./ledger.ts";
import type { Params } from "./params.ts";
import type { Profile } from "./profile.ts";
import type { Questions } from "./questions.ts";
import type { Time } from "./time.ts";
import type { UpdateQueue } from "./updates.ts";
import type { Webhook } from "./webhook.ts";
import type { Chat, Posted, World } from "./world.ts";

/** What a person sees after a press. */
export type Toast = { readonly text: string; readonly isAlert: boolean; readonly url?: string };

/** What a person is offered after typing an inline query. */
export type InlineResults = { readonly results: readonly Record<string, unknown>[]; readonly nextOffset: string };

/** A message that a person sent through an inline result: the bot knows it only by its inline id. */
export type InlineMessage = { readonly chat: Chat; readonly posted: Posted };

/** Everything that the methods work on. */
export type Core = {
  readonly time: Time;
  readonly ledger: Ledger;
  readonly world: World;
  readonly queue: UpdateQueue;
  readonly webhook: Webhook;
  readonly files: Files;
  readonly profile: Profile;
  readonly presses: Questions<Toast>;
  readonly inlineQueries: Questions<InlineResults>;
  readonly inlineMessages: Map<string, InlineMessage>;
  readonly session: { isLoggedOut: boolean };
};

/** A method: what it answers, or a Refusal. `signal` is aborted when the caller has gone. */
export type Method = (params: Params, signal: AbortSignal) => unknown;

export type Methods = Readonly<Record<string, Method>>;
