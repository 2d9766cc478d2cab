import type { z } from "zod";
import type { Finding, Place } from "../fault.ts";
import type { Tree } from "../parse-yaml.ts";

/** What the values of a file must say together. What can't be read is skipped here: the shape names it already. */
export type Rule = (file: Tree) => readonly Finding[];

/** A part of the file that could be read, and where it stands. */
export type Part<T> = { readonly value: T; readonly place: Place };

/** The values that stand at `path`, where `*` is every one of a list, as far as they can be read. */
export function readAll<T>(file: Tree, path: readonly string[], schema: z.ZodType<T>): Part<T>[] {
  return follow({ value: file, place: [] }, path).flatMap(({ value, place }) => {
    const read = schema.safeParse(value);
    return read.success ? [{ value: read.data, place }] : [];
  });
}

/** The value at `path`, where there is one and it can be read. */
export function readOne<T>(file: Tree, path: readonly string[], schema: z.ZodType<T>): T | undefined {
  return readAll(file, path, schema)[0]?.value;
}

function follow(part: Part<Tree>, path: readonly string[]): Part<Tree>[] {
  const [step, ...rest] = path;
  if (step === undefined) return [part];
  const { value, place } = part;
  if (step === "*") {
    if (!isList(value)) return [];
    return value.flatMap((item, index) => follow({ value: item, place: [...place, index] }, rest));
  }
  if (value === null || typeof value === "string" || isList(value)) return [];
  const child = Object.hasOwn(value, step) ? value[step] : undefined;
  return child === undefined ? [] : follow({ value: child, place: [...place, step] }, rest);
}

function isList(value: Tree): value is readonly Tree[] {
  return Array.isArray(value);
}
