import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import { messageOf } from "../../shared/errors.ts";

/**
 * What went wrong with a call. `answered`: Discord refused it, so it was not carried out; `unclear`: it may have been.
 * Neither holds an address, which may be the key to an interaction.
 */
export type Fault =
  | {
      readonly kind: "answered";
      readonly status: number;
      /** Discord's own code, such as 10062; 0 where there is none. */
      readonly code: number;
      readonly retryAfterMs: number | null;
      readonly description: string;
    }
  | { readonly kind: "unclear"; readonly description: string };

export function readFault(error: unknown): Fault {
  if (error instanceof RateLimitError) {
    const retryAfterMs = Math.ceil(Math.max(error.retryAfter, error.timeToReset, 1));
    return { kind: "answered", status: 429, code: 0, retryAfterMs, description: `limited for ${retryAfterMs} ms` };
  }
  if (error instanceof DiscordAPIError) {
    const code = Number(error.code) || 0;
    return {
      kind: "answered",
      status: error.status,
      code,
      retryAfterMs: null,
      description: `${code}: ${error.message}`,
    };
  }
  if (error instanceof HTTPError) return { kind: "unclear", description: `${error.status}: ${error.message}` };
  return { kind: "unclear", description: messageOf(error) };
}

/** Discord's codes that mean something to us. */
export const CODES = {
  unknownChannel: 10_003,
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  acknowledgedBefore: 40_060,
  missingAccess: 50_001,
  cannotWriteToPerson: 50_007,
  missingPermissions: 50_013,
  invalidToken: 50_027,
  invalidForm: 50_035,
  threadExists: 160_004,
  noSharedGuild: 50_278,
} as const;

export function hasCode(fault: Fault, ...codes: readonly (keyof typeof CODES)[]): boolean {
  return fault.kind === "answered" && codes.some((name) => CODES[name] === fault.code);
}
