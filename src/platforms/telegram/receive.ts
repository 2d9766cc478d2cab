import type { PlatformPort } from "../../message/platform.ts";
import { messageOf } from "../../shared/errors.ts";
import type { Logger } from "../../shared/logger.ts";
import type { TelegramApi } from "./api.ts";
import { type Decoded, decodeUpdate } from "./decode.ts";
import type { InlineQueries } from "./inline.ts";
import { type Bot, updateSchema } from "./update.ts";

export type ReceiveDeps = {
  readonly api: TelegramApi;
  readonly port: PlatformPort;
  readonly bot: () => Bot;
  readonly inline: InlineQueries;
  readonly log: Logger;
};

/**
 * Takes updates in, all at once. It resolves once they may be confirmed: each is committed, or of no concern.
 *
 * @param offset the offset that stands behind them, stored with them; undefined where Telegram delivers by itself.
 * @throws AppError `store.*` where they were not saved: they must come again.
 */
export type Receive = (updates: readonly unknown[], offset?: number) => Promise<void>;

export function createReceive({ api, port, bot, inline, log }: ReceiveDeps): Receive {
  /** A button stops waiting as soon as its press is saved. That it waits too long by now is Telegram's usual answer. */
  const acknowledge = (press: string): void => {
    api
      .answerCallbackQuery({ callback_query_id: press })
      .catch((error: unknown) => log.debug({ reason: messageOf(error) }, "a press was not acknowledged"));
  };

  const decode = (update: unknown): Decoded => {
    const parsed = updateSchema.safeParse(update);
    if (parsed.success) return decodeUpdate(parsed.data, bot());
    log.error({ fields: parsed.error.issues.map(({ path }) => path.join(".")) }, UNREADABLE);
    return { kind: "none" };
  };

  return async (updates, offset) => {
    const decoded = updates.map(decode);
    for (const one of decoded) if (one.kind === "inlineQuery") inline.answer(one);
    const events = decoded.flatMap((one) => (one.kind === "event" ? [one] : []));
    if (events.length === 0) return;
    const cursor = offset === undefined ? undefined : { key: OFFSET, value: offset };
    await port.accept(
      events.map(({ incoming }) => incoming),
      cursor,
    );
    for (const { press } of events) if (press !== null) acknowledge(press);
  };
}

/** Where the offset of the next request for updates is kept. */
export const OFFSET = "telegram.offset";

const UNREADABLE = "an update of Telegram has a shape that is not known; it is left out";
