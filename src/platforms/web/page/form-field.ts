import { create } from "./dom.ts";
import type { PageField, PageWords } from "./protocol.ts";

/** One field of a form on the page. */
export type FieldView = {
  readonly name: string;
  readonly element: HTMLElement;
  answer(): string;
  /** Shows what is wrong with the answer, or nothing; true where it is fine. */
  check(): boolean;
  focus(): void;
};

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** A labelled control with its help and a place for what is wrong with it. */
export function createField(field: PageField, value: string, words: PageWords): FieldView {
  const id = `field-${field.name}`;
  const control = createControl(field, id, words);
  control.value = value;
  const optional = field.optional ? [create("span", { class: "optional" }, ` ${words.formOptional}`)] : [];
  const help = field.help === null ? [] : [create("p", { class: "help", id: `${id}-help` }, field.help)];
  const fault = create("p", { class: "fault", id: `${id}-fault` });
  control.setAttribute("aria-describedby", `${field.help === null ? "" : `${id}-help `}${id}-fault`);
  const label = create("label", { for: id }, field.label, ...optional);
  return {
    name: field.name,
    element: create("div", { class: "field" }, label, ...help, control, fault),
    answer: () => control.value.trim(),
    check: () => {
      const wrong = findFault(field, control.value.trim(), words);
      fault.textContent = wrong;
      control.setAttribute("aria-invalid", String(wrong !== ""));
      return wrong === "";
    },
    focus: () => control.focus(),
  };
}

function createControl(field: PageField, id: string, words: PageWords): Control {
  const common = { id, name: field.name, "aria-required": field.optional ? undefined : "true" };
  const limited = { ...common, maxlength: String(field.maxLength), dir: "auto" };
  switch (field.kind) {
    case "choice": {
      const options = field.options.map(({ value, label }) => create("option", { value }, label));
      return create("select", common, create("option", { value: "" }, words.formPick), ...options);
    }
    case "longText":
      return create("textarea", { ...limited, rows: "4" });
    case "email":
      return create("input", { ...limited, type: "email", autocomplete: "email" });
    case "text":
      return create("input", { ...limited, type: "text" });
  }
}

/** The server checks every answer once more; this only spares a way there and back. */
function findFault(field: PageField, answer: string, words: PageWords): string {
  if (answer === "") return field.optional ? "" : words.formRequired;
  return field.kind === "email" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(answer) ? words.formEmail : "";
}
