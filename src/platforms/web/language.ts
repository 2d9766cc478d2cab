import type { Context } from "hono";
import type { Translator } from "../../i18n/translator.ts";
import type { LanguageTag } from "../../message/text.ts";

const FALLBACK = "en";

/**
 * The language of a request: the tag in `?lang=`, else what is remembered of the visitor, else what the browser asks
 * for, else English.
 */
export function languageOf(
  context: Context,
  translator: Translator,
  remembered: LanguageTag | null = null,
): LanguageTag {
  const wished = [context.req.query("lang"), remembered, ...acceptedTags(context.req.header("accept-language") ?? "")];
  for (const tag of wished) {
    const language = tag == null || tag.length > 64 ? null : translator.match(tag);
    if (language !== null) return language;
  }
  return FALLBACK;
}

/** The tags of an Accept-Language header, the most wanted first. */
function acceptedTags(header: string): string[] {
  return header
    .slice(0, 1_000)
    .split(",")
    .map((entry) => {
      const [tag = "", ...params] = entry.trim().split(";");
      const weight = params
        .map((param) => /^\s*q=(?<q>[\d.]+)\s*$/u.exec(param)?.groups?.q)
        .find((q) => q !== undefined);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== "" && tag !== "*" && weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);
}
