import { expect, test } from "vitest";
import type { ExpoTask } from "../../../src/features/expo/expo.ts";
import { readExpoFile } from "../../../src/features/expo/file/read-expo-file.ts";
import { KNOWN_TASKS, listTasks, taskTitle } from "../../../src/features/expo/tasks.ts";
import { loadCatalogue } from "../../../src/i18n/catalogue.ts";
import { localized, written } from "../../../src/message/text.ts";
import { expoBytes } from "../../support/expo-file.ts";

const catalogue = loadCatalogue(new URL("../../../locales", import.meta.url).pathname);
const visa: ExpoTask = { id: "visa", due: "2027-01-15", name: null };

test("a task that is known everywhere stays a key, for whoever reads it", () => {
  expect(taskTitle(visa, "tr")).toEqual(localized("expoTasks.visa"));
});

test("the name that an expo gives wins, in the reader's language or else in English", () => {
  const task = { ...visa, name: { en: "See the consulate", "zh-Hans": "前往领事馆" } };
  expect(taskTitle(task, "zh-Hans")).toEqual(written("前往领事馆"));
  expect(taskTitle(task, "pl")).toEqual(written("See the consulate"));
});

test("a task that is not known any more shows its id", () => {
  expect(taskTitle({ ...visa, id: "fax" }, "en")).toEqual(written("fax"));
});

test("an expo that was imported before there were tasks has none", () => {
  const read = readExpoFile(expoBytes());
  if (read.kind === "refused") throw new Error("The file of the test is broken.");
  const { tasks: _tasks, ...before } = read.expo;
  expect(listTasks(before)).toEqual([]);
});

test.each([...catalogue])("every known task has words in %s, and no other has", (_tag, messages) => {
  expect(Object.keys(messages.expoTasks ?? {}).sort()).toEqual([...KNOWN_TASKS].sort());
});
