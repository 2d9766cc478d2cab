import type { PlatformPort } from "../../message/platform.ts";
import { messageOf } from "../../shared/errors.ts";
import type { Logger } from "../../shared/logger.ts";
import type { TelegramApi } from "./api.ts";
import { decodeUpdate } from "./decode.ts";
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
 * Takes one update in. It resolves once the update may be confirmed: its event is committed, or it is of no concern.
 *
 * @param offset the offset that stands behind the update, stored with it; undefined where Telegram delivers by itself.
 * @throws AppError `store.*` where nothing was saved: the update must come again.
 */
export type Receive = (update: unknown, offset?: number) => Promise<void>;

export function createReceive({ api, port, bot, inline, log }: ReceiveDeps): Receive {
  /** A button stops waiting as soon as its press is saved. That it waits too long by now is Telegram's usual answer. */
  const acknowledge = (press: string): void => {
    api
      .answerCallbackQuery({ callback_query_id: press })
      .catch((error: unknown) => log.debug({ reason: messageOf(error) }, "a press was not acknowledged"));
  };

  return async (update, offset) => {
    const parsed = updateSchema.safeParse(update);
    if (!parsed.success)
      return log.error({ fields: parsed.error.issues.map(({ path }) => path.join(".")) }, UNREADABLE);
    const decoded = decodeUpdate(parsed.data, bot());
    if (decoded.kind === "inlineQuery") return inline.answer(decoded);
    if (decoded.kind === "none") return;
    await port.accept(decoded.incoming, offset === undefined ? undefined : { key: OFFSET, value: offset });
    if (decoded.press !== null) acknowledge(decoded.press);
  };
}

/** Where the offset of the next request for updates is kept. */
export const OFFSET = "telegram.offset";

const UNREADABLE = "an update of Telegram has a shape that is not known; it is left out";
