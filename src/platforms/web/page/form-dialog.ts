import { getElement } from "./dom.ts";
import { dropDraft, keepDraft, recallDraft } from "./form-draft.ts";
import { createField, type FieldView } from "./form-field.ts";
import type { PageForm, PageWords } from "./protocol.ts";
import type { OwnEvent } from "./sender.ts";

/** The dialog in which forms are filled in. */
export type FormDialog = { open(form: PageForm): void };

/** Escape and Close leave a form; what was written in it stays in the browser until it is sent. */
export function createFormDialog(words: PageWords, onSubmit: (event: OwnEvent) => void): FormDialog {
  const dialog = getElement("form", HTMLDialogElement);
  const form = dialog.querySelector("form");
  const title = getElement("form-title", HTMLElement);
  const place = getElement("form-fields", HTMLElement);
  const submit = getElement("form-submit", HTMLButtonElement);
  let token = "";
  let fields: readonly FieldView[] = [];

  const answers = (): Record<string, string> => Object.fromEntries(fields.map((field) => [field.name, field.answer()]));

  form?.addEventListener("input", () => keepDraft(token, answers()));
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = fields.filter((field) => !field.check());
    if (wrong[0] !== undefined) return wrong[0].focus();
    dropDraft(token);
    onSubmit({ id: crypto.randomUUID(), kind: "form", token, answers: answers() });
    dialog.close();
  });
  getElement("form-close", HTMLButtonElement).addEventListener("click", () => dialog.close());

  return {
    open: (view) => {
      token = view.token;
      const draft = recallDraft(token);
      fields = view.fields.map((field) => createField(field, draft[field.name] ?? field.value, words));
      title.textContent = view.title;
      submit.textContent = view.submit;
      place.replaceChildren(...fields.map((field) => field.element));
      dialog.showModal();
      (fields[0] ?? title).focus();
    },
  };
}
