import type { FormErrors, Path } from "../form-errors.ts";
import { checkInteger, checkList, checkRecord, checkText } from "./checks.ts";
import { checkTexts } from "./localizations.ts";

const MOST_CHOICES = 25;
const STRING = 3;
const INTEGER = 4;

/** Choices of a command's option, or those offered while a person types: up to 25, with a name and a value of its type. */
export function checkChoices(errors: FormErrors, path: Path, value: unknown, optionType: number): void {
  checkList(errors, path, value, { max: MOST_CHOICES }).forEach((one, n) => {
    const place = [...path, n];
    const choice = checkRecord(errors, place, one, true);
    if (choice === undefined) return;
    checkText(errors, [...place, "name"], choice.name, { min: 1, max: 100, isRequired: true });
    checkTexts(errors, [...place, "name_localizations"], choice.name_localizations, { min: 1, max: 100 });
    if (optionType === STRING) checkText(errors, [...place, "value"], choice.value, { max: 100, isRequired: true });
    else if (optionType === INTEGER) checkInteger(errors, [...place, "value"], choice.value, { isRequired: true });
    else if (typeof choice.value !== "number")
      errors.add([...place, "value"], "NUMBER_TYPE_COERCE", `Value "${String(choice.value)}" is not float.`);
  });
}
