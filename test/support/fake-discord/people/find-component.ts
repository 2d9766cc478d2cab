import { COMPONENT_TYPES, type Component } from "../shapes.ts";
import { inputsOf } from "../with-ids.ts";
import type { Posted } from "../world.ts";

/** A component of a message, with the message. */
export type Found = { readonly posted: Posted; readonly component: Component };

/** The latest button of a label or `custom_id`, else of a part of its label. Throws with all labels where there is none. */
export function findButton(among: readonly Posted[], label: string): Found {
  const all = among.flatMap((posted) => partsOf(posted, ({ type }) => type === COMPONENT_TYPES.button)).reverse();
  const hit =
    all.find(({ component }) => component.label === label || component.custom_id === label) ??
    all.find(({ component }) => component.label?.includes(label));
  const labels = () => all.map(({ component }) => component.label ?? "").join(", ");
  if (hit === undefined) throw new Error(`there is no button "${label}" among: ${labels()}`);
  if (hit.component.custom_id === undefined) throw new Error(`the button "${label}" does not ask the bot`);
  if (hit.component.disabled) throw new Error(`the button "${label}" is disabled`);
  return hit;
}

/** The latest select that has all these options, or that is named by its placeholder or `custom_id`. */
export function findSelect(among: readonly Posted[], labels: readonly string[], name: string | undefined): Found {
  const all = among.flatMap((posted) => partsOf(posted, ({ type }) => type === COMPONENT_TYPES.stringSelect)).reverse();
  const has = ({ options = [] }: Component) => labels.every((label) => valueBehind(options, label) !== undefined);
  const isNamed = ({ placeholder, custom_id }: Component) =>
    name === undefined || name === placeholder || name === custom_id;
  const hit = all.find(({ component }) => isNamed(component) && has(component));
  if (hit === undefined) throw new Error(`there is no select with "${labels.join('", "')}"`);
  if (hit.component.disabled) throw new Error(`the select with "${labels.join('", "')}" is disabled`);
  return hit;
}

/** The values behind options' labels. Throws where they are too few or too many. */
export function pickedValues({ options = [], min_values = 1, max_values = 1 }: Component, labels: readonly string[]) {
  if (labels.length < min_values || labels.length > max_values)
    throw new Error(`this select takes ${min_values} to ${max_values} options, not ${labels.length}`);
  return labels.map((label) => valueBehind(options, label) ?? label);
}

function valueBehind(options: NonNullable<Component["options"]>, label: string): string | undefined {
  return options.find((one) => one.label === label || one.value === label)?.value;
}

function partsOf(posted: Posted, isWanted: (component: Component) => boolean): readonly Found[] {
  // Of one message, the first stands before the last: the search goes from the end.
  return inputsOf(posted.message.components)
    .filter(isWanted)
    .map((component) => ({ posted, component }))
    .reverse();
}
