import type { FormView } from "../../message/form.ts";
import { shorten } from "../../message/measure.ts";
import { customIdOf } from "./custom-id.ts";

const TYPES = { select: 3, text: 4, label: 18 } as const;
const STYLES = { short: 1, long: 2 } as const;
/** What Discord takes: fields of a form, and characters of its parts. */
const LIMITS = { fields: 5, title: 45, label: 45, help: 100, text: 4_000, options: 25, option: 100 } as const;

type Field = FormView["fields"][number];

/** The page of a form that begins at `view.at`, as a modal: five fields at most. */
export function toModal(view: FormView): object {
  const { fields, at, token } = view;
  const end = at + LIMITS.fields;
  const next = end < fields.length ? end : null;
  return {
    custom_id: customIdOf({ kind: "page", token, next }),
    title: titleOf(view),
    components: fields.slice(at, end).map(labelled),
  };
}

/** A form of several pages says which one it is. */
function titleOf({ title, fields, at }: FormView): string {
  const page = Math.ceil(at / LIMITS.fields) + 1;
  const pages = page - 1 + Math.ceil((fields.length - at) / LIMITS.fields);
  const place = pages > 1 ? ` (${page}/${pages})` : "";
  return `${shorten(title, LIMITS.title - place.length)}${place}`;
}

function labelled(field: Field): object {
  const help = field.help === null || field.help.trim() === "" ? {} : { description: shorten(field.help, LIMITS.help) };
  return { type: TYPES.label, label: shorten(field.label, LIMITS.label), ...help, component: inputOf(field) };
}

function inputOf(field: Field): object {
  const { name, options, optional, value } = field;
  const base = { custom_id: name, required: !optional };
  if (isList(options)) {
    const list = options.map((option) => ({
      label: shorten(option.label, LIMITS.option),
      value: option.value,
      ...(option.value === value ? { default: true } : {}),
    }));
    return { type: TYPES.select, ...base, options: list };
  }
  const most = Math.min(field.maxLength, LIMITS.text);
  const preset = value === "" ? {} : { value: value.slice(0, most).toWellFormed() };
  const style = field.kind === "longText" ? STYLES.long : STYLES.short;
  return { type: TYPES.text, ...base, style, max_length: most, ...preset };
}

/** Options that a list can't hold are typed; what is typed is checked against them all the same. */
function isList(options: Field["options"]): boolean {
  return (
    options.length > 0 &&
    options.length <= LIMITS.options &&
    options.every(({ value }) => value !== "" && value.length <= LIMITS.option)
  );
}
