import { createFormErrors, type FormErrors, type Path } from "../form-errors.ts";
import { lengthOf } from "../length.ts";
import { isRecord } from "../shapes.ts";
import { checkBoolean, checkChoice, checkInteger, checkList, checkRecord, checkText } from "./checks.ts";
import { checkChoices } from "./choices.ts";
import { checkTexts } from "./localizations.ts";

type Given = Record<string, unknown>;

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const MOST_COMMANDS = 100;
const MOST_OPTIONS = 25;
const LARGEST_COMMAND = 8_000;
const CHAT_INPUT = 1;
const SUBCOMMAND = 1;
const GROUP = 2;
const NUMBERS = [4, 10];
const WITH_CHOICES = [3, ...NUMBERS];
const OPTION_TYPES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

/** The rules of a list of commands that replaces all others. Throws 50035. */
export function checkCommands(value: unknown): void {
  const errors = createFormErrors();
  const seen = new Set<string>();
  checkList(errors, [], value, { max: MOST_COMMANDS, isRequired: true }).forEach((one, n) => {
    const command = checkCommandAt(errors, [n], one);
    const key = `${command?.type ?? CHAT_INPUT} ${command?.name}`;
    if (command !== undefined && seen.has(key))
      errors.add([n], "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
    seen.add(key);
  });
  errors.settle();
}

/** The rules of one command. Throws 50035. */
export function checkCommand(value: unknown): void {
  const errors = createFormErrors();
  checkCommandAt(errors, [], value);
  errors.settle();
}

function checkCommandAt(errors: FormErrors, path: Path, value: unknown): Given | undefined {
  const command = checkRecord(errors, path, value, true);
  if (command === undefined) return undefined;
  checkChoice(errors, [...path, "type"], command.type, [1, 2, 3]);
  if ((command.type ?? CHAT_INPUT) === CHAT_INPUT) {
    checkNamed(errors, path, command);
    checkOptions(errors, path, command.options, 0);
  } else {
    // The commands of a person's or a message's menu may have blanks and capitals, and are not described.
    checkText(errors, [...path, "name"], command.name, { min: 1, max: 32, isRequired: true });
    if (command.description !== undefined && command.description !== "")
      errors.add([...path, "description"], "BASE_TYPE_MAX_LENGTH", "Must be 0 or fewer in length.");
  }
  for (const [name, choices] of [
    ["contexts", [0, 1, 2]],
    ["integration_types", [0, 1]],
  ] as const)
    checkList(errors, [...path, name], command[name]).forEach((one, n) => {
      checkChoice(errors, [...path, name, n], one, choices);
    });
  if (weightOf(command) > LARGEST_COMMAND)
    errors.add(path, "APPLICATION_COMMAND_TOO_LARGE", `Command exceeds maximum size (${LARGEST_COMMAND})`);
  return command;
}

/** The name and description of a command or option, and those of its translations. */
function checkNamed(errors: FormErrors, path: Path, given: Given): void {
  const name = checkText(errors, [...path, "name"], given.name, { min: 1, max: 32, isRequired: true });
  if (name !== undefined) checkName(errors, [...path, "name"], name);
  checkText(errors, [...path, "description"], given.description, { min: 1, max: 100, isRequired: true });
  checkTexts(errors, [...path, "name_localizations"], given.name_localizations, { min: 1, max: 32 }, checkName);
  checkTexts(errors, [...path, "description_localizations"], given.description_localizations, { min: 1, max: 100 });
}

/** Where a letter has a lower case, that must be used; which it is does not depend on a language. */
function checkName(errors: FormErrors, path: Path, name: string): void {
  if (name !== "" && lengthOf(name) <= 32 && (!NAME.test(name) || name !== name.toLowerCase()))
    errors.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
}

function checkOptions(errors: FormErrors, owner: Path, value: unknown, depth: number): void {
  const path = [...owner, "options"];
  const options = checkList(errors, path, value, { max: MOST_OPTIONS });
  const seen = new Set<unknown>();
  let isOptionalSeen = false;
  options.forEach((one, n) => {
    const place = [...path, n];
    const option = checkRecord(errors, place, one, true);
    if (option === undefined) return;
    checkOption(errors, place, option, depth);
    if (seen.has(option.name))
      errors.add([...place, "name"], "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists");
    seen.add(option.name);
    if (option.required === true && isOptionalSeen)
      errors.add(
        place,
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        "Required options must be placed before non-required options",
      );
    isOptionalSeen ||= option.required !== true && option.type !== SUBCOMMAND && option.type !== GROUP;
  });
  const nested = options.filter((one) => isRecord(one) && (one.type === SUBCOMMAND || one.type === GROUP)).length;
  if (nested > 0 && nested < options.length)
    errors.add(
      path,
      "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
      "Sub-command and sub-command group option types are mutually exclusive to all other types",
    );
}

function checkOption(errors: FormErrors, path: Path, option: Given, depth: number): void {
  checkNamed(errors, path, option);
  checkChoice(errors, [...path, "type"], option.type, OPTION_TYPES, true);
  checkBoolean(errors, [...path, "required"], option.required);
  const type = Number(option.type);
  if (type === SUBCOMMAND || type === GROUP) {
    if (depth >= (type === GROUP ? 1 : 2))
      errors.add(
        [...path, "type"],
        "STAND_IN_NESTING",
        "a group stands in a command, a sub-command in a command or group",
      );
    return checkOptions(errors, path, option.options, type === GROUP ? 1 : 2);
  }
  const hasChoices = Array.isArray(option.choices) && option.choices.length > 0;
  if (hasChoices && option.autocomplete === true)
    errors.add([...path, "autocomplete"], "STAND_IN_AUTOCOMPLETE", "an option has either choices or autocomplete");
  if ((hasChoices || option.autocomplete === true) && !WITH_CHOICES.includes(type))
    errors.add([...path, "type"], "STAND_IN_CHOICES", "only texts and numbers have choices or autocomplete");
  checkChoices(errors, [...path, "choices"], option.choices, type);
  checkInteger(errors, [...path, "min_length"], option.min_length, { min: 0, max: 6_000 });
  checkInteger(errors, [...path, "max_length"], option.max_length, { min: 1, max: 6_000 });
  if ((option.min_value ?? option.max_value) !== undefined && !NUMBERS.includes(type))
    errors.add(path, "STAND_IN_RANGE", "only numbers have min_value and max_value");
}

/** What Discord counts of a command: names, descriptions and the values of choices, each in its longest translation. */
function weightOf(value: unknown): number {
  if (!isRecord(value)) return 0;
  const inner = [value.options, value.choices].flat();
  const own = ["name", "description"].map((name) => {
    const texts = isRecord(value[`${name}_localizations`])
      ? Object.values(value[`${name}_localizations`] as object)
      : [];
    return Math.max(0, ...[value[name], ...texts].map((text) => (typeof text === "string" ? lengthOf(text) : 0)));
  });
  const choice = typeof value.value === "string" ? lengthOf(value.value) : 0;
  return own.reduce((sum, size) => sum + size, choice) + inner.reduce((sum: number, one) => sum + weightOf(one), 0);
}
