import type { FormErrors, Path } from "../form-errors.ts";
import { lengthOf } from "../length.ts";
import { isRecord } from "../shapes.ts";

/** Discord's checks of single fields, each with Discord's code and words. A missing or null field passes unless required. */
type Range = { readonly min?: number; readonly max?: number; readonly isRequired?: boolean };

function isMissing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function checkPresence(errors: FormErrors, path: Path, value: unknown, isRequired: boolean | undefined): boolean {
  if (!isMissing(value)) return true;
  if (isRequired) errors.add(path, "BASE_TYPE_REQUIRED", "This field is required");
  return false;
}

function checkSize(errors: FormErrors, path: Path, size: number, { min = 0, max = Number.POSITIVE_INFINITY }: Range) {
  if (size >= min && size <= max) return;
  if (min > 0 && max < Number.POSITIVE_INFINITY)
    errors.add(path, "BASE_TYPE_BAD_LENGTH", `Must be between ${min} and ${max} in length.`);
  else if (size > max) errors.add(path, "BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`);
  else errors.add(path, "BASE_TYPE_MIN_LENGTH", `Must be ${min} or more in length.`);
}

/** A text of `min` to `max` code points; returns it, or undefined where it is missing or wrong. */
export function checkText(errors: FormErrors, path: Path, value: unknown, range: Range = {}): string | undefined {
  if (!checkPresence(errors, path, value, range.isRequired)) return undefined;
  if (typeof value !== "string") {
    errors.add(path, "STRING_TYPE_CONVERT", `Could not interpret "${JSON.stringify(value)}" as string.`);
    return undefined;
  }
  if (value === "" && (range.min ?? 0) > 0 && range.isRequired)
    errors.add(path, "BASE_TYPE_REQUIRED", "This field is required");
  else checkSize(errors, path, lengthOf(value), range);
  return value;
}

/** A list of `min` to `max` items; returns it, or an empty one where it is missing or wrong. */
export function checkList(errors: FormErrors, path: Path, value: unknown, range: Range = {}): readonly unknown[] {
  if (!checkPresence(errors, path, value, range.isRequired)) return [];
  if (!Array.isArray(value)) {
    errors.add(path, "STAND_IN_TYPE", "a list is expected here");
    return [];
  }
  checkSize(errors, path, value.length, range);
  return value;
}

export function checkInteger(errors: FormErrors, path: Path, value: unknown, range: Range = {}): number | undefined {
  if (!checkPresence(errors, path, value, range.isRequired)) return undefined;
  if (typeof value !== "number" || !Number.isSafeInteger(value)) {
    errors.add(path, "NUMBER_TYPE_COERCE", `Value "${String(value)}" is not int.`);
    return undefined;
  }
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = range;
  if (value < min) errors.add(path, "NUMBER_TYPE_MIN", `int value should be greater than or equal to ${min}.`);
  if (value > max) errors.add(path, "NUMBER_TYPE_MAX", `int value should be less than or equal to ${max}.`);
  return value;
}

/** One of a closed list of values. */
export function checkChoice(
  errors: FormErrors,
  path: Path,
  value: unknown,
  choices: Iterable<unknown>,
  isRequired = false,
): void {
  if (!checkPresence(errors, path, value, isRequired)) return;
  const list = [...choices];
  if (!list.includes(value))
    errors.add(
      path,
      "BASE_TYPE_CHOICES",
      `Value must be one of {${list.map((one) => JSON.stringify(one)).join(", ")}}.`,
    );
}

/** An object; returns it, or undefined where it is missing or wrong. */
export function checkRecord(
  errors: FormErrors,
  path: Path,
  value: unknown,
  isRequired = false,
): Record<string, unknown> | undefined {
  if (!checkPresence(errors, path, value, isRequired)) return undefined;
  if (isRecord(value)) return value;
  errors.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
  return undefined;
}

export function checkBoolean(errors: FormErrors, path: Path, value: unknown): void {
  if (!isMissing(value) && typeof value !== "boolean")
    errors.add(path, "STAND_IN_TYPE", "true or false is expected here");
}

/** A well-formed address of one of some schemes, in at most `max` characters. */
export function checkUrl(
  errors: FormErrors,
  path: Path,
  value: unknown,
  {
    schemes,
    max = 2_048,
    isRequired,
  }: { readonly schemes: readonly string[]; readonly max?: number; readonly isRequired?: boolean },
): void {
  const text = checkText(errors, path, value, { max, min: 1, isRequired: isRequired ?? false });
  if (text === undefined || text === "") return;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\/\S+$/iu.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) errors.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
  else if (!schemes.includes(scheme))
    errors.add(
      path,
      "URL_TYPE_INVALID_SCHEME",
      `Scheme "${scheme}" must be one of (${schemes.map((one) => `'${one}'`).join(", ")}).`,
    );
}
