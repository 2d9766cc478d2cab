import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileCase } from "../../../src/features/support/cases.ts";
import { keysOf } from "../../../src/features/support/signature.ts";
import type { SupportTables } from "../../../src/features/support/tables.ts";
import { createId } from "../../../src/shared/ids.ts";
import { meetPerson } from "../../../src/store/people.ts";
import type { Store } from "../../../src/store/store.ts";
import { readQuestion } from "../../support/questions.ts";
import { DATABASES, type TestDatabase } from "../../support/stores.ts";

const NOW = "2026-05-01T09:00:00.000Z";
const OPEN = 10_000;
const FEW = 100;
const ASKED = [
  ["en", "What is the customs duty on toys in Turkey in 2005?"],
  ["zh-Hans", "2003年波兰的展会上一个玩具展位多少钱？"],
] as const;
const PLACE = { platform: "wire", bot: "desk", account: "a", conversation: "wire:a", scope: "direct" } as const;

const PRODUCTS = "toys|furniture|LED lamps|shoes|cosmetics|food|silk|apparel|auto parts|projectors|tools".split("|");
const PLACES =
  "Turkey|India|Poland|Germany|Mexico|Egypt|Vietnam|Japan|France|Spain|Morocco|Nigeria|Norway|Kenya|Chile".split("|");
const FORMS = [
  "What is the customs duty on % in @ in #?",
  "How much does a booth for % at the expo in @ cost in #?",
  "How many buyers of % came to the expo in @ in #?",
  "Is a certificate of origin needed for % in @ in #?",
  "Who pays the VAT on % in @ in #?",
];

/** Questions that are all different: they cross forms, products, places and years. */
const questions = Array.from({ length: OPEN }, (_none, index) => {
  const form = FORMS[index % FORMS.length] ?? "";
  const product = PRODUCTS[Math.floor(index / FORMS.length) % PRODUCTS.length] ?? "";
  const place = PLACES[Math.floor(index / (FORMS.length * PRODUCTS.length)) % PLACES.length] ?? "";
  const year = 2000 + Math.floor(index / (FORMS.length * PRODUCTS.length * PLACES.length));
  return form.replace("%", product).replace("@", place).replace("#", String(year));
});

describe.each(DATABASES.filter(({ available }) => available))("among 10,000 open questions, on $name", ({ make }) => {
  let database: TestDatabase;
  let store: Store;

  beforeAll(async () => {
    database = await make();
    store = await database.open();
    await fill(store, OPEN);
  }, 120_000);

  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  test.each([
    ["en", "customs duty for toys in Turkey in 2005", "What is the customs duty on toys in Turkey in 2005?"],
    ["zh-Hans", "2007年埃及玩具的关税是多少？", "What is the customs duty on toys in Egypt in 2007?"],
    [
      "en",
      "In 2003, who has to pay the VAT on furniture in Poland?",
      "Who pays the VAT on furniture in Poland in 2003?",
    ],
    ["en", "What is the customs duty on toys in Turkey in 1999?", null],
    ["tr", "Brezilya fuarı için vize gerekiyor mu?", null],
  ])("a question finds its own group, or none: %s: %s", async (lang, question, same) => {
    const { group } = await ask(store, lang, question);
    expect(group).toBe(same === null ? group : questions.indexOf(same) + 1);
    if (same === null) expect(group).toBeGreaterThan(OPEN);
  });

  test("to file a question takes but a few times as long as it does among a hundred", async () => {
    const small = await make();
    const few = await small.open();
    await fill(few, FEW);
    const times = { few: [] as number[], many: [] as number[] };
    // It is two or three times, and ten where every question that shares a word is compared. In turns, so that what else
    // the machine does disturbs both alike.
    for (let turn = 0; turn < 15; turn++)
      for (const [lang, question] of ASKED) {
        times.few.push((await ask(few, lang, question)).ms);
        times.many.push((await ask(store, lang, question)).ms);
      }
    await few.close();
    await small.drop();
    expect(lowQuartile(times.many) / lowQuartile(times.few)).toBeLessThan(5);
  });
});

/** A quarter of the runs at least goes undisturbed. */
function lowQuartile(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 4)] ?? 0;
}

/** Files so many of the questions, each in a group of its own. */
async function fill(store: Store, count: number): Promise<void> {
  await store.transaction(async (tx) => {
    const person = await meetPerson(tx, PLACE, { tag: "en", source: "hint" }, NOW);
    const db = tx.withTables<SupportTables>();
    const blank = { written_in: "en", language: "en", part: 0, wanted: 0, state: "open" } as const;
    for (let start = 0; start < count; start += 250) {
      const some = questions.slice(start, Math.min(count, start + 250)).map((question, index) => ({
        question,
        id: start + index + 1,
        signature: readQuestion(question, "en", "2026-05-01"),
      }));
      const rows = some.map(({ id, question, signature: { exact }, signature }) => {
        const times = { created_at: NOW, last_asked_at: NOW };
        return {
          ...PLACE,
          ...blank,
          ...times,
          case_group: id,
          person,
          question,
          exact,
          signature: JSON.stringify(signature),
        };
      });
      await db.insertInto("cases").values(rows).execute();
      const terms = some.flatMap(({ id, signature }) => keysOf(signature).map((term) => ({ term, case_id: id })));
      await db.insertInto("case_terms").values(terms).execute();
    }
  });
}

/** Somebody new asks: the group of the question, and how long it took to read and file it. */
async function ask(
  store: Store,
  lang: string,
  question: string,
): Promise<{ readonly group: number; readonly ms: number }> {
  const started = performance.now();
  const signature = readQuestion(question, lang, "2026-05-01");
  const group = await store.transaction(async (tx) => {
    const account = createId();
    const person = await meetPerson(tx, { ...PLACE, account }, { tag: lang, source: "hint" }, NOW);
    const asker = { ...PLACE, account, person };
    const about = {
      language: lang,
      writtenIn: lang,
      question,
      after: null,
      answer: createId(),
      part: 0,
      nearest: null,
    };
    return (await fileCase(tx, store.traits, { asker, signature, ...about }, NOW)).group;
  });
  return { group, ms: performance.now() - started };
}
