import type { Expo } from "../expo.ts";
import { explain, findingsOf } from "./explain.ts";
import type { ExpoFault, Finding } from "./fault.ts";
import { pathOf } from "./fault.ts";
import { parseYaml, type Tree } from "./parse-yaml.ts";
import { dateRules } from "./rules/dates.ts";
import { hallRules } from "./rules/halls.ts";
import { slotRules } from "./rules/slots.ts";
import { taskRules } from "./rules/tasks.ts";
import { expoFileSchema } from "./schema.ts";
import { toExpo } from "./to-expo.ts";

/** What a file turned out to be: an expo, or all that is wrong with it. */
export type ReadExpo =
  | { readonly kind: "expo"; readonly expo: Expo }
  | { readonly kind: "refused"; readonly faults: readonly ExpoFault[] };

const RULES = [...hallRules, ...dateRules, ...slotRules, ...taskRules];

/** Reads and checks an expo file (YAML). Every fault is named at once, in the order of the lines; it never throws. */
export function readExpoFile(bytes: Uint8Array): ReadExpo {
  const yaml = parseYaml(bytes);
  if (yaml.kind === "unreadable") return { kind: "refused", faults: yaml.faults };
  const { tree, lineOf } = yaml;
  if (tree === null || typeof tree === "string" || Array.isArray(tree)) return { kind: "refused", faults: [NO_KEYS] };
  const { expo, findings } = check(tree);
  if (expo !== null) return { kind: "expo", expo };
  const faults = findings.map(({ place, message }) => ({ line: lineOf(place), path: pathOf(place), message }));
  return { kind: "refused", faults: faults.sort((one, other) => (one.line ?? 0) - (other.line ?? 0)) };
}

const NO_KEYS: ExpoFault = {
  line: null,
  path: "",
  message: "The file holds no keys. An expo file begins with lines such as id: turkey-2027; see data/expos/.",
};

function check(tree: Tree): { readonly expo: Expo | null; readonly findings: readonly Finding[] } {
  const shape = expoFileSchema.safeParse(tree, { error: explain });
  const findings = [...findingsOf(shape.error?.issues ?? []), ...RULES.flatMap((rule) => rule(tree))];
  return { expo: shape.success && findings.length === 0 ? toExpo(shape.data) : null, findings };
}
