import type { FormErrors, Path } from "../form-errors.ts";
import { COMPONENT_TYPES } from "../shapes.ts";
import { checkBoolean, checkInteger, checkList, checkRecord, checkText } from "./checks.ts";

type Given = Record<string, unknown>;

const MOST_OPTIONS = 25;

/** The rules of a select: of texts with 1 to 25 options, or of people, roles and channels with none. */
export function checkSelect(errors: FormErrors, path: Path, select: Given, place: "message" | "modal"): void {
  checkText(errors, [...path, "custom_id"], select.custom_id, { min: 1, max: 100, isRequired: true });
  checkText(errors, [...path, "placeholder"], select.placeholder, { max: 150 });
  const min = checkInteger(errors, [...path, "min_values"], select.min_values, { min: 0, max: 25 }) ?? 1;
  const max = checkInteger(errors, [...path, "max_values"], select.max_values, { min: 1, max: 25 }) ?? 1;
  if (min > max && select.max_values !== undefined)
    errors.add([...path, "min_values"], "STAND_IN_RANGE", `min_values (${min}) is more than max_values (${max})`);
  checkBoolean(errors, [...path, "disabled"], select.disabled);
  if (place === "modal" && select.disabled === true)
    errors.add([...path, "disabled"], "STAND_IN_MODAL_SELECT", "a select in a modal cannot be disabled");
  if (place === "message" && select.required !== undefined)
    errors.add([...path, "required"], "STAND_IN_MESSAGE_SELECT", "required is for selects in modals");
  if (select.type !== COMPONENT_TYPES.stringSelect) return;
  const options = checkOptions(errors, [...path, "options"], select.options, { min: 1, max: MOST_OPTIONS });
  if (max > options && options > 0 && select.max_values !== undefined)
    errors.add(
      [...path, "max_values"],
      "STAND_IN_RANGE",
      `max_values (${max}) is more than there are options (${options})`,
    );
}

/** Options with a label, a value of their own, and perhaps a description; returns how many there are. */
export function checkOptions(
  errors: FormErrors,
  path: Path,
  value: unknown,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const options = checkList(errors, path, value, { min, max, isRequired: true });
  const seen = new Set<unknown>();
  options.forEach((one, n) => {
    const option = checkRecord(errors, [...path, n], one, true);
    if (option === undefined) return;
    checkText(errors, [...path, n, "label"], option.label, { min: 1, max: 100, isRequired: true });
    checkText(errors, [...path, n, "value"], option.value, { min: 1, max: 100, isRequired: true });
    checkText(errors, [...path, n, "description"], option.description, { max: 100 });
    if (seen.has(option.value))
      errors.add(
        [...path, n, "value"],
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        "The specified option value is already used",
      );
    seen.add(option.value);
  });
  return options.length;
}
