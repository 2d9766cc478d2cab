import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { describeFault } from "../../../src/features/expo/file/fault.ts";
import { readExpoFile } from "../../../src/features/expo/file/read-expo-file.ts";
import { booth, expoBytes, expoText, hall } from "../../support/expo-file.ts";

/** What is said of a file; empty where it is right. */
function faultsOf(file: string | Uint8Array): string[] {
  const read = readExpoFile(typeof file === "string" ? Buffer.from(file) : file);
  return read.kind === "expo" ? [] : read.faults.map(describeFault);
}

function expoOf(file: string | Uint8Array) {
  const read = readExpoFile(typeof file === "string" ? Buffer.from(file) : file);
  if (read.kind === "refused") throw new Error(read.faults.map(describeFault).join("\n"));
  return read.expo;
}

const withHall = (booths: readonly unknown[], changes = {}) => expoText({ halls: [hall("1", booths, changes)] });
const withSlots = (changes: object) =>
  expoText({ slots: { days: ["2027-03-10"], from: "09:00", until: "17:00", minutes: 30, ...changes } });

const withTasks = (...tasks: readonly object[]) => expoText({ tasks });
const visa = { id: "visa", due: "2027-01-15" };

describe("a fault of one value", () => {
  test.each<[string, string, string]>([
    [
      "an unknown key",
      expoText({ boths: 1 }),
      'boths: The key "boths" is unknown here. Remove it, or mend its spelling',
    ],
    ["an unknown key of a booth", withHall([booth("A", 0, 0, { size: 9 })]), "halls[0].booths[0].size: The key"],
    ["a missing key", expoText({ city: undefined }), "city: It is missing. Add a value"],
    ["no hall", expoText({ halls: [] }), "halls: An expo needs a hall. Add one"],
    ["a list where keys belong", expoText({ dates: [1] }), "dates: Here must be keys with values below it, not a list"],
    ["a value where a list belongs", expoText({ halls: "one" }), "halls: Here must be a list"],
    ["an id with a space", expoText({ id: "a b" }), '"a b" is no id. Write 1 to 59'],
    ["an id too long for a link", expoText({ id: "x".repeat(60) }), "is no id. Write 1 to 59"],
    [
      "an unknown zone of time",
      expoText({ timezone: "Europe/Izmir" }),
      '"Europe/Izmir" is no time zone. Write its IANA',
    ],
    ["an offset for a zone", expoText({ timezone: "+03:00" }), '"+03:00" is no time zone'],
    ["an unknown country", expoText({ country: "XX" }), '"XX" is no country. Write its two letters'],
    ["a country's old code", expoText({ country: "UK" }), '"UK" is no country'],
    [
      "an unknown currency",
      withHall([booth("A", 0, 0, { price: { amount: 1, currency: "XQZ" } })]),
      '"XQZ" is no currency',
    ],
    [
      "a negative price",
      withHall([booth("A", 0, 0, { price: { amount: -1, currency: "USD" } })]),
      'price.amount: "-1" can\'t stand here. Write a number from 0',
    ],
    [
      "a side in words",
      withHall([booth("A", 0, 0, { width: "3 m" })]),
      '"3 m" can\'t stand here. Write a number from 0.1 to 2000 (metres)',
    ],
    ["no English name", expoText({ name: { tr: "Fuar" } }), "name: The English name is missing. Add one"],
    [
      "no English name of a zone",
      withHall([], { zones: [{ id: "z", name: { tr: "Mobilya" } }] }),
      "halls[0].zones[0].name: The English name is missing",
    ],
    ["a language that is none", expoText({ name: { en: "Fair", "1": "x" } }), '"1" is no language'],
    [
      "a language twice",
      expoText({ name: { en: "Fair", "zh-hans": "一", "zh-Hans": "二" } }),
      'The name in "zh-Hans" stands here twice',
    ],
    ["an empty name", expoText({ name: { en: " " } }), "Write 1 to 160 characters"],
    [
      "a day that is none",
      expoText({ dates: { from: "2027-02-30", until: "2027-03-01" } }),
      '"2027-02-30" is no date. Write 2027-03-10',
    ],
    [
      "a mode that is none",
      expoText({ rules: { mode: "auction" } }),
      "rules.mode: Only one of these can stand here: firstCome, batch",
    ],
    [
      "an approval that is none",
      expoText({ rules: { approval: "maybe" } }),
      '"maybe" can\'t stand here. Write true or false',
    ],
    ["a hold of no minutes", expoText({ rules: { holdMinutes: 0 } }), "rules.holdMinutes"],
    ["a time that is none", withSlots({ from: "25:00" }), '"25:00" is no time of the day'],
    [
      "a task due on no day",
      withTasks({ ...visa, due: "2027-02-30" }),
      'tasks[0].due: "2027-02-30" is no day of the calendar. Write it as 2027-03-10',
    ],
    ["a task without its day", withTasks({ id: "visa" }), "tasks[0].due: It is missing. Add a value"],
    ["a task with a space in its id", withTasks({ ...visa, id: "the visa" }), 'tasks[0].id: "the visa" is no id'],
    [
      "a task without an English name",
      withTasks({ ...visa, name: { tr: "Vize" } }),
      "tasks[0].name: The English name is missing",
    ],
    ["an unknown key of a task", withTasks({ ...visa, day: 1 }), "tasks[0].day: The key"],
    [
      "more tasks than a chat can show",
      withTasks(...Array.from({ length: 31 }, (_, index) => ({ ...visa, id: `t${index}`, name: "Something" }))),
      "tasks: An expo has at most 30 tasks",
    ],
  ])("is named: %s", (_what, file, message) => {
    const faults = faultsOf(file);
    expect(faults.join("\n")).toContain(message);
    expect(faults[0]).toMatch(/^line \d+, /u);
  });
});

describe("a fault between values", () => {
  test.each<[string, string, string]>([
    [
      "overlapping booths",
      withHall([booth("A-1", 0, 0), booth("A-2", 2.5, 2.5)]),
      "halls[0].booths[1]: Booth A-2 overlaps booth A-1",
    ],
    [
      "a booth within another",
      withHall([booth("A-2", 4, 4, { width: 1, height: 1 }), booth("A-1", 3, 3)]),
      "overlaps booth",
    ],
    [
      "a booth outside of the hall",
      withHall([booth("A-1", 18, 0)]),
      "Booth A-1 reaches 21 m right and 3 m down, but the hall is 20 x 10 m",
    ],
    ["a code twice in a hall", withHall([booth("A-1", 0, 0), booth("A-1", 3, 0)]), 'The booth "A-1" is there twice'],
    [
      "a code twice in two halls",
      expoText({ halls: [hall("1", [booth("A-1", 0, 0)]), hall("2", [booth("a-1", 0, 0)])] }),
      'halls[1].booths[0].code: The booth "a-1" is there twice',
    ],
    ["a hall twice", expoText({ halls: [hall("1", []), hall("1", [])] }), 'The hall "1" is there twice'],
    [
      "a zone twice",
      withHall([], {
        zones: [
          { id: "z1", name: "One" },
          { id: "z1", name: "Two" },
        ],
      }),
      'halls[0].zones[1].id: The zone "z1" is there twice',
    ],
    [
      "an unknown zone",
      withHall([booth("A-1", 0, 0, { zone: "z9" })]),
      'halls[0].booths[0].zone: There is no zone "z9" in this hall. Write one of: z1.',
    ],
    [
      "dates in the wrong order",
      expoText({ dates: { from: "2027-03-12", until: "2027-03-10" } }),
      "dates.until: The expo ends (2027-03-10) before it begins (2027-03-12)",
    ],
    [
      "signup in the wrong order",
      expoText({ signup: { opens: "2027-02-01", closes: "2027-01-01" } }),
      "signup.closes: Signup closes",
    ],
    [
      "signup after the expo",
      expoText({ signup: { opens: "2026-01-01", closes: "2027-03-13" } }),
      "after the expo is over",
    ],
    [
      "no end of wishes in batch mode",
      expoText({ rules: { mode: "batch" } }),
      "rules.wishesUntil: In batch mode wishes end at a time. Add one",
    ],
    ["wishes after signup", expoText({ rules: { mode: "batch", wishesUntil: "2027-03-01" } }), "outside of the signup"],
    [
      "slots in the wrong order",
      withSlots({ from: "17:00", until: "09:00" }),
      "slots.until: Slots end (09:00) before they begin",
    ],
    [
      "a slot longer than the day",
      withSlots({ from: "09:00", until: "09:20" }),
      "does not fit between 09:00 and 09:20",
    ],
    [
      "a break outside of the slots",
      withSlots({ breaks: [{ from: "18:00", until: "19:00" }] }),
      "slots.breaks[0]: The break 18:00 to 19:00 lies outside of the slots (09:00 to 17:00)",
    ],
    [
      "a break in the wrong order",
      withSlots({ breaks: [{ from: "13:00", until: "12:00" }] }),
      "The break ends (12:00) before it begins",
    ],
    [
      "a day that is none of the expo",
      withSlots({ days: ["2027-03-20"] }),
      "slots.days[0]: The day 2027-03-20 is none of the expo",
    ],
    ["a day twice", withSlots({ days: ["2027-03-10", "2027-03-10"] }), "The day 2027-03-10 is there twice"],
    [
      "a task twice",
      withTasks(visa, { ...visa, due: "2027-02-15" }),
      'tasks[1].id: The task "visa" is there twice. Give one another id.',
    ],
    [
      "a task of its own without a name",
      withTasks(visa, { id: "hallPass", due: "2027-02-15" }),
      'tasks[1].id: The task "hallPass" has no words of its own. Give it a name, such as name: { en: Hall passes }, or write one of: passport, visa,',
    ],
    [
      "a task named after what every object has",
      withTasks({ id: "constructor", due: "2027-02-15" }),
      'The task "constructor" has no words of its own',
    ],
    [
      "a task due after the expo",
      withTasks({ ...visa, due: "2027-03-13" }),
      "tasks[0].due: The task is due (2027-03-13) after the expo is over (2027-03-12)",
    ],
  ])("is named: %s", (_what, file, message) => {
    const faults = faultsOf(file);
    expect(faults).toEqual([expect.stringContaining(message)]);
    expect(faults[0]).toMatch(/^line \d+, /u);
  });
});

describe("a file that can't be read", () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n`;
  test.each<[string, string | Uint8Array, string]>([
    ["broken YAML", `${expoText()}\nrules: [`, "This is no YAML"],
    ["a wrong indentation", "id: x\n  name: y\n", "This is no YAML"],
    ["a key twice", "id: a\nid: b\n", 'line 2: The key "id" stands here twice'],
    ["two documents", `${expoText()}---\nid: x\n`, "A second document begins here"],
    ["no YAML at all", "Dear colleagues, the hall plan is attached.", "The file holds no keys"],
    ["an empty file", "", "The file holds no keys"],
    ["a list", "- a\n- b\n", "The file holds no keys"],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff]), "The file is no text in UTF-8"],
    ["another encoding", Buffer.from(expoText(), "utf16le"), "The file is no text in UTF-8"],
    ["too large a file", `${expoText()}#${"x".repeat(2_000_001)}`, "more than 2000000 bytes"],
    ["an alias", "id: &a x\ncity: *a\n", "line 2: *a stands for something written elsewhere. Write it out here"],
    ["aliases that grow", bomb, "*a stands for something written elsewhere"],
    ["a deep nest", `a: ${"[".repeat(30)}${"]".repeat(30)}`, "nested more than 12 deep"],
    ["an endless nest", "[".repeat(200_000), "nested"],
  ])("is named: %s", (_what, file, message) => {
    expect(faultsOf(file).join("\n")).toContain(message);
  });

  test("is told in seconds, also where it has very many keys or booths on one spot", () => {
    const keys = Array.from({ length: 100_000 }, (_, index) => `k${index}: 1`).join("\n");
    const sideBySide = Array.from({ length: 12_000 }, (_, index) =>
      booth(`B${index}`, 0, 0, { zone: null, price: null }),
    );
    for (const file of [keys, withHall(sideBySide)]) expect(faultsOf(file).length).toBeGreaterThan(999);
  });
});

test("every fault is named at once, in the order of the lines, whatever else is wrong beside it", () => {
  const faults = faultsOf(
    expoText({
      country: "XX",
      dates: { from: "2027-03-12", until: "2027-03-10" },
      halls: [
        hall("1", [
          booth("A-1", 0, 0, { colour: "red" }),
          booth("A-2", 1, 1, { price: { amount: -5, currency: "USD" } }),
        ]),
      ],
      rules: { mode: "batch" },
      tasks: [{ id: "hallPass", due: "next week" }],
    }),
  );
  const lines = faults.map((fault) => Number(/^line (\d+)/u.exec(fault)?.[1]));
  expect(lines).toEqual([...lines].sort((one, other) => one - other));
  const wanted = ["XX", "before it begins", "colour", "overlaps", "-5", "In batch mode", "hallPass", "next week"];
  for (const part of wanted) expect(faults.filter((fault) => fault.includes(part))).toHaveLength(1);
  expect(faults).toHaveLength(wanted.length);
});

describe("a file that is right", () => {
  test("has times on the clock of the expo, days that close at their end, and defaults for what is left out", () => {
    expect(expoOf(expoBytes())).toMatchObject({
      dates: { from: "2027-03-10", until: "2027-03-12" },
      signup: { opens: "2026-01-05T06:00:00.000Z", closes: "2027-02-28T20:59:59.999Z" },
      rules: { mode: "firstCome", approval: false, holdMinutes: 15, extendMinutes: 15, maxPerCompany: 2 },
      example: false,
    });
  });

  test.each([
    ["2027-03-28", "Europe/Warsaw", "2027-03-28T21:59:59.999Z"],
    ["2027-10-31", "Europe/Warsaw", "2027-10-31T22:59:59.999Z"],
    ["2027-03-28T02:30", "Europe/Warsaw", "2027-03-28T01:30:00.000Z"],
    ["2027-03-10 09:00", "Asia/Kolkata", "2027-03-10T03:30:00.000Z"],
    ["2027-03-10T09:00:00+03:00", "Asia/Kolkata", "2027-03-10T06:00:00.000Z"],
    ["2027-03-10T06:00:00.000Z", "Asia/Kolkata", "2027-03-10T06:00:00.000Z"],
  ])("closes %s in %s at %s", (closes, timezone, instant) => {
    const expo = expoOf(expoBytes({ timezone, dates: null, slots: null, signup: { opens: "2026-01-05", closes } }));
    expect(expo.signup?.closes).toBe(instant);
  });

  test("may leave out dates, signup, rules and slots, and name a hall by one text", () => {
    const bare = { dates: undefined, signup: undefined, rules: undefined, slots: undefined };
    const expo = expoOf(
      expoText({ ...bare, name: "Fair", halls: [{ id: "1", name: "Hall 1", width: 20, height: 10 }] }),
    );
    expect(expo).toMatchObject({ name: { en: "Fair" }, dates: null, signup: null, slots: null });
    expect(expo.halls).toMatchObject([{ name: { en: "Hall 1" }, zones: [], booths: [] }]);
  });

  test("has its tasks by the day they are due, up to its last one, with the names that it gives them", () => {
    const hallPass = { id: "hallPass", due: "2027-03-12", name: { en: "Hall passes", "zh-Hans": "入馆证" } };
    const freight = { id: "freight", due: "2027-01-15", name: "Send the crates" };
    expect(expoOf(withTasks(hallPass, visa, freight)).tasks).toEqual([
      { ...visa, name: null },
      { ...freight, name: { en: "Send the crates" } },
      hallPass,
    ]);
  });

  test("may leave out its tasks, or have some before its dates are announced", () => {
    expect(expoOf(expoText()).tasks).toEqual([]);
    const unannounced = expoText({ dates: null, slots: null, signup: null, tasks: [visa] });
    expect(expoOf(unannounced).tasks).toEqual([{ ...visa, name: null }]);
  });

  test("keeps a code as it is written, and takes the country NO for Norway", () => {
    const text = expoText({ country: "NO" }).replace("code: A-1", "code: 001");
    expect(expoOf(text)).toMatchObject({ country: "NO", halls: [{ booths: [{ code: "001" }, {}, {}] }] });
  });

  test("has booths that touch, also where their sides don't add up exactly", () => {
    const row = Array.from({ length: 30 }, (_, index) =>
      booth(`A-${index}`, Math.round(index * 3) / 10, 0, { width: 0.3 }),
    );
    expect(faultsOf(withHall(row))).toEqual([]);
  });
});

describe("whatever a file holds, it is an expo or has faults", () => {
  const tree = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.string({ unit: "binary" }),
      fc.integer(),
      fc.double(),
      fc.constantFrom(null, true, "2027-03-10", "__proto__", "TR", "USD", "9:00", "-1"),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(
        fc.oneof(fc.string(), fc.constantFrom("id", "en", "__proto__", "constructor", "toString")),
        tie("value"),
      ),
    ),
  })).value;
  const judged = (file: Uint8Array | string): void => {
    const read = readExpoFile(typeof file === "string" ? Buffer.from(file) : file);
    if (read.kind === "refused") expect(read.faults.length).toBeGreaterThan(0);
  };

  test("any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), judged), { numRuns: 500 });
  });

  test("any text of YAML's own characters", () => {
    const mark = fc.constantFrom(
      ..."-:[]{}&*!|>'\"%@`#?,\n \t~<ab0=".split(""),
      "\n  ",
      ": ",
      "- ",
      "<<: ",
      "!!map ",
      "---\n",
    );
    fc.assert(
      fc.property(
        fc.array(mark, { maxLength: 80 }).map((parts) => parts.join("")),
        judged,
      ),
      { numRuns: 3_000 },
    );
  });

  test("any value in the place of a right one", () => {
    const key = fc.constantFrom(
      ..."id name city cityNames country timezone dates signup halls rules slots tasks example sources more".split(" "),
    );
    fc.assert(
      fc.property(key, tree, (name, value) =>
        judged(stringify({ ...JSON.parse(JSON.stringify(PLAIN)), [name]: value })),
      ),
      { numRuns: 1_500 },
    );
  });

  test("any part of a right one, cut off", () => {
    const text = expoText();
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), (from, until) =>
        judged(text.slice(0, from) + text.slice(until)),
      ),
      {
        numRuns: 500,
      },
    );
  });
});

const PLAIN = {
  id: "a",
  name: "A",
  city: "Izmir",
  country: "TR",
  timezone: "UTC",
  halls: [hall("1", [booth("A", 0, 0)])],
};
