import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import { AppError, messageOf } from "../../../shared/errors.ts";
import type { BenchDoc, BenchSearch } from "./contender.ts";

/** A question with the ids of the documents that answer it. */
export type BenchQuery = BenchSearch & { readonly id: string; readonly relevant: ReadonlySet<string> };

/** Documents of one language, and questions about them. */
export type Dataset = {
  /** The name of its file, without the ending. */
  readonly name: string;
  readonly lang: string;
  readonly docs: readonly BenchDoc[];
  readonly queries: readonly BenchQuery[];
};

const id = z.union([z.string().min(1), z.number()]).transform(String);

const fileSchema = z.object({
  lang: z.string().refine(isTag, { message: "must be a language tag such as en or zh-Hans" }),
  docs: z.array(z.object({ id, text: z.string().min(1) })).min(1),
  queries: z.array(z.object({ id, text: z.string().min(1), rel: z.array(id).min(1) })).min(1),
});

/**
 * Reads data sets: `{lang, docs: [{id, text}], queries: [{id, text, rel: [doc ids]}]}`. Other keys are passed over.
 *
 * @throws AppError `input.notFound` or `input.invalid`, naming the file and what is wrong.
 */
export function readDatasets(files: readonly string[]): readonly Dataset[] {
  const names = files.map((file) => basename(file).replace(/\.json$/u, ""));
  return files.map((file, index) => {
    const name = names[index] ?? file;
    // Two folders may hold a file of the same name: results are told apart by it.
    return parseDataset(names.indexOf(name) === index ? name : `${name}#${index + 1}`, readText(file), file);
  });
}

/** @param file what the errors call it. */
export function parseDataset(name: string, text: string, file: string): Dataset {
  const { lang, docs, queries } = decode(text, file);
  const known = new Set(docs.map((doc) => doc.id));
  if (known.size < docs.length) throw invalid(file, "two documents have the same id");
  for (const query of queries) {
    const unknown = query.rel.find((relevant) => !known.has(relevant));
    if (unknown !== undefined)
      throw invalid(file, `query ${query.id} is answered by document ${unknown}, which the file does not hold`);
  }
  return {
    name,
    lang,
    docs: docs.map((doc) => ({ ...doc, lang })),
    queries: queries.map(({ rel, ...query }) => ({ ...query, lang, relevant: new Set(rel) })),
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new AppError("input.notFound", `${file} can't be read: ${messageOf(error)}. Nothing was measured.`, {
      cause: error,
    });
  }
}

function decode(text: string, file: string): z.infer<typeof fileSchema> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/u, ""));
  } catch (error) {
    throw invalid(file, `it is not JSON (${messageOf(error)})`);
  }
  const checked = fileSchema.safeParse(value);
  if (checked.success) return checked.data;
  const [first, ...others] = checked.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join(".")}: ${message}`,
  );
  throw invalid(file, `${first}${others.length === 0 ? "" : `, and ${others.length} more faults`}`);
}

function invalid(file: string, reason: string): AppError {
  return new AppError(
    "input.invalid",
    `${file} is not a data set to measure retrieval with: ${reason}. Nothing was measured.`,
  );
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
