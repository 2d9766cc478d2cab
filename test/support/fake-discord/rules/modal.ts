import { createFormErrors, type FormErrors, type Path } from "../form-errors.ts";
import { COMPONENT_TYPES } from "../shapes.ts";
import { checkChoice, checkInteger, checkList, checkRecord, checkText } from "./checks.ts";
import { checkOptions, checkSelect } from "./selects.ts";
import { createUniqueIds, type UniqueIds } from "./unique-ids.ts";

type Given = Record<string, unknown>;

const MOST_COMPONENTS = 5;
const { row, textInput, label, textDisplay, fileUpload, radioGroup, checkboxGroup, checkbox } = COMPONENT_TYPES;
const IN_LABEL = [3, textInput, 5, 6, 7, 8, fileUpload, radioGroup, checkboxGroup, checkbox];

/**
 * The rules of a modal: an id, a title of up to 45, and one to five components, which are rows of one text input (the
 * old way), labels of one input (the new), or texts. Throws 50035.
 */
export function checkModal(value: unknown): void {
  const errors = createFormErrors();
  const modal = checkRecord(errors, ["data"], value, true);
  if (modal !== undefined) {
    checkText(errors, ["data", "custom_id"], modal.custom_id, { min: 1, max: 100, isRequired: true });
    checkText(errors, ["data", "title"], modal.title, { min: 1, max: 45, isRequired: true });
    const path = ["data", "components"];
    const seen = createUniqueIds(errors);
    checkList(errors, path, modal.components, { min: 1, max: MOST_COMPONENTS, isRequired: true }).forEach((one, n) => {
      checkPart(errors, [...path, n], one, seen);
    });
  }
  errors.settle();
}

function checkPart(errors: FormErrors, path: Path, value: unknown, seen: UniqueIds): void {
  const part = checkRecord(errors, path, value, true);
  if (part === undefined) return;
  if (part.type === row) return checkRow(errors, path, part, seen);
  seen(path, part);
  if (part.type === label) return checkLabel(errors, path, part, seen);
  if (part.type === textDisplay) {
    checkText(errors, [...path, "content"], part.content, { min: 1, max: 4_000, isRequired: true });
    return;
  }
  errors.add([...path, "type"], "UNION_TYPE_CHOICES", `Value of field "type" must be one of (1, 10, 18).`);
}

function checkRow(errors: FormErrors, path: Path, { components }: Given, seen: UniqueIds): void {
  const place = [...path, "components"];
  checkList(errors, place, components, { min: 1, max: 5, isRequired: true }).forEach((one, n) => {
    const input = checkRecord(errors, [...place, n], one, true);
    if (input === undefined) return;
    seen([...place, n], input);
    if (n > 0)
      errors.add([...place, n], "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width");
    if (input.type === textInput) checkInput(errors, [...place, n], input, true);
    else errors.add([...place, n, "type"], "UNION_TYPE_CHOICES", `Value of field "type" must be one of (4,).`);
  });
}

function checkLabel(errors: FormErrors, path: Path, given: Given, seen: UniqueIds): void {
  checkText(errors, [...path, "label"], given.label, { min: 1, max: 45, isRequired: true });
  checkText(errors, [...path, "description"], given.description, { max: 100 });
  const place = [...path, "component"];
  const input = checkRecord(errors, place, given.component, true);
  if (input === undefined) return;
  seen(place, input);
  if (typeof input.type !== "number" || !IN_LABEL.includes(input.type)) {
    const list = IN_LABEL.join(", ");
    return errors.add([...place, "type"], "UNION_TYPE_CHOICES", `Value of field "type" must be one of (${list}).`);
  }
  if (input.type === textInput) return checkInput(errors, place, input, false);
  if (input.type <= 8) return checkSelect(errors, place, input, "modal");
  checkText(errors, [...place, "custom_id"], input.custom_id, { min: 1, max: 100, isRequired: true });
  if (input.type === radioGroup) checkOptions(errors, [...place, "options"], input.options, { min: 2, max: 10 });
  if (input.type === checkboxGroup) checkOptions(errors, [...place, "options"], input.options, { min: 1, max: 10 });
  if (input.type === fileUpload) checkInteger(errors, [...place, "max_values"], input.max_values, { min: 1, max: 10 });
}

/** In a row a text input has a label of its own; inside a label it must not. */
function checkInput(errors: FormErrors, path: Path, input: Given, hasOwnLabel: boolean): void {
  checkText(errors, [...path, "custom_id"], input.custom_id, { min: 1, max: 100, isRequired: true });
  checkChoice(errors, [...path, "style"], input.style, [1, 2], true);
  if (hasOwnLabel) checkText(errors, [...path, "label"], input.label, { min: 1, max: 45, isRequired: true });
  else if (input.label !== undefined && input.label !== null)
    errors.add([...path, "label"], "STAND_IN_LABEL_TWICE", "a text input inside a label has no label of its own");
  checkText(errors, [...path, "placeholder"], input.placeholder, { max: 100 });
  const min = checkInteger(errors, [...path, "min_length"], input.min_length, { min: 0, max: 4_000 }) ?? 0;
  const max = checkInteger(errors, [...path, "max_length"], input.max_length, { min: 1, max: 4_000 }) ?? 4_000;
  if (min > max)
    errors.add([...path, "min_length"], "STAND_IN_RANGE", `min_length (${min}) is more than max_length (${max})`);
  checkText(errors, [...path, "value"], input.value, { max });
}
