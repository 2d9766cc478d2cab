import { z } from "zod";
import { AppError, messageOf } from "../../../shared/errors.ts";
import type { Expo } from "../expo.ts";

/** Who wants which booth, as `expo allocate` reads it. */
export type Application = {
  readonly id: string;
  /** Square metres, or width and depth in metres, either way round. A booth fits that has just this size. */
  readonly size: number | readonly [number, number];
  /** The zones it may stand in; any where it names none. */
  readonly zones: readonly string[];
  /** What each booth is worth to it, 0 to 1000. */
  readonly wishes: readonly { readonly booth: string; readonly value: number }[];
  /** Applications that it must not stand next door to. It is enough that one of two names the other. */
  readonly rivals: readonly string[];
  /** What any other booth is worth to it that fits in size and zone, 0 to 1000; null where only its wishes count. */
  readonly elsewhere: number | null;
};

const FAULTS_SHOWN = 50;

/**
 * Reads a file of applications: `{"applications": [...]}`; unknown keys are passed over. Rivals need not have applied.
 *
 * @param file what the errors call it.
 * @throws AppError `input.invalid` that names every fault at once.
 */
export function parseApplications(text: string, file: string, expo: Expo): readonly Application[] {
  const faults: string[] = [];
  const applications: Application[] = [];
  const schema = applicationSchema(expo);
  const seen = new Map<string, number>();
  readList(text, file).forEach((value, index) => {
    const { success, data, error } = schema.safeParse(value);
    const id = idOf(value);
    const name = id === null ? `applications[${index}]` : `applications[${index}] (${id})`;
    for (const { path, message } of error?.issues ?? [])
      faults.push(`${name}${path.length === 0 ? "" : ` ${path.join(".")}`}: ${message}`);
    if (id !== null && seen.has(id)) faults.push(`${name}: applications[${seen.get(id)}] has the same id`);
    else if (id !== null) seen.set(id, index);
    if (success) applications.push(data);
  });
  if (faults.length > 0) throw invalid(file, faults);
  return applications;
}

/** Those whom an application names as rivals, but who did not apply: nobody need be kept apart from them. */
export function absentRivals(applications: readonly Application[]): readonly string[] {
  const known = new Set(applications.map(({ id }) => id));
  return [...new Set(applications.flatMap(({ rivals }) => rivals))].filter((rival) => !known.has(rival));
}

function applicationSchema({ id, halls }: Expo): z.ZodType<Application> {
  const booths = new Set(halls.flatMap((hall) => hall.booths.map(({ code }) => code)));
  const zones = new Set(halls.flatMap((hall) => hall.zones.map((zone) => zone.id)));
  const value = z.number().min(0).max(1000);
  const metres = z.number().positive();
  const known = (kind: string, names: ReadonlySet<string>) =>
    z.string().refine((name) => names.has(name), { error: ({ input }) => `${id} has no ${kind} "${input}"` });
  const booth = known("booth", booths);
  const zone = known("zone", zones);
  return z.object({
    id: z.string().min(1),
    size: z.union([metres, z.tuple([metres, metres])], {
      error: "must be square metres such as 9, or width and depth in metres such as [3, 3]",
    }),
    zones: z.array(zone).default([]),
    wishes: z
      .array(z.object({ booth, value }))
      .default([])
      .superRefine((wishes, context) => {
        wishes.forEach(({ booth: code }, index) => {
          if (wishes.findIndex((wish) => wish.booth === code) < index)
            context.addIssue({ code: "custom", path: [index, "booth"], message: `${code} is wished for twice` });
        });
      }),
    rivals: z.array(z.string()).default([]),
    elsewhere: value.nullable().default(null),
  });
}

function readList(text: string, file: string): readonly unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/u, ""));
  } catch (error) {
    throw invalid(file, [`it is not JSON (${messageOf(error)})`]);
  }
  const { success, data } = z.object({ applications: z.array(z.unknown()) }).safeParse(value);
  if (!success) throw invalid(file, ['it must be an object with a list "applications"']);
  return data.applications;
}

function idOf(value: unknown): string | null {
  return z.object({ id: z.string().min(1) }).safeParse(value).data?.id ?? null;
}

function invalid(file: string, faults: readonly string[]): AppError {
  const more = faults.length - FAULTS_SHOWN;
  const shown = faults.slice(0, FAULTS_SHOWN).map((fault) => `  - ${fault}`);
  if (more > 0) shown.push(`  and ${more} more`);
  return new AppError(
    "input.invalid",
    `${file} can't be used. Nothing was allocated. Correct this and try again:\n${shown.join("\n")}`,
  );
}
