import { readFileSync } from "node:fs";
import { createFormErrors, type FormErrors, type Path } from "./form-errors.ts";
import { lengthOf } from "./length.ts";
import { isRecord } from "./shapes.ts";

type Schema = Readonly<Record<string, unknown>>;

/** Discord's API as its OpenAPI file describes it, and the check that it allows. */
export type Specification = {
  /** The file's title and version. */
  readonly version: string;
  /** Throws 50035 where a JSON body is not what an operation takes. Operations that the file does not have pass. */
  readonly check: (operation: string, json: unknown) => void;
};

/**
 * Reads an OpenAPI 3.1 file. Checked are types, required and unknown fields, lengths (in code points), numbers, closed
 * lists, patterns and unions. Nothing else of JSON Schema stands in Discord's file.
 */
export function loadSpecification(path: string): Specification {
  const document = JSON.parse(readFileSync(path, "utf8")) as Schema;
  const bodies = bodiesOf(document);
  const walk = createWalk(document);
  const { title, version } = document.info as { readonly title: string; readonly version: string };
  return {
    version: `${title} ${version}`,
    check: (operation, json) => {
      const schema = bodies.get(operation);
      if (schema === undefined || json === undefined) return;
      const errors = createFormErrors();
      walk(errors, [], schema, json);
      errors.settle();
    },
  };
}

function bodiesOf(document: Schema): ReadonlyMap<string, Schema> {
  const operations = Object.values(document.paths as Record<string, Schema>).flatMap((path) => Object.values(path));
  return new Map(
    operations.filter(isRecord).flatMap(({ operationId, requestBody }) => {
      const content = isRecord(requestBody) && isRecord(requestBody.content) ? requestBody.content : {};
      const json = content["application/json"];
      return isRecord(json) && isRecord(json.schema) ? [[String(operationId), json.schema] as const] : [];
    }),
  );
}

type Walk = (errors: FormErrors, path: Path, schema: Schema, value: unknown) => void;

function createWalk(document: Schema): Walk {
  const resolve = (schema: Schema): Schema => {
    if (typeof schema.$ref !== "string") return schema;
    return schema.$ref
      .slice(2)
      .split("/")
      .reduce<Schema>((node, key) => node[key] as Schema, document);
  };

  const walk: Walk = (errors, path, given, value) => {
    const schema = resolve(given);
    const options = (schema.oneOf ?? schema.anyOf) as readonly Schema[] | undefined;
    if (options !== undefined) walkUnion(errors, path, options.map(resolve), value);
    for (const one of (schema.allOf ?? []) as readonly Schema[]) walk(errors, path, one, value);
    if (!checkType(errors, path, schema, value)) return;
    checkScalar(errors, path, schema, value);
    if (Array.isArray(value)) walkList(errors, path, schema, value);
    if (isRecord(value)) walkRecord(errors, path, schema, value);
  };

  const walkList = (errors: FormErrors, path: Path, schema: Schema, value: readonly unknown[]): void => {
    checkCount(errors, path, value.length, schema.minItems, schema.maxItems);
    if (isRecord(schema.items)) for (const [n, one] of value.entries()) walk(errors, [...path, n], schema.items, one);
  };

  /** An unknown field that says nothing is forgiven: discord.js sends `enforce_nonce: false` wherever a message goes. */
  const walkRecord = (errors: FormErrors, path: Path, schema: Schema, value: Record<string, unknown>): void => {
    const properties = schema.properties as Readonly<Record<string, Schema>> | undefined;
    for (const name of (schema.required ?? []) as readonly string[])
      if (value[name] === undefined) errors.add([...path, name], "BASE_TYPE_REQUIRED", "This field is required");
    for (const [name, one] of Object.entries(value)) {
      const inner = properties?.[name] ?? schema.additionalProperties;
      if (isRecord(inner)) walk(errors, [...path, name], inner, one);
      else if (properties !== undefined && one !== false && one !== null)
        errors.add([...path, name], "STAND_IN_UNKNOWN_FIELD", `the specification has no field "${name}" here`);
    }
  };

  /** A union is in order where one of its kinds is; else that kind speaks which the value's `type` names, or fits best. */
  const walkUnion = (errors: FormErrors, path: Path, options: readonly Schema[], value: unknown): void => {
    const tries = options.map((option) => {
      const faults: Parameters<FormErrors["add"]>[] = [];
      walk({ ...errors, add: (...fault) => faults.push(fault) }, path, option, value);
      return { option, faults };
    });
    if (tries.some(({ faults }) => faults.length === 0)) return;
    const named = tries.filter(({ option }) => isRecord(value) && namesType(resolve, option, value.type));
    const objects = tries.filter(({ option }) => option.properties !== undefined);
    if (isRecord(value) && named.length === 0 && objects.every(({ option }) => hasTypes(option)))
      return errors.add([...path, "type"], "UNION_TYPE_CHOICES", `No kind here has the type ${String(value.type)}.`);
    const fitting = tries.filter(({ option }) => [option.type ?? []].flat().some((type) => isOfType(type, value)));
    const candidates = [named, fitting, tries].find((list) => list.length > 0) ?? [];
    const best = [...candidates].sort((a, b) => a.faults.length - b.faults.length)[0];
    for (const fault of best?.faults ?? []) errors.add(...fault);
  };

  return walk;
}

function hasTypes({ properties }: Schema): boolean {
  return isRecord(properties) && isRecord(properties.type) && Array.isArray(properties.type.enum);
}

function namesType(resolve: (schema: Schema) => Schema, option: Schema, type: unknown): boolean {
  const { properties } = resolve(option);
  const own = isRecord(properties) && isRecord(properties.type) ? properties.type.enum : undefined;
  return Array.isArray(own) && own.includes(type);
}

/**
 * Whether a value is of one of the schema's types; a mismatch is a fault. Large numbers may come as texts, and ids as
 * numbers: so does Discord's own documentation of uploads write them.
 */
function checkType(errors: FormErrors, path: Path, { type, maximum, format }: Schema, value: unknown): boolean {
  if (type === undefined) return true;
  const types = [type].flat();
  const isLarge = typeof maximum === "number" && maximum > 2 ** 31 && /^\d+$/u.test(String(value));
  if (format === "snowflake" && Number.isSafeInteger(value)) return true;
  const hit = types.some((one) => isOfType(one, value) || (one === "integer" && isLarge && typeof value === "string"));
  if (!hit)
    errors.add(path, "STAND_IN_TYPE", `${JSON.stringify(value)?.slice(0, 60)} is not of type ${types.join(" or ")}`);
  return hit;
}

function isOfType(type: unknown, value: unknown): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "integer":
      return Number.isInteger(value);
    case "array":
      return Array.isArray(value);
    case "object":
      return isRecord(value);
    default:
      return typeof value === type;
  }
}

function checkScalar(errors: FormErrors, path: Path, schema: Schema, value: unknown): void {
  const { minLength, maxLength, minimum, maximum, pattern, enum: words, const: only } = schema;
  if (only !== undefined && value !== only)
    errors.add(path, "BASE_TYPE_CHOICES", `Value must be one of {${String(only)}}.`);
  if (Array.isArray(words) && !words.includes(value))
    errors.add(path, "BASE_TYPE_CHOICES", `Value must be one of {${words.join(", ")}}.`);
  if (typeof value === "string") {
    checkCount(errors, path, lengthOf(value), minLength, maxLength);
    if (typeof pattern === "string" && !new RegExp(pattern, "u").test(value))
      errors.add(path, "NUMBER_TYPE_COERCE", `Value "${value}" does not match ${pattern}`);
  }
  if (typeof value !== "number") return;
  if (typeof minimum === "number" && value < minimum)
    errors.add(path, "NUMBER_TYPE_MIN", `int value should be greater than or equal to ${minimum}.`);
  if (typeof maximum === "number" && value > maximum)
    errors.add(path, "NUMBER_TYPE_MAX", `int value should be less than or equal to ${maximum}.`);
}

function checkCount(errors: FormErrors, path: Path, count: number, min: unknown, max: unknown): void {
  const [least, most] = [typeof min === "number" ? min : 0, typeof max === "number" ? max : Number.POSITIVE_INFINITY];
  if (count < least && most < Number.POSITIVE_INFINITY)
    errors.add(path, "BASE_TYPE_BAD_LENGTH", `Must be between ${least} and ${most} in length.`);
  else if (count < least) errors.add(path, "BASE_TYPE_MIN_LENGTH", `Must be ${least} or more in length.`);
  if (count > most) errors.add(path, "BASE_TYPE_MAX_LENGTH", `Must be ${most} or fewer in length.`);
}
