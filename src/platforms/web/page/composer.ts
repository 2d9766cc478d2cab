import { getElement } from "./dom.ts";
import { passing } from "./storage.ts";

const DRAFT = "silkdesk:draft";

/**
 * The field to write in: Enter sends, Shift+Enter begins a line, and Enter that only picks a word of an input method does
 * neither. What is being written outlives a reload.
 */
export function setUpComposer(send: (text: string) => void): void {
  const form = getElement("composer", HTMLFormElement);
  const field = getElement("message", HTMLTextAreaElement);

  /** As tall as its text, and set from the side that its text is read from; the placeholder is the page's. */
  const adapt = (): void => {
    field.dir = field.value === "" ? "" : "auto";
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  };

  const submit = (): void => {
    const text = field.value.trim();
    if (text === "") return field.focus();
    field.value = "";
    passing.remove(DRAFT);
    adapt();
    send(text);
    field.focus();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("keydown", (event) => {
    // 229 is what Safari says for the Enter that ends a composition.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  });
  field.addEventListener("input", () => {
    passing.write(DRAFT, field.value);
    adapt();
  });

  const draft = passing.read(DRAFT);
  if (typeof draft === "string" && field.value === "") field.value = draft;
  adapt();
}
