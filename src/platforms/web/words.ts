import type { Translator } from "../../i18n/translator.ts";
import { type LanguageTag, localized, type Params } from "../../message/text.ts";
import type { PageWords } from "./page/protocol.ts";

/** Says a locale key in the language of one page. */
export type Say = (key: string, params?: Params) => string;

/** The voice of a page: its language, and how it says things. */
export type Voice = { readonly language: LanguageTag; readonly say: Say };

export function createVoice(translator: Translator, language: LanguageTag): Voice {
  return { language, say: (key, params) => translator.plain(localized(key, params), language) };
}

/** The words that the page's script needs. */
export function pageWords(say: Say): PageWords {
  return {
    sending: say("web.state.sending"),
    failed: say("web.state.failed"),
    tryNow: say("web.state.tryNow"),
    refused: say("web.state.refused"),
    offline: say("web.state.offline"),
    reconnecting: say("web.state.reconnecting"),
    cookies: say("web.state.cookies"),
    languageFailed: say("web.language.failed"),
    formLoading: say("web.form.loading"),
    formOptional: say("web.form.optional"),
    formPick: say("web.form.pick"),
    formRequired: say("web.form.required"),
    formEmail: say("web.form.email"),
    formUnreachable: say("web.form.unreachable"),
  };
}
