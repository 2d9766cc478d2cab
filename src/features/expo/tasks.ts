import { type LanguageTag, type Localizable, localized, written } from "../../message/text.ts";
import type { Expo, ExpoTask } from "./expo.ts";
import { nameIn } from "./names.ts";

/** What exhibitors must see to before an expo, by the day it is due. */
export function listTasks({ tasks = [] }: Expo): readonly ExpoTask[] {
  return tasks;
}

/** What a task asks for, for a reader: the name that its expo gives it, else the words that the program has for its id. */
export function taskTitle({ id, name }: ExpoTask, language: LanguageTag): Localizable {
  if (name !== null) return written(nameIn(name, language));
  const key = TITLE_KEYS.get(id);
  return key === undefined ? written(id) : localized(key);
}

const TITLE_KEYS: ReadonlyMap<string, string> = new Map([
  ["passport", "expoTasks.passport"],
  ["visa", "expoTasks.visa"],
  ["standDesign", "expoTasks.standDesign"],
  ["freight", "expoTasks.freight"],
  ["insurance", "expoTasks.insurance"],
  ["samples", "expoTasks.samples"],
  ["passes", "expoTasks.passes"],
  ["setup", "expoTasks.setup"],
]);

/** The ids of tasks that need no name. */
export const KNOWN_TASKS: readonly string[] = [...TITLE_KEYS.keys()];

/** Whether the program has words in every language for the task. */
export function hasTaskWords(id: string): boolean {
  return TITLE_KEYS.has(id);
}
