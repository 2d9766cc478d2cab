import { Routes } from "discord.js";
import { measure, shorten } from "../../message/measure.ts";
import type { PlatformPort } from "../../message/platform.ts";
import type { Clock } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";
import type { DiscordApi } from "./api.ts";
import type { Decoded } from "./decode-interaction.ts";
import { readFault } from "./fault.ts";
import { CALLBACKS, type Interaction } from "./payload.ts";

type Typed = Extract<Decoded, { kind: "typing" }>;

/** A person types on: only what they have typed when they pause this long is answered. */
const PAUSE_MS = 150;
/** The longest choice, and the longest text behind one. */
const LONGEST = 100;

/** What stands beside a question while it is typed: its quick answer, where there is one. Best effort. */
export function createSuggestions(deps: {
  readonly api: DiscordApi;
  readonly port: Pick<PlatformPort, "query">;
  readonly clock: Clock;
  readonly log: Logger;
}): (interaction: Interaction, typed: Typed) => void {
  const { api, port, clock, log } = deps;
  const latest = new Map<string, string>();

  const choicesFor = async ({ account, locale, words }: Typed): Promise<readonly object[]> => {
    // What is chosen is sent as the question itself, which must fit behind the choice.
    if (words === "" || measure(words, "codePoints") > LONGEST) return [];
    const reader = { platform: "discord", account };
    const quick = await port.query({ kind: "quickAnswer", question: words, reader, localeHint: locale });
    const name = shorten(quick.title.replace(/\s+/gu, " ").trim(), LONGEST);
    return quick.answered && name !== "" ? [{ name, value: words }] : [];
  };

  const suggest = async ({ id, token }: Interaction, typed: Typed): Promise<void> => {
    latest.set(typed.account, id);
    await clock.sleep(PAUSE_MS);
    const isLatest = latest.get(typed.account) === id;
    if (isLatest) latest.delete(typed.account);
    const choices = isLatest ? await choicesFor(typed) : [];
    const body = { type: CALLBACKS.choices, data: { choices } };
    await api.call("post", Routes.interactionCallback(id, token), { body, auth: false, withinMs: 2_500 });
  };

  return (interaction, typed) => {
    suggest(interaction, typed).catch((error: unknown) =>
      log.debug({ reason: readFault(error).description }, "nothing was suggested"),
    );
  };
}
