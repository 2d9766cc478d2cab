import { Api } from "grammy";
import { SECOND } from "../../shared/clock.ts";
import type { TelegramConfig } from "./config.ts";

/** The methods of the Bot API, as grammY calls them: without its bot, its runner or its own waiting. */
export type TelegramApi = Api["raw"];

/** A call that takes longer is given up; a long poll asks for a stay of its own. */
const TIMEOUT_S = 30;

export function createApi({ token, apiRoot }: Pick<TelegramConfig, "token" | "apiRoot">): TelegramApi {
  return new Api(token, { apiRoot, timeoutSeconds: TIMEOUT_S }).raw;
}

/** How long one request for updates may stay open; less than {@link TIMEOUT_S}, so that it ends by itself. */
export const POLL_MS = 25 * SECOND;
