import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayBefore, firstDay, lastDay } from "../../../src/features/knowledge/days.ts";
import type { DocumentVersion } from "../../../src/features/knowledge/library/versions.ts";
import {
  isCurrent,
  isInForce,
  pickVersion,
  type ShownVersion,
  standingOf,
  withValidity,
} from "../../../src/features/knowledge/validity.ts";
import { versionOf } from "../../support/documents.ts";

/** The versions that are shown, each with its days. */
function daysOf(versions: readonly DocumentVersion[]): Record<string, [string | null, string | null]> {
  return Object.fromEntries(
    withValidity(versions).map(({ meta, version, validity }) => [
      `${meta.id}@${version}`,
      [validity.from, validity.until],
    ]),
  );
}

function inForce(versions: readonly DocumentVersion[], day: string): string[] {
  return withValidity(versions)
    .filter(({ validity }) => isInForce(validity, day))
    .map(({ meta, version }) => `${meta.id}@${version}`);
}

describe("a date that names a month or a year", () => {
  test.each([
    ["2024", "2024-01-01", "2024-12-31"],
    ["2024-02", "2024-02-01", "2024-02-29"],
    ["2023-02", "2023-02-01", "2023-02-28"],
    ["2024-12", "2024-12-01", "2024-12-31"],
    ["2024-05-06", "2024-05-06", "2024-05-06"],
    ["0024-02", "0024-02-01", "0024-02-29"],
  ])("%s means its first day from, and its last day until", (date, first, last) => {
    expect([firstDay(date), lastDay(date)]).toEqual([first, last]);
  });

  test("bounds a version by whole days", () => {
    expect(daysOf([versionOf("a", 1, { from: "2024", until: "2024-02" })])).toEqual({
      "a@1": ["2024-01-01", "2024-02-29"],
    });
  });

  test("the day before crosses months and years", () => {
    expect([dayBefore("2024-03-01"), dayBefore("2025-01-01")]).toEqual(["2024-02-29", "2024-12-31"]);
  });
});

describe("a newer version of a document", () => {
  const old = versionOf("a", 1);

  test("leaves the older one the days before its own from", () => {
    const versions = [old, versionOf("a", 2, { from: "2026-01-01" })];
    expect(daysOf(versions)).toEqual({ "a@1": [null, "2025-12-31"], "a@2": ["2026-01-01", null] });
    expect(inForce(versions, "2025-06-01")).toEqual(["a@1"]);
    expect(inForce(versions, "2026-01-01")).toEqual(["a@2"]);
  });

  test("is named by the older one, with the day", () => {
    const [first] = withValidity([old, versionOf("a", 2, { from: "2026", title: "New fees" })]);
    expect(first?.validity.replacedBy).toEqual({ document: "a", version: 2, title: "New fees", since: "2026-01-01" });
  });

  test("corrects the older one where it has the same from, or none", () => {
    expect(daysOf([old, versionOf("a", 2)])).toEqual({ "a@2": [null, null] });
    const dated = versionOf("a", 1, { from: "2025-01-01" });
    expect(daysOf([dated, versionOf("a", 2, { from: "2025" })])).toEqual({ "a@2": ["2025-01-01", null] });
    expect(daysOf([dated, versionOf("a", 2)])).toEqual({ "a@2": [null, null] });
  });

  test("does not bring the older one back when it ends", () => {
    const versions = [old, versionOf("a", 2, { from: "2026-01-01", until: "2026-03-31" })];
    expect(inForce(versions, "2026-04-01")).toEqual([]);
  });

  test("leaves alone what begins after it has ended", () => {
    const versions = [
      versionOf("a", 1, { from: "2025-01-01" }),
      versionOf("a", 2, { from: "2024-01-01", until: "2024-12-31" }),
    ];
    expect(daysOf(versions)).toEqual({ "a@1": ["2025-01-01", null], "a@2": ["2024-01-01", "2024-12-31"] });
  });

  test("does not lengthen what ended before", () => {
    const versions = [versionOf("a", 1, { until: "2024-06-30" }), versionOf("a", 2, { from: "2026-01-01" })];
    expect(daysOf(versions)["a@1"]).toEqual([null, "2024-06-30"]);
  });
});

describe("a document that supersedes another", () => {
  const old = versionOf("old", 1, { from: "2020-01-01" });

  test("ends it the day before it begins, and says so from then on", () => {
    const shown = withValidity([old, versionOf("new", 1, { from: "2026-07-01", supersedes: ["old"] })]);
    const found = shown.find(({ meta }) => meta.id === "old");
    expect(found?.validity).toEqual({
      from: "2020-01-01",
      until: "2026-06-30",
      replacedBy: { document: "new", version: 1, title: "new", since: "2026-07-01" },
    });
  });

  test("begins on the day it is dated, else on the day it was saved, where it says no from", () => {
    const dated = versionOf("new", 1, { published: "2025-03", supersedes: ["old"] });
    expect(daysOf([old, dated])["old@1"]).toEqual(["2020-01-01", "2025-02-28"]);
    const bare = versionOf("new", 1, { supersedes: ["old"], savedOn: "2026-11-22" });
    expect(daysOf([old, bare])["old@1"]).toEqual(["2020-01-01", "2026-11-21"]);
  });

  test("lets it answer until then, and keeps it ended afterwards", () => {
    const next = versionOf("new", 1, { from: "2026-01-01", until: "2026-12-31", supersedes: ["old"] });
    expect(inForce([old, next], "2025-12-31")).toEqual(["old@1"]);
    expect(inForce([old, next], "2027-06-01")).toEqual([]);
  });

  test("ends its translations too", () => {
    const translation = versionOf("old.zh", 1, { translationOf: "old", lang: "zh-Hans" });
    const next = versionOf("new", 1, { from: "2026-01-01", supersedes: ["old"] });
    expect(inForce([old, translation, next], "2026-01-01")).toEqual(["new@1"]);
  });

  test("is named to a translation in the translation's own language, where there is one", () => {
    const shown = withValidity([
      old,
      versionOf("old.zh", 1, { translationOf: "old", lang: "zh-Hans" }),
      versionOf("new", 1, { from: "2026-01-01", supersedes: ["old"] }),
      versionOf("new.zh", 1, { from: "2026-01-01", supersedes: ["old"], lang: "zh-Hans", translationOf: "new" }),
    ]);
    const replacing = Object.fromEntries(shown.map(({ meta, validity }) => [meta.id, validity.replacedBy?.document]));
    expect(replacing).toEqual({ old: "new", "old.zh": "new.zh", new: undefined, "new.zh": undefined });
  });

  test("ends each version of it", () => {
    const versions = [
      versionOf("old", 1),
      versionOf("old", 2, { from: "2025-01-01" }),
      versionOf("old", 3, { from: "2027-01-01" }),
      versionOf("new", 1, { from: "2026-01-01", supersedes: ["old"] }),
    ];
    expect(inForce(versions, "2024-06-01")).toEqual(["old@1"]);
    expect(inForce(versions, "2025-06-01")).toEqual(["old@2"]);
    expect(inForce(versions, "2028-06-01")).toEqual(["new@1"]);
  });

  test("does not end itself", () => {
    expect(daysOf([versionOf("a", 1, { supersedes: ["a"] })])).toEqual({ "a@1": [null, null] });
  });

  test("gives way to the later one where both supersede each other, over any number of steps", () => {
    const a = versionOf("a", 1, { from: "2024-01-01", supersedes: ["b"] });
    const b = versionOf("b", 1, { from: "2025-01-01", supersedes: ["c"] });
    const c = versionOf("c", 1, { from: "2026-01-01", supersedes: ["a"] });
    expect(inForce([a, b, c], "2027-01-01")).toEqual(["b@1", "c@1"]);
    const two = [
      versionOf("x", 1, { from: "2024-01-01", supersedes: ["y"] }),
      versionOf("y", 1, { from: "2025-01-01", supersedes: ["x"] }),
    ];
    expect(inForce(two, "2024-06-01")).toEqual(["x@1"]);
    expect(inForce(two, "2027-01-01")).toEqual(["y@1"]);
  });
});

describe("where a version stands", () => {
  const shown = withValidity([
    versionOf("a", 1),
    versionOf("a", 2, { from: "2026-01-01" }),
    versionOf("a", 3, { from: "2027-01-01" }),
    versionOf("b", 1, { supersedes: [], until: "2025-12-31" }),
    versionOf("c", 1),
    versionOf("d", 1, { from: "2026-02-01", supersedes: ["c"] }),
  ]);

  test("is told for a day", () => {
    const day = "2026-11-22";
    const standings = shown.map(({ meta: { id }, version, validity }) => [
      `${id}@${version}`,
      standingOf({ id, validity }, day),
    ]);
    expect(Object.fromEntries(standings)).toEqual({
      "a@1": "past",
      "a@2": "live",
      "a@3": "scheduled",
      "b@1": "past",
      "c@1": "replaced",
      "d@1": "live",
    });
  });

  test("decides which version of a document is shown first", () => {
    const own = shown.filter(({ meta }) => meta.id === "a");
    const pick = (day: string) => pickVersion(own, day)?.version;
    expect([pick("2020-01-01"), pick("2026-06-01"), pick("2030-01-01")]).toEqual([1, 2, 3]);
    expect(pickVersion(withValidity([versionOf("z", 1, { from: "2030" })]), "2026-01-01")?.version).toBe(1);
    expect(pickVersion([], "2026-01-01")).toBeUndefined();
  });

  test("is told for an instant", () => {
    const [only] = withValidity([versionOf("a", 1, { until: "2026-11-22" })]);
    if (only === undefined) throw new Error("nothing is shown");
    expect(isCurrent(only.validity, "2026-11-22T23:59:59.999Z")).toBe(true);
    expect(isCurrent(only.validity, "2026-11-23T00:00:00.000Z")).toBe(false);
  });
});

describe("whatever versions there are", () => {
  const IDS = ["a", "b", "c", "d"] as const;
  const day = fc
    .tuple(fc.integer({ min: 2023, max: 2027 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom(4, 7, 10))
    .map(([year, month, length]) => `${year}-${String(month).padStart(2, "0")}-15`.slice(0, length));
  const given = fc.record({
    from: fc.option(day),
    until: fc.option(day),
    published: fc.option(day),
    supersedes: fc.array(fc.constantFrom(...IDS, "nobody"), { maxLength: 2 }),
    translationOf: fc.option(fc.constantFrom(...IDS), { freq: 5 }),
    lang: fc.constantFrom("en", "zh-Hans"),
  });
  const library = fc.array(fc.tuple(fc.constantFrom(...IDS), given), { maxLength: 12 }).map((drawn) => {
    const numbers = new Map<string, number>();
    return drawn.map(([id, { from, until, ...rest }]) => {
      const number = (numbers.get(id) ?? 0) + 1;
      numbers.set(id, number);
      // What the schema lets through: until is not before from.
      const isOrdered = from === null || until === null || firstDay(from) <= lastDay(until);
      return versionOf(id, number, { ...rest, from, until: isOrdered ? until : null });
    });
  });
  const asked = fc
    .integer({ min: 0, max: 365 * 7 })
    .map((n) => new Date(Date.UTC(2022, 0, 1 + n)).toISOString().slice(0, 10));
  const own = (shown: readonly ShownVersion[], id: string) => shown.filter(({ meta }) => meta.id === id);

  test("at most one of a document is in force on a day, and never on a day it did not claim", () => {
    fc.assert(
      fc.property(library, asked, (versions, date) => {
        const shown = withValidity(versions);
        for (const id of IDS) {
          const current = own(shown, id).filter(({ validity }) => isInForce(validity, date));
          expect(current.length).toBeLessThanOrEqual(1);
          for (const { meta } of current) {
            if (meta.from !== null) expect(firstDay(meta.from) <= date).toBe(true);
            if (meta.until !== null) expect(date <= lastDay(meta.until)).toBe(true);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("the newest version that has begun is the one in force, or none is", () => {
    fc.assert(
      fc.property(library, asked, (versions, date) => {
        const alone = versions.map((version) => ({
          ...version,
          meta: { ...version.meta, supersedes: [], until: null },
        }));
        for (const id of IDS) {
          const begun = alone.filter(
            ({ meta }) => meta.id === id && (meta.from === null || firstDay(meta.from) <= date),
          );
          expect(
            inForce(
              alone.filter(({ meta }) => meta.id === id),
              date,
            ),
          ).toEqual(begun.length === 0 ? [] : [`${id}@${begun.at(-1)?.version}`]);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("the newest version of each document is always shown", () => {
    fc.assert(
      fc.property(library, (versions) => {
        const shown = withValidity(versions);
        for (const id of IDS) {
          const newest = versions.filter(({ meta }) => meta.id === id).at(-1)?.version;
          expect(own(shown, id).at(-1)?.version).toBe(newest);
        }
      }),
    );
  });

  test("the order in which they come does not matter, and working it out twice changes nothing", () => {
    fc.assert(
      fc.property(library, (versions) => {
        const shown = withValidity(versions);
        expect(withValidity([...versions].reverse())).toEqual(shown);
        expect(withValidity(shown)).toEqual(shown);
      }),
    );
  });

  test("publishing one after another shows the same as publishing all at once", () => {
    fc.assert(
      fc.property(library, (versions) => {
        let shown: ShownVersion[] = [];
        for (const version of versions) shown = withValidity([...shown, version]);
        expect(shown).toEqual(withValidity(versions));
      }),
      { numRuns: 1_000 },
    );
  });

  test("what is superseded says by whom, and is not in force from that day on", () => {
    fc.assert(
      fc.property(library, asked, (versions, date) => {
        for (const { validity, meta } of withValidity(versions)) {
          const by = validity.replacedBy;
          if (by === null) continue;
          expect(validity.until !== null && validity.until < by.since).toBe(true);
          expect(isInForce(validity, date) && by.since <= date).toBe(false);
          if (by.document === meta.id) continue;
          const superseding = versions.find((one) => one.meta.id === by.document && one.version === by.version)?.meta
            .supersedes;
          expect(superseding?.some((id) => id === meta.id || id === meta.translationOf)).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
