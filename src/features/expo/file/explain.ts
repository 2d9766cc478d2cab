import { z } from "zod";
import type { Finding } from "./fault.ts";

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/** What zod complains about, in words that say what to do. Fields with words of their own keep them. */
export const explain: z.core.$ZodErrorMap = (issue: Issue) => {
  switch (issue.code) {
    case "unrecognized_keys":
      return `is unknown here. Remove it, or mend its spelling: ${keysOf(issue.inst)} can stand here.`;
    case "invalid_type":
      return issue.input === undefined || issue.input === null
        ? `It is missing. Add ${KINDS[issue.expected] ?? "a value"}.`
        : `Here must be ${KINDS[issue.expected] ?? "another value"}, not ${kindOf(issue.input)}.`;
    case "invalid_union":
      return issue.input === undefined || issue.input === null
        ? "It is missing. Add a text, or a text for each language such as en: Hall 1."
        : "Here must be a text, or a text for each language such as en: Hall 1.";
    case "invalid_value":
      return `Only one of these can stand here: ${issue.values.map(String).join(", ")}. Write one of them.`;
    default:
      return "This value can't stand here. Compare it with the files in data/expos/.";
  }
};

function keysOf(schema: unknown): string {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape).join(", ") : "other keys";
}

const KINDS: Readonly<Record<string, string>> = {
  string: "a value",
  object: "keys with values below it",
  record: "keys with values below it",
  array: "a list (lines that begin with -)",
};

function kindOf(input: unknown): string {
  if (Array.isArray(input)) return "a list";
  return typeof input === "object" ? "keys with values" : "a single value";
}

/** The issues of a file, one finding each; an unknown key is a finding at its own place. */
export function findingsOf(issues: readonly z.core.$ZodIssue[]): Finding[] {
  return issues.flatMap((issue): Finding[] => {
    const place = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    if (issue.code !== "unrecognized_keys") return [{ place, message: issue.message }];
    return issue.keys.map((key) => ({
      place: [...place, key],
      message: `The key "${key}" ${issue.message}`,
    }));
  });
}
