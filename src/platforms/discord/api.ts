import { type RawFile, REST, type RequestData } from "discord.js";
import { SECOND } from "../../shared/clock.ts";
import type { DiscordConfig } from "./config.ts";
import { readFault } from "./fault.ts";

/** What a request carries. */
export type Carried = {
  readonly body?: unknown;
  readonly files?: readonly RawFile[];
  /** False where the address itself holds the key to an interaction. */
  readonly auth?: boolean;
  /** After how many milliseconds it is given up; 15 seconds where not given. */
  readonly withinMs?: number;
};

type Method = "get" | "post" | "patch" | "put" | "delete";

/** Discord's REST API through discord.js, which keeps to the limits that the headers tell. Nothing is tried again here. */
export type DiscordApi = {
  readonly call: (method: Method, route: `/${string}`, carried?: Carried) => Promise<unknown>;
  readonly close: () => void;
};

const TIMEOUT_MS = 15 * SECOND;
/** A limit that passes sooner is waited for; a longer one is the outbox's matter. */
const PATIENCE_MS = 5 * SECOND;

export function createApi({ token, apiRoot }: Pick<DiscordConfig, "token" | "apiRoot">): DiscordApi {
  const rest = new REST({
    api: apiRoot,
    version: "10",
    retries: 0,
    timeout: TIMEOUT_MS,
    rejectOnRateLimit: ({ retryAfter, timeToReset }) => Math.max(retryAfter, timeToReset) > PATIENCE_MS,
  }).setToken(token);
  return {
    call: async (method, route, { body, files, auth = true, withinMs } = {}) => {
      const request: RequestData = {
        auth,
        ...(body === undefined ? {} : { body }),
        ...(files === undefined ? {} : { files: [...files] }),
        ...(withinMs === undefined ? {} : { signal: AbortSignal.timeout(withinMs) }),
      };
      try {
        return await rest[method](route, request);
      } catch (error) {
        const fault = readFault(error);
        // The client forgets a token that was refused once; staff may put it right at Discord.
        if (fault.kind === "answered" && fault.status === 401) rest.setToken(token);
        throw error;
      }
    },
    close: () => {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}
