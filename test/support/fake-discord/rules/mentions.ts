import type { FormErrors } from "../form-errors.ts";
import { checkChoice, checkList, checkRecord, checkText } from "./checks.ts";

const MOST_IDS = 100;

/** The rules of `allowed_mentions`: known words, ids, and none of a kind that is allowed as a whole. */
export function checkAllowedMentions(errors: FormErrors, value: unknown): void {
  const path = ["allowed_mentions"];
  const allowed = checkRecord(errors, path, value);
  if (allowed === undefined) return;
  const parse = checkList(errors, [...path, "parse"], allowed.parse);
  parse.forEach((one, n) => {
    checkChoice(errors, [...path, "parse", n], one, ["roles", "users", "everyone"]);
  });
  for (const kind of ["users", "roles"]) {
    const ids = checkList(errors, [...path, kind], allowed[kind], { max: MOST_IDS });
    ids.forEach((id, n) => {
      const text = checkText(errors, [...path, kind, n], id, { isRequired: true });
      if (text !== undefined && !/^\d+$/u.test(text))
        errors.add([...path, kind, n], "NUMBER_TYPE_COERCE", `Value "${text}" is not snowflake.`);
    });
    if (ids.length > 0 && parse.includes(kind))
      errors.add(
        path,
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      );
  }
}
