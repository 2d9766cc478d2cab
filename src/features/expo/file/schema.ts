import { z } from "zod";
import {
  boothCode,
  clock,
  country,
  day,
  expoId,
  moment,
  names,
  partId,
  position,
  price,
  side,
  wholeNumber,
  words,
  yesOrNo,
  zone,
} from "./fields.ts";

/** More than that is a mistake: the seven expos of 2017 had 6,500 booths together. */
const MAX_BOOTHS = 20_000;
const MAX_HALLS = 100;
/** A list that people read in a chat. */
const MAX_TASKS = 30;

/** What has `fallback` where it is left out or empty. */
function otherwise<T extends z.ZodType, const F>(field: T, fallback: F) {
  return field.nullish().transform((value) => value ?? fallback);
}

const period = z.strictObject({ from: moment, until: moment });

const hallSchema = z.strictObject({
  id: partId,
  name: names,
  width: side,
  height: side,
  zones: otherwise(z.array(z.strictObject({ id: partId, name: names, category: otherwise(words, null) })), []),
  booths: otherwise(
    z
      .array(
        z.strictObject({
          code: boothCode,
          x: position,
          y: position,
          width: side,
          height: side,
          zone: otherwise(partId, null),
          price: otherwise(price, null),
        }),
      )
      .max(MAX_BOOTHS, `A hall has at most ${MAX_BOOTHS} booths. Part it into several halls or expos.`),
    [],
  ),
});

const rulesSchema = z.strictObject({
  mode: otherwise(z.enum(["firstCome", "batch"]), "firstCome"),
  approval: otherwise(yesOrNo, false),
  holdMinutes: otherwise(wholeNumber(1, 1_440, "minutes"), 15),
  extendMinutes: otherwise(wholeNumber(0, 1_440, "minutes"), 15),
  maxPerCompany: otherwise(wholeNumber(1, 10_000), null),
  wishesUntil: otherwise(moment, null),
  acceptHours: otherwise(wholeNumber(1, 720, "hours"), 48),
  rivalsApart: otherwise(yesOrNo, false),
});

const slotsSchema = z.strictObject({
  days: otherwise(z.array(day).max(60), []),
  from: clock,
  until: clock,
  minutes: wholeNumber(5, 480, "minutes"),
  breaks: otherwise(z.array(z.strictObject({ from: clock, until: clock })).max(20), []),
});

const taskSchema = z.strictObject({ id: partId, due: day, name: otherwise(names, null) });

const sourceSchema = z.strictObject({
  title: words,
  publisher: otherwise(words, null),
  date: otherwise(words, null),
  url: otherwise(z.url({ protocol: /^https?$/u, error: "Write a whole address that begins with https://." }), null),
  file: otherwise(words, null),
  says: otherwise(z.string().max(1_000, "Write at most 1000 characters."), null),
});

/** The shape of an expo file. What its values say about each other is checked by the rules. */
export const expoFileSchema = z.strictObject({
  id: expoId,
  name: names,
  city: words,
  cityNames: otherwise(names, {}),
  country,
  timezone: zone,
  dates: otherwise(period, null),
  signup: otherwise(z.strictObject({ opens: moment, closes: moment }), null),
  halls: z
    .array(hallSchema)
    .min(1, "An expo needs a hall. Add one with id, name, width and height.")
    .max(MAX_HALLS, `An expo has at most ${MAX_HALLS} halls.`),
  rules: rulesSchema.nullish().transform((rules) => rules ?? rulesSchema.parse({})),
  slots: otherwise(slotsSchema, null),
  tasks: otherwise(
    z.array(taskSchema).max(MAX_TASKS, `An expo has at most ${MAX_TASKS} tasks. Join some of them.`),
    [],
  ),
  example: otherwise(yesOrNo, false),
  sources: otherwise(z.array(sourceSchema), []),
});

/** An expo file whose shape is right. */
export type ExpoFile = z.output<typeof expoFileSchema>;
