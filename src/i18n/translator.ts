import { createInstance, type i18n } from "i18next";
import {
  type LanguageTag,
  type Localizable,
  type Param,
  plainText,
  type RichText,
  type Span,
  stripControls,
} from "../message/text.ts";
import { type Catalogue, REFERENCE_LANGUAGE } from "./catalogue.ts";
import { formatParam } from "./format.ts";
import { matchLanguage, textDirection } from "./languages.ts";
import { type Filling, parseMarkup } from "./markup.ts";

/** Turns keys into words. It never fails: an unknown key is shown as itself, and reported. */
export type Translator = {
  /** The interface languages, as tags, sorted. */
  readonly languages: readonly LanguageTag[];
  /** The interface language for any tag, or null. */
  match(tag: string): LanguageTag | null;
  /** Text as a reader of `lang` gets it. */
  render(text: Localizable, lang: LanguageTag): RichText;
  /** The same without styling, for labels. */
  plain(text: Localizable, lang: LanguageTag): string;
};

/**
 * @param onMissing is told of each key that the catalogue lacks.
 */
export function createTranslator(catalogue: Catalogue, onMissing: (key: string) => void): Translator {
  const engine = createEngine(catalogue);
  const languages = [...catalogue.keys()];

  const render = (text: Localizable, lang: LanguageTag): RichText => {
    if ("all" in text) return text.all.flatMap((one) => render(one, lang));
    if ("lines" in text) return joinLines(text.lines.map((one) => render(one, lang)));
    if ("written" in text) return text.written;
    const raw = lookUp(text.key, text.params ?? {}, lang);
    return parseMarkup(isolateCommands(raw, lang), (name) => fillOf(text.params?.[name], lang));
  };

  const lookUp = (key: string, params: { readonly [name: string]: Param }, lang: LanguageTag): string => {
    const count = params.count;
    const options = {
      lng: lang,
      skipInterpolation: true,
      returnObjects: false,
      ...(typeof count === "number" ? { count } : {}),
    };
    if (!engine.exists(key, options)) {
      onMissing(key);
      return key;
    }
    return String(engine.t(key, options));
  };

  const fillOf = (param: Param | undefined, lang: LanguageTag): Filling => {
    if (param === undefined) return { spans: [] };
    if (typeof param === "object" && ("key" in param || "written" in param || "all" in param || "lines" in param)) {
      const spans = inline(render(param, lang));
      return { spans: textDirection(lang) === "rtl" ? [FIRST_STRONG, ...spans, POP] : spans };
    }
    const words = isolate(formatParam(param, lang), lang);
    if (!isMoment(param)) return { spans: [words] };
    const left = param.style === "timeLeft" ? ({ left: true } as const) : {};
    return { spans: [{ kind: "moment", at: param.date, text: words.text, ...left }] };
  };

  return {
    languages,
    match: (tag) => matchLanguage(tag, languages),
    render,
    plain: (text, lang) => plainText(render(text, lang)),
  };
}

const FIRST_STRONG: Span = { kind: "text", text: "\u2068" };
const POP: Span = { kind: "text", text: "\u2069" };

type Moment = Extract<Param, { readonly date: string }>;

/** An instant to the minute; a day is the same everywhere. */
function isMoment(param: Param): param is Moment {
  const isDated = typeof param === "object" && "date" in param && param.style !== "date";
  return isDated && param.date.includes("T") && !Number.isNaN(Date.parse(param.date));
}

/** Keeps a value of the other direction from reordering the words around it. */
function isolate(text: string, lang: LanguageTag): Extract<Span, { kind: "text" }> {
  const clean = stripControls(text);
  return { kind: "text", text: textDirection(lang) === "rtl" ? `\u2068${clean}\u2069` : clean };
}

/** A command keeps its slash in front, also among words written from right to left. */
function isolateCommands(text: string, lang: LanguageTag): string {
  return textDirection(lang) === "rtl" ? text.replace(/(?<![\p{L}\p{N}/])\/[a-z][a-z0-9_]*/gu, "\u2068$&\u2069") : text;
}

function joinLines(texts: readonly RichText[]): RichText {
  const spans = texts.flatMap((rich, index): Span[] => [
    ...(index > 0 ? [{ kind: "text", text: "\n" } as const] : []),
    ...inline(rich),
  ]);
  return [{ kind: "paragraph", spans }];
}

/** The spans of whole blocks, for a text inside a text. */
function inline(rich: RichText): Span[] {
  return rich.flatMap((block, index): Span[] => [
    ...(index > 0 ? [{ kind: "text", text: " " } as const] : []),
    ...(block.kind === "list" ? block.items.flat() : block.spans),
  ]);
}

function createEngine(catalogue: Catalogue): i18n {
  const engine = createInstance();
  void engine.init({
    initAsync: false,
    resources: Object.fromEntries([...catalogue].map(([tag, messages]) => [tag, { translation: messages }])),
    fallbackLng: REFERENCE_LANGUAGE,
    load: "currentOnly",
    returnEmptyString: false,
    interpolation: { escapeValue: false },
  });
  return engine;
}
