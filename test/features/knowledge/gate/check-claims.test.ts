import { describe, expect, test } from "vitest";
import { checkClaims, type Written } from "../../../../src/features/knowledge/gate/check-claims.ts";
import { createRandom } from "../../../../src/shared/random.ts";
import { type Claim, type Pick, writeClaim } from "../../../support/claims.ts";
import { TAGS, type Tag } from "../../../support/knowledge.ts";

/** Says whether a sentence may stand beside its source. */
type Gate = (sentence: Written, source: Written) => boolean;

const gate: Gate = (sentence, source) => checkClaims(sentence, [source]).length === 0;
/** The negative control: it reads nothing. */
const open: Gate = () => true;

const RIGHT = 40;
const WRONG = 48;

const CLAIMS: readonly [Claim, ...Claim[]] = [
  { kind: "money", value: 1_850_000, currency: "USD" },
  { kind: "money", value: 1_800_000_000, currency: "EUR" },
  { kind: "money", value: 350_000_000, currency: "CNY" },
  { kind: "money", value: 312, currency: "CNY" },
  { kind: "money", value: 2_400, currency: "USD" },
  { kind: "count", value: 49_000 },
  { kind: "count", value: 1_850_000 },
  { kind: "count", value: 217 },
  { kind: "percent", value: 20.5 },
  { kind: "percent", value: 17 },
  { kind: "points", value: 3.5 },
  { kind: "time", value: 14, unit: "day" },
  { kind: "time", value: 6, unit: "month" },
  { kind: "date", day: "2017-04-26" },
  { kind: "date", day: "2016-09-04" },
  { kind: "date", day: "2021-12-31" },
];

/** A claim that says something else, by a slip that people and machines make. */
function mutate(claim: Claim, pick: Pick): Claim {
  switch (claim.kind) {
    case "money": {
      const others = (["USD", "EUR", "CNY"] as const).filter((one) => one !== claim.currency);
      const currency = pick([others[0] ?? "USD", others[1] ?? "EUR"]);
      return pick<Claim>([
        { ...claim, currency },
        { ...claim, value: otherValue(claim.value, pick) },
      ]);
    }
    case "count":
      return { ...claim, value: otherValue(claim.value, pick) };
    case "percent":
    case "points": {
      const kind = claim.kind === "percent" ? "points" : "percent";
      return pick<Claim>([
        { kind, value: claim.value },
        { ...claim, value: otherValue(claim.value, pick) },
      ]);
    }
    case "time": {
      const unit = claim.unit === "day" ? "month" : "day";
      return pick<Claim>([
        { ...claim, unit },
        { ...claim, value: claim.value + pick([1, 2, 10]) },
      ]);
    }
    case "date": {
      const [year = 0, month = 0, day = 0] = claim.day.split("-").map(Number);
      const other = pick([
        [year + pick([-1, 1, 10]), month, day],
        [year, (month % 12) + 1, Math.min(day, 28) === day ? day : 30],
        [year, month, day === 1 ? 2 : day - 1],
      ] as const);
      return { ...claim, day: other.map((part) => String(part).padStart(2, "0")).join("-") };
    }
  }
}

/** Another digit, or another scale. */
function otherValue(value: number, pick: Pick): number {
  const digits = String(value);
  const at = Math.floor(digits.replace(/0+$/u, "").length - 1);
  const changed = Number(`${digits.slice(0, at)}${(Number(digits[at]) % 9) + 1}${digits.slice(at + 1)}`);
  return pick([changed, changed, value * 10, value * 1000]);
}

function pickerOf(seed: number): Pick {
  const random = createRandom(seed);
  return (items) => items[Math.floor(random() * items.length)] ?? items[0];
}

/** Claims of a language beside a source in English or Chinese that makes them. */
function* casesOf(lang: Tag, seed: number, count: number, change: (claim: Claim, pick: Pick) => Claim) {
  const pick = pickerOf(seed);
  for (let index = 0; index < count; index++) {
    const claim = CLAIMS[index % CLAIMS.length] ?? CLAIMS[0];
    const from: Tag = pick(["en", "zh-Hans"]);
    const source = { text: writeClaim(claim, from, pick), lang: from };
    yield { sentence: { text: writeClaim(change(claim, pick), lang, pick), lang }, source };
  }
}

/** The cases that a gate lets through, or stops, as text. */
function sort(cases: Iterable<{ readonly sentence: Written; readonly source: Written }>, by: Gate) {
  const sorted = { passed: [] as string[], stopped: [] as string[] };
  for (const { sentence, source } of cases)
    sorted[by(sentence, source) ? "passed" : "stopped"].push(`${sentence.text} [${source.text}]`);
  return sorted;
}

describe.each(TAGS)("in %s", (lang) => {
  const seed = 7 + TAGS.indexOf(lang);

  test("what the source says passes, in other digits, groupings, scales and words", () => {
    const { stopped } = sort(
      casesOf(lang, seed, RIGHT, (claim) => claim),
      gate,
    );
    expect(stopped.length, stopped.join("\n")).toBeLessThanOrEqual(RIGHT * 0.02);
  });

  test("another digit, scale, unit, currency or date is stopped", () => {
    const { passed } = sort(casesOf(lang, seed + 100, WRONG, mutate), gate);
    expect(passed.length, passed.join("\n")).toBeLessThanOrEqual(WRONG * 0.01);
  });

  test("and is not where nothing is checked", () => {
    expect(sort(casesOf(lang, seed + 100, WRONG, mutate), open).stopped).toEqual([]);
  });
});

describe("one value, however it is written", () => {
  const source = { text: "Its turnover was US$1.85 million.", lang: "en" };
  test.each([
    ["zh-Hans", "交易额为185万美元。"],
    ["zh-Hant", "交易額為185萬美元。"],
    ["en", "Its turnover was $1,850,000."],
    ["de", "Der Umsatz betrug 1.850.000 US-Dollar."],
    ["fr", "Le chiffre d'affaires était de 1,85 million de dollars."],
    ["hi", "कारोबार १८.५ लाख डॉलर था।"],
    ["ar", "بلغ حجم التداول ١٫٨٥ مليون دولار."],
    ["th", "มูลค่า ๑.๘๕ ล้านดอลลาร์"],
    ["tr", "Ciro 1,85 milyon dolardı."],
    ["ru", "Оборот составил 1 850 000 долларов."],
    ["ja", "取引額は185万ドルでした。"],
    ["pl", "Obrót wyniósł 1,85 mln dolarów."],
    ["es", "El volumen fue de 1,85 millones de dólares."],
  ])("%s: %s", (lang, text) => {
    expect(checkClaims({ text, lang }, [source])).toEqual([]);
  });
});

describe("a claim that no source makes is named", () => {
  const sources = [
    { text: "The Customs Law applies from 5 May 2026. “Tea is free of duty” said the office.", lang: "en" },
    { text: "《海关法》自2026年5月5日起施行。", lang: "zh-Hans" },
  ];
  test.each([
    ["en", "It costs 40 yuan.", "figure"],
    ["en", "It applies from June 2026.", "month"],
    ["en", "The Patent Act applies.", "law"],
    ["en", "The office said “Silk is free of duty”.", "quotation"],
    ["zh-Hans", "自6月起施行。", "month"],
    ["zh-Hans", "适用《专利法》。", "law"],
  ])("%s: %s (%s)", (lang, text, kind) => {
    expect(checkClaims({ text, lang }, sources).map((fault) => fault.kind)).toEqual([kind]);
  });

  test.each([
    ["en", "The Customs Law has applied since 2026-05-05."],
    ["en", "The office said “Tea is free of duty”."],
    ["zh-Hans", "《海关法》于2026年五月施行。"],
    ["de", "Es gilt ab dem 5. Mai 2026."],
  ])("%s: but not: %s", (lang, text) => {
    expect(checkClaims({ text, lang }, sources)).toEqual([]);
  });

  test("the sources together make it", () => {
    const parts = [
      { text: "The fee is 40 yuan.", lang: "en" },
      { text: "The deposit is 70 yuan.", lang: "en" },
    ];
    expect(checkClaims({ text: "40 yuan and 70 yuan", lang: "en" }, parts)).toEqual([]);
    expect(checkClaims({ text: "110 yuan", lang: "en" }, parts)).toHaveLength(1);
  });

  test("nothing is claimed where there are no figures, and everything is where there are no sources", () => {
    expect(checkClaims({ text: "Tea is green.", lang: "en" }, [])).toEqual([]);
    expect(checkClaims({ text: "It is 7.5 metres long.", lang: "en" }, [])).toHaveLength(1);
  });
});
