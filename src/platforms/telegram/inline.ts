import type { Translator } from "../../i18n/translator.ts";
import { shorten } from "../../message/measure.ts";
import type { PlatformPort } from "../../message/platform.ts";
import type { QuickAnswer } from "../../message/query.ts";
import { splitText } from "../../message/split.ts";
import { localized } from "../../message/text.ts";
import type { Clock } from "../../shared/clock.ts";
import { messageOf } from "../../shared/errors.ts";
import { sha256 } from "../../shared/ids.ts";
import type { Logger } from "../../shared/logger.ts";
import type { TelegramApi } from "./api.ts";
import { TELEGRAM_CAPABILITIES } from "./capabilities.ts";
import { renderRichText } from "./rich-text.ts";
import type { User } from "./update.ts";

export type InlineDeps = {
  readonly api: TelegramApi;
  readonly port: Pick<PlatformPort, "query">;
  readonly translator: Translator;
  readonly clock: Clock;
  readonly log: Logger;
};

/** Inline mode: `@bot question` in any chat. */
export type InlineQueries = {
  /** Answers beside the stream of updates; an answer that fails is of no consequence. */
  readonly answer: (query: { readonly id: string; readonly from: User; readonly query: string }) => void;
};

/** A person types on: only what they have typed when they pause this long is answered. */
const PAUSE_MS = 200;
/** How long Telegram may give one person the same answer again, in seconds. */
const CACHE_S = 60;

export function createInlineQueries({ api, port, translator, clock, log }: InlineDeps): InlineQueries {
  const latest = new Map<number, string>();

  const answer = async (id: string, from: User, question: string): Promise<void> => {
    latest.set(from.id, id);
    await clock.sleep(PAUSE_MS);
    if (latest.get(from.id) !== id) return;
    latest.delete(from.id);
    const reader = { platform: "telegram", account: String(from.id) };
    const localeHint = from.language_code ?? null;
    const quick = question === "" ? null : await port.query({ kind: "quickAnswer", question, reader, localeHint });
    const language = quick?.language ?? translator.match(localeHint ?? "") ?? "en";
    await api.answerInlineQuery({
      inline_query_id: id,
      results: quick === null ? [] : [toResult(quick, question)],
      cache_time: CACHE_S,
      is_personal: true,
      button: { text: translator.plain(localized("telegram.askInPrivate"), language), start_parameter: "inline" },
    });
  };

  return {
    answer: ({ id, from, query }) => {
      answer(id, from, query).catch((error: unknown) =>
        log.debug({ reason: messageOf(error) }, "an inline query was not answered"),
      );
    },
  };
}

const TITLE = 100;
const DESCRIPTION = 200;

function toResult(quick: QuickAnswer, question: string) {
  const { limit, unit } = TELEGRAM_CAPABILITIES.text ?? { limit: 4_096, unit: "utf16" };
  const asked = {
    kind: "paragraph",
    spans: [{ kind: "bold", spans: [{ kind: "text", text: shorten(question, 300) }] }],
  } as const;
  const { text, entities } = renderRichText(splitText([asked, ...quick.text], limit, unit)[0] ?? []);
  const entityList = [...entities] as never[];
  return {
    type: "article" as const,
    id: sha256(text).slice(0, 32),
    title: shorten(quick.title, TITLE) || "…",
    description: shorten(question, DESCRIPTION),
    input_message_content: { message_text: text, entities: entityList, link_preview_options: { is_disabled: true } },
  };
}
