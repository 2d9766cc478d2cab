import { readFileSync } from "node:fs";
import { type Params, parseJson } from "./params.ts";
import { type Refusal, violation } from "./refusal.ts";
import { isRecord } from "./shapes.ts";

type Field = {
  readonly name: string;
  readonly types: readonly string[];
  readonly required: boolean;
  readonly description: string;
};
type Shape = { readonly name: string; readonly fields?: readonly Field[]; readonly subtypes?: readonly string[] };
type Document = {
  readonly version: string;
  readonly methods: Readonly<Record<string, Shape>>;
  readonly types: Readonly<Record<string, Shape>>;
};

/** The Bot API as a machine-readable document, and the checks that it allows. */
export type Specification = {
  readonly version: string;
  readonly methods: readonly string[];
  /** What is wrong with a request, or null. */
  readonly check: (method: string, params: Params) => Refusal | null;
  /** What is wrong with an object of a type, such as an Update, or null. */
  readonly checkObject: (type: string, value: Record<string, unknown>) => string | null;
};

/** Faults for which Telegram has words of its own. */
const WORDS: Readonly<Record<string, string>> = {
  "InlineKeyboardButton.callback_data": "BUTTON_DATA_INVALID",
  "BotCommand.command": "BOT_COMMAND_INVALID",
  "BotCommand.description": "BOT_COMMAND_DESCRIPTION_INVALID",
  "sendMessage.text": "message text is empty",
  "editMessageText.text": "message text is empty",
};

/** A complaint, with the place where it arose. */
type Complaint = { readonly place: string; readonly why: string };

/**
 * Reads the document of the Bot API in the shape of PaulSonOfLars/telegram-bot-api-spec. Checked are required and
 * unknown parameters, types down to the leaves, the lengths that stand in the prose, and its closed lists of words.
 */
export function loadSpecification(path: string): Specification {
  const document = JSON.parse(readFileSync(path, "utf8")) as Document;
  const { checkField, checkObject } = createFieldCheck(document);
  return {
    version: document.version,
    methods: Object.keys(document.methods),
    checkObject: (type, value) => {
      const complaint = checkObject(document.types[type] ?? { name: type }, value);
      return complaint === null ? null : `${complaint.why} [${complaint.place}]`;
    },
    check: (method, { values, uploads }) => {
      const shape = document.methods[method];
      if (shape === undefined) return null;
      const named = [...uploads.keys()].filter((name) => isField(shape, name));
      const given = { ...values, ...Object.fromEntries(named.map((name) => [name, UPLOAD])) };
      const complaint = checkFields(shape, given, checkField) ?? findStray(values, uploads.keys(), shape);
      return complaint === null ? null : violation(WORDS[complaint.place] ?? `${complaint.why} [${complaint.place}]`);
    },
  };
}

const UPLOAD = Symbol("upload");

type FieldCheck = (owner: string, field: Field, value: unknown) => Complaint | null;

function isField({ fields = [] }: Shape, name: string): boolean {
  return fields.some((field) => field.name === name);
}

/** An upload must be named by a parameter, or by "attach://" in one. */
function findStray(
  values: Readonly<Record<string, unknown>>,
  uploads: Iterable<string>,
  shape: Shape,
): Complaint | null {
  for (const name of uploads)
    if (!isField(shape, name) && !JSON.stringify(values).includes(`attach://${name}`))
      return { place: `${shape.name}.${name}`, why: `the upload "${name}" is used by no parameter` };
  return null;
}

function checkFields(
  { name: owner, fields = [] }: Shape,
  given: Record<string, unknown>,
  checkField: FieldCheck,
): Complaint | null {
  for (const name of Object.keys(given))
    if (!fields.some((field) => field.name === name))
      return { place: `${owner}.${name}`, why: `unknown parameter "${name}"` };
  // A parameter that is empty counts as missing; a field of an object may be empty.
  const isOfMethod = /^[a-z]/u.test(owner);
  for (const field of fields) {
    const value = given[field.name];
    const isMissing = value === undefined || (value === "" && isOfMethod && field.required && !isEmptyAllowed(field));
    if (isMissing && field.required)
      return { place: `${owner}.${field.name}`, why: `parameter "${field.name}" is required` };
    const complaint = isMissing ? null : checkField(owner, field, value);
    if (complaint !== null) return complaint;
  }
  return null;
}

function isEmptyAllowed({ description }: Field): boolean {
  return /empty string|\b0\s*-\s*\d+/iu.test(description);
}

function createFieldCheck(document: Document) {
  const checkField: FieldCheck = (owner, field, value) => {
    const complaints = field.types.map((type) => checkType(type, value, { owner, field }));
    if (!complaints.includes(null))
      return closest(
        field,
        value,
        complaints.filter((one) => one !== null),
      );
    return checkProse(owner, field, value);
  };

  const checkType = (type: string, value: unknown, at: { owner: string; field: Field }): Complaint | null => {
    const place = `${at.owner}.${at.field.name}`;
    if (type.startsWith("Array of ")) {
      const list = structure(value);
      if (!Array.isArray(list)) return { place, why: `parameter "${at.field.name}" must be a list` };
      const inner = type.slice("Array of ".length);
      return list.map((item: unknown) => checkType(inner, item, at)).find((complaint) => complaint !== null) ?? null;
    }
    const shape = document.types[type];
    if (shape === undefined || type === "InputFile")
      return isScalar(type, value) ? null : { place, why: `parameter "${at.field.name}" must be of type ${type}` };
    const object = structure(value);
    if (!isRecord(object)) return { place, why: `object expected as ${at.field.name}` };
    return checkObject(shape, object);
  };

  const checkObject = (shape: Shape, object: Record<string, unknown>): Complaint | null => {
    if (shape.subtypes === undefined) return checkFields(shape, object, checkField);
    const candidates = shape.subtypes.map((name) => document.types[name]).filter((one) => one !== undefined);
    const typed = candidates.filter((one) => fixedType(one) === undefined || fixedType(one) === object.type);
    if (typed.length === 0) return { place: `${shape.name}.type`, why: `unknown type ${JSON.stringify(object.type)}` };
    const complaints = typed.map((one) => checkObject(one, object));
    return complaints.includes(null) ? null : (complaints[nearest(typed, object)] ?? null);
  };

  /** Of the complaints of several types, the one of the type that shares most keys with the value. */
  const closest = (field: Field, value: unknown, complaints: readonly Complaint[]): Complaint | null => {
    const object = structure(value);
    if (!isRecord(object)) return complaints[0] ?? null;
    const shapes = field.types.map((type) => document.types[type] ?? { name: type });
    return complaints[nearest(shapes, object)] ?? null;
  };

  return { checkField, checkObject };
}

/** In a form an object is written as JSON. */
function structure(value: unknown): unknown {
  return typeof value === "string" ? parseJson(value) : value;
}

function nearest(shapes: readonly Shape[], object: Record<string, unknown>): number {
  const shared = shapes.map((shape) => Object.keys(object).filter((name) => isField(shape, name)).length);
  return shared.indexOf(Math.max(...shared));
}

/** The value that a discriminating field must have, such as "photo" in `type`. */
function fixedType({ fields = [] }: Shape): string | undefined {
  const description = fields.find(({ name }) => name === "type")?.description ?? "";
  return /(?:must be|always) [“"]?([a-z_0-9]+)/iu.exec(description)?.[1];
}

function isScalar(type: string, value: unknown): boolean {
  switch (type) {
    case "Integer":
      return Number.isSafeInteger(value) || (typeof value === "string" && /^-?\d+$/u.test(value));
    case "Float":
      return Number.isFinite(value) || (typeof value === "string" && Number.isFinite(Number(value)));
    case "Boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "InputFile":
      return value === UPLOAD || (typeof value === "string" && value.startsWith("attach://"));
    default:
      return typeof value === "string";
  }
}

/** The limits that stand in the description. Those "after entities parsing" are the text's own rules. */
function checkProse(owner: string, { name, types, description }: Field, value: unknown): Complaint | null {
  const place = `${owner}.${name}`;
  const length = /(\d+)\s*-\s*(\d+)\s*(characters|bytes)(?! after entit)/iu.exec(description);
  if (length !== null && typeof value === "string") {
    const size = length[3]?.toLowerCase() === "bytes" ? Buffer.byteLength(value) : value.length;
    if (size < Number(length[1]) || size > Number(length[2]))
      return { place, why: `"${name}" has ${size} of ${length[1]} to ${length[2]} ${length[3]}` };
  }
  const range = /(?:between |, )(\d+)-(\d+)(?: are accepted|\. Defaults)/iu.exec(description);
  if (
    range !== null &&
    types.includes("Integer") &&
    (Number(value) < Number(range[1]) || Number(value) > Number(range[2]))
  )
    return { place, why: `"${name}" must be ${range[1]} to ${range[2]}` };
  const words = [...(/must be one of ((?:"[^"]+"[^".]*)+)/iu.exec(description)?.[1]?.matchAll(/"([^"]+)"/gu) ?? [])];
  if (words.length > 0 && !words.some(([, word]) => word === value))
    return { place, why: `"${name}" must be one of ${words.map(([, word]) => word).join(", ")}` };
  return null;
}
