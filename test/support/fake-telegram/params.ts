import type { Upload } from "./multipart.ts";
import { parseMultipart } from "./multipart.ts";
import { badRequest, violation } from "./refusal.ts";
import { isRecord } from "./shapes.ts";

/** The parameters of a request, wherever they stood: in the address, a form or JSON. */
export type Params = {
  readonly values: Readonly<Record<string, unknown>>;
  readonly uploads: ReadonlyMap<string, Upload>;
};

const NO_UPLOADS: ReadonlyMap<string, Upload> = new Map();

/** Reads the parameters of a request. Throws a violation where the body is not what its type says. */
export function readParams(query: URLSearchParams, body: Buffer, contentType: string): Params {
  const address = Object.fromEntries(query);
  if (body.length === 0) return { values: address, uploads: NO_UPLOADS };
  const type = contentType.split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") return { values: { ...address, ...readJson(body) }, uploads: NO_UPLOADS };
  if (type === "application/x-www-form-urlencoded")
    return {
      values: { ...address, ...Object.fromEntries(new URLSearchParams(body.toString("utf8"))) },
      uploads: NO_UPLOADS,
    };
  if (type === "multipart/form-data") {
    const { fields, files } = parseMultipart(body, contentType);
    return { values: { ...address, ...Object.fromEntries(fields) }, uploads: files };
  }
  throw violation(`the body has the unsupported type "${type}"`);
}

function readJson(body: Buffer): Record<string, unknown> {
  const parsed = parseJson(body.toString("utf8"));
  if (!isRecord(parsed)) throw violation("the body is not a JSON object");
  // Telegram takes null as "not given".
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== null));
}

/** The parsed text, or undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function findString({ values }: Params, name: string): string | undefined {
  const value = values[name];
  if (value === undefined || typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw violation(`parameter "${name}" must be a string`);
}

export function getString(params: Params, name: string): string {
  const value = findString(params, name);
  if (value === undefined || value === "") throw violation(`parameter "${name}" is required`);
  return value;
}

export function findInteger({ values }: Params, name: string): number | undefined {
  const value = values[name];
  if (value === undefined || value === "") return undefined;
  const number = typeof value === "string" && /^-?\d+$/u.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isSafeInteger(number))
    throw violation(`parameter "${name}" must be an integer`);
  return number;
}

export function getInteger(params: Params, name: string): number {
  const value = findInteger(params, name);
  if (value === undefined) throw violation(`parameter "${name}" is required`);
  return value;
}

export function findBoolean({ values }: Params, name: string): boolean {
  const value = values[name];
  return value === true || (typeof value === "string" && ["true", "yes", "1"].includes(value.toLowerCase()));
}

/** An object or list; in a form it is written as JSON. */
export function findStructure({ values }: Params, name: string): unknown {
  const value = values[name];
  if (value === undefined || value === "" || typeof value === "object") return value === "" ? undefined : value;
  const parsed = typeof value === "string" ? parseJson(value) : undefined;
  if (typeof parsed !== "object" || parsed === null) throw violation(`can't parse ${name} JSON object`);
  return parsed;
}

export function findRecord(params: Params, name: string): Record<string, unknown> | undefined {
  const value = findStructure(params, name);
  if (value === undefined) return undefined;
  if (!isRecord(value)) throw violation(`object expected as ${name}`);
  return value;
}

export function findList(params: Params, name: string): readonly unknown[] | undefined {
  const value = findStructure(params, name);
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw violation(`array expected as ${name}`);
  return value;
}

/** The chat that a request is about: an id, or the @name of a public group. */
export function getChatId(params: Params, name = "chat_id"): number | string {
  const value = params.values[name];
  if (value === undefined || value === "") throw violation(`${name} is empty`);
  if (typeof value === "string" && value.startsWith("@")) return value;
  if (typeof value === "string" && !/^-?\d+$/u.test(value)) throw badRequest("chat not found");
  return getInteger(params, name);
}
