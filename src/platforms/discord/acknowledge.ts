import { Routes } from "discord.js";
import { type Clock, SECOND } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";
import type { DiscordApi } from "./api.ts";
import { hasCode, readFault } from "./fault.ts";
import { CALLBACKS, FLAGS } from "./payload.ts";
import type { Ticket } from "./tickets.ts";

export type AcknowledgeDeps = {
  readonly api: DiscordApi;
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborted when the platform stops. */
  readonly signal: AbortSignal;
};

/** One try must leave time for another within the three seconds that Discord waits. */
const WITHIN_MS = 1.2 * SECOND;
const LONGEST_REST_MS = 10 * SECOND;

/**
 * Tells Discord that an answer will come, and tries until it is clear what became of that: "valid", or "void" where
 * Discord knows nothing of the interaction (any more). Null where the platform stopped before.
 */
export async function acknowledge(
  { api, clock, log, signal }: AcknowledgeDeps,
  ticket: Ticket,
): Promise<"valid" | "void" | null> {
  const { id, token, response, aside } = ticket;
  const data = response === "message" ? { data: { flags: aside ? FLAGS.ephemeral : 0 } } : {};
  const body = { type: response === "message" ? CALLBACKS.message : CALLBACKS.update, ...data };
  for (let rest = 50; ; rest = Math.min(2 * rest, LONGEST_REST_MS)) {
    try {
      await api.call("post", Routes.interactionCallback(id, token), { body, auth: false, withinMs: WITHIN_MS });
      return "valid";
    } catch (error) {
      const fault = readFault(error);
      if (hasCode(fault, "acknowledgedBefore")) return "valid";
      if (fault.kind === "answered" && fault.status !== 429) {
        const isUsual = hasCode(fault, "unknownInteraction");
        log[isUsual ? "debug" : "warn"]({ reason: fault.description }, "an interaction is void");
        return "void";
      }
      if (signal.aborted) return null;
      await clock.sleep(fault.kind === "answered" ? (fault.retryAfterMs ?? rest) : rest, signal);
      if (signal.aborted) return null;
    }
  }
}
