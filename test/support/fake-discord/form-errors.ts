import { type FormError, type FormErrorTree, Refusal } from "./refusal.ts";

/** Where in a body something stands: keys and indexes from the top. */
export type Path = readonly (string | number)[];

type Node = { [key: string]: Node | FormError[] };

/** Gathers what is wrong with one body. */
export type FormErrors = {
  readonly add: (path: Path, code: string, message: string) => void;
  readonly count: () => number;
  /** Throws 50035 with all that was gathered, or does nothing where there is none. */
  readonly settle: () => void;
};

/**
 * Codes that begin with `STAND_IN_` are the stand-in's: Discord refuses the like, but its own code for it is not known
 * to us, or it swallows the fault silently.
 */
export function createFormErrors(): FormErrors {
  const root: Node = {};
  let count = 0;
  return {
    add: (path, code, message) => {
      count += 1;
      let node = root;
      for (const key of path) {
        const next = node[key];
        const made: Node = next === undefined || Array.isArray(next) ? {} : next;
        node[key] = made;
        node = made;
      }
      const list = node._errors;
      node._errors = [...(Array.isArray(list) ? list : []), { code, message }];
    },
    count: () => count,
    settle: () => {
      if (count > 0) throw invalidForm(root, true);
    },
  };
}

function invalidForm(errors: FormErrorTree, isViolation: boolean): Refusal {
  return new Refusal(400, 50_035, "Invalid Form Body", { errors, isViolation });
}

/** A body refused for one fault. */
export function invalidField(path: Path, code: string, message: string, isViolation = true): Refusal {
  const tree = path.reduceRight<FormErrorTree>((inner, key) => ({ [key]: inner }), { _errors: [{ code, message }] });
  return invalidForm(tree, isViolation);
}

/** The faults as lines, `components[0].label BASE_TYPE_MAX_LENGTH Must be 80 or fewer in length.` */
export function linesOf(tree: FormErrorTree, place = ""): readonly string[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    if (Array.isArray(value))
      return (value as readonly FormError[]).map((one) => `${place} ${one.code} ${one.message}`);
    const inner = /^\d+$/u.test(key) ? `${place}[${key}]` : place === "" ? key : `${place}.${key}`;
    return linesOf(value as FormErrorTree, inner);
  });
}
