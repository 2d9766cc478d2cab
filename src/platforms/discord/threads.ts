import { Routes } from "discord.js";
import type { DiscordApi } from "./api.ts";
import { hasCode, readFault } from "./fault.ts";

const WEEK_MINUTES = 10_080;
/** The longest name of a thread, in UTF-16 units: never more than Discord's characters. */
const LONGEST_NAME = 100;

/**
 * Begins a thread at a message: it bears the message's id, so a repeat finds it there. False where the channel has none, or
 * does not let the bot begin one.
 *
 * @throws the fault of a call that Discord may take later.
 */
export async function beginThread(
  api: DiscordApi,
  { channel, message, name }: { readonly channel: string; readonly message: string; readonly name: string },
): Promise<boolean> {
  const body = { name: name.slice(0, LONGEST_NAME).toWellFormed().trim() || "…", auto_archive_duration: WEEK_MINUTES };
  try {
    await api.call("post", Routes.threads(channel, message), { body });
    return true;
  } catch (error) {
    const fault = readFault(error);
    if (hasCode(fault, "threadExists")) return true;
    if (fault.kind === "answered" && fault.status !== 429 && fault.status !== 401) return false;
    throw error;
  }
}
