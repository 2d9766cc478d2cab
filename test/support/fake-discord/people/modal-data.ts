import type { Files } from "../files.ts";
import type { Modal } from "../interactions.ts";
import { lengthOf } from "../length.ts";
import { COMPONENT_TYPES, type Component, type Json } from "../shapes.ts";
import type { Channel } from "../world.ts";

/** What a person fills into a field: a text, the labels of options, a tick, or files. */
export type FieldValue =
  | string
  | boolean
  | readonly string[]
  | readonly { readonly name: string; readonly bytes: Buffer }[];

/** By the label or the `custom_id` of a field. */
export type FieldValues = Readonly<Record<string, FieldValue>>;

type Place = { readonly channel: Channel; readonly files: Files };
type Resolved = Record<string, Record<string, Json>>;

const { row, label, textInput, stringSelect, fileUpload, radioGroup, checkboxGroup, checkbox } = COMPONENT_TYPES;

/**
 * The data of a form's interaction, in the shape that its components have: rows of inputs, or labels. It throws where
 * Discord's client would not send the form: an unknown field, a missing one, or a value out of its limits.
 */
export function modalData(modal: Modal, values: FieldValues, place: Place): Json {
  const left = new Set(Object.keys(values));
  const resolved: Resolved = {};
  const take = (part: Component, input: Component): FieldValue | undefined => {
    const key = [part.label, input.label, input.custom_id].find((one) => one !== undefined && one in values);
    if (key === undefined) return undefined;
    left.delete(key);
    return values[key];
  };
  const components = modal.components.map((part) => {
    const { type, id } = part;
    const answer = (input: Component) => answerOf(input, take(part, input), place, resolved);
    if (type === row) return { type, id, components: (part.components ?? []).map(answer) };
    if (type === label && part.component !== undefined) return { type, id, component: answer(part.component) };
    return { type, id };
  });
  if (left.size > 0) throw new Error(`the form "${modal.title}" has no field "${[...left].join('", "')}"`);
  const more = Object.keys(resolved).length > 0 ? { resolved } : {};
  return { custom_id: modal.custom_id, components, ...more };
}

function answerOf(input: Component, value: FieldValue | undefined, place: Place, resolved: Resolved): Json {
  const { type, id, custom_id = "" } = input;
  const own = { type, id, custom_id };
  switch (type) {
    case textInput:
      return { ...own, value: textOf(input, value) };
    case radioGroup:
      return { ...own, value: chosenOf(input, value)[0] ?? null };
    case checkbox:
      return { ...own, value: value === true };
    case stringSelect:
    case checkboxGroup:
      return { ...own, values: chosenOf(input, value) };
    case fileUpload:
      return { ...own, values: uploaded(input, value, place, resolved) };
    default:
      throw new Error(`the stand-in's people cannot fill a component of type ${type}`);
  }
}

function textOf(
  { custom_id, value: preset = "", required = true, min_length = 0, max_length = 4_000 }: Component,
  value?: FieldValue,
) {
  const text = value ?? preset;
  if (typeof text !== "string") throw new Error(`the field "${custom_id}" takes a text`);
  const length = lengthOf(text);
  if (required && length === 0) throw new Error(`the field "${custom_id}" must be filled`);
  if (length > max_length || (length > 0 && length < min_length))
    throw new Error(`the field "${custom_id}" takes ${min_length} to ${max_length} characters, not ${length}`);
  return text;
}

function chosenOf(input: Component, value: FieldValue | undefined): readonly string[] {
  const { custom_id, options = [], required = true } = input;
  const { min_values = required ? 1 : 0, max_values = input.type === checkboxGroup ? options.length : 1 } = input;
  const preset = options.filter((one) => one.default).map(({ label: name }) => name);
  const names = value === undefined ? preset : ([value].flat() as readonly string[]);
  const picked = names.map(
    (name) => options.find((one) => one.label === name || one.value === name)?.value ?? fail(name),
  );
  if (picked.length > max_values || (picked.length < min_values && (required || picked.length > 0)))
    throw new Error(`the field "${custom_id}" takes ${min_values} to ${max_values} options, not ${picked.length}`);
  return picked;

  function fail(name: string): never {
    throw new Error(`the field "${custom_id}" has no option "${name}"`);
  }
}

function uploaded(
  { custom_id, required = true, max_values = 1 }: Component,
  value: FieldValue | undefined,
  place: Place,
  resolved: Resolved,
) {
  const given = (value ?? []) as readonly { readonly name: string; readonly bytes: Buffer }[];
  if ((required && given.length === 0) || given.length > max_values)
    throw new Error(`the field "${custom_id}" takes up to ${max_values} files, not ${given.length}`);
  return given.map((file) => {
    const attachment = place.files.add(place.channel.id, { ...file, isEphemeral: true });
    resolved.attachments = { ...resolved.attachments, [attachment.id]: attachment };
    return attachment.id;
  });
}
