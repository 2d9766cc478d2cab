import type { Faults } from "../fake-telegram/faults.ts";
import type { Upload } from "../fake-telegram/multipart.ts";
import type { Time } from "../fake-telegram/time.ts";
import type { CommandStore } from "./command-store.ts";
import type { Files } from "./files.ts";
import type { Sessions } from "./gateway/sessions.ts";
import type { Starts } from "./gateway/starts.ts";
import type { Interactions } from "./interactions.ts";
import type { Ledger } from "./ledger.ts";
import type { Posting } from "./posting.ts";
import type { World } from "./world.ts";

/** Everything that the handlers and the people work on. */
export type Core = {
  readonly time: Time;
  readonly makeId: () => string;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly world: World;
  readonly files: Files;
  readonly posting: Posting;
  readonly commands: CommandStore;
  readonly interactions: Interactions;
  readonly sessions: Sessions;
  readonly starts: Starts;
  /** The bot's id, its application's and its interactions' webhook's: Discord gives newer bots one for all three. */
  readonly applicationId: string;
  /** Where the gateway is; known once the server listens. */
  readonly gatewayUrl: () => string;
  /** The largest file that the bot may send, in bytes. */
  readonly largestFile: number;
  /** How long a nonce is remembered, in milliseconds. */
  readonly nonceMs: number;
  /** The token is void once the bot identified too often. */
  readonly token: { readonly value: string; isReset: boolean };
};

/** A request that passed the doors: its path parameters, and what it carried. */
export type Call = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly json: unknown;
  readonly files: ReadonlyMap<number, Upload>;
};

/** What a handler answers: JSON with status 200, nothing (204), or a Reply of another status. Throws a Refusal. */
export type Handler = (call: Call) => unknown;

export type Handlers = Readonly<Record<string, Handler>>;

export class Reply {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    this.status = status;
    this.body = body;
  }
}
