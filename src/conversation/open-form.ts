import { z } from "zod";
import type { Translator } from "../i18n/translator.ts";
import type { FormView } from "../message/form.ts";
import type { LanguageTag } from "../message/text.ts";
import { findButton } from "../store/buttons.ts";
import type { Reading } from "../store/store.ts";
import { OPEN_FORM } from "./reply.ts";
import type { Router } from "./router.ts";

/** What a form button carries: which form, for what, and what was answered before. */
export const openFormSchema = z.object({
  form: z.string(),
  params: z.record(z.string(), z.json()),
  values: z.record(z.string(), z.string()).default({}),
  at: z.number().int().default(0),
});

/** The form behind a button, in its reader's words: a read alone. Null where the button is old or somebody else's. */
export async function viewForm(
  deps: { readonly db: Reading; readonly router: Router; readonly translator: Translator },
  token: string,
  reader: { readonly person: string; readonly language: LanguageTag },
  now: string,
): Promise<FormView | null> {
  const button = await findButton(deps.db, token, reader.person, now);
  if (button?.action !== OPEN_FORM) return null;
  const { form: id, values, at } = openFormSchema.parse(button.params);
  const route = deps.router.form(id);
  if (route === undefined) return null;
  const say = (text: Parameters<Translator["plain"]>[0]): string => deps.translator.plain(text, reader.language);
  const { form } = route;
  const known = { ...(await route.saved?.(deps.db, reader.person)), ...values };
  return {
    token,
    title: say(form.title),
    submit: say(form.submit),
    at,
    fields: form.fields.map((field) => ({
      name: field.name,
      kind: field.kind,
      label: say(field.label),
      help: field.help === undefined ? null : say(field.help),
      options: (field.options ?? []).map(({ value, label }) => ({ value, label: say(label) })),
      optional: field.optional,
      maxLength: field.maxLength,
      value: known[field.name] ?? "",
    })),
  };
}
