/** An expo as its file describes it. Lengths in metres, instants as ISO 8601 in UTC, days as ISO dates in the expo's zone. */
export type Expo = {
  readonly id: string;
  /** By language tag; in a language that is not there the English name stands, else the first. */
  readonly name: Readonly<Record<string, string>>;
  readonly city: string;
  /** The city by language tag, where it is written otherwise there; none of an expo that was imported before there were any. */
  readonly cityNames?: Readonly<Record<string, string>>;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** An IANA zone. */
  readonly timezone: string;
  /** Null where they are not announced yet. */
  readonly dates: { readonly from: string; readonly until: string } | null;
  readonly signup: { readonly opens: string; readonly closes: string } | null;
  readonly halls: readonly Hall[];
  readonly rules: ExpoRules;
  readonly slots: ExpoSlots | null;
  /** What exhibitors must see to, by the day it is due; none of an expo that was imported before there were any. */
  readonly tasks?: readonly ExpoTask[];
  /** True where its layout, prices or dates are made up to show how it works. */
  readonly example: boolean;
  /** What its facts rest on. */
  readonly sources?: readonly ExpoSource[];
};

export type ExpoSource = {
  readonly title: string;
  readonly publisher: string | null;
  /** As the source gives it. */
  readonly date: string | null;
  readonly url: string | null;
  readonly file: string | null;
  /** The facts that are taken from it, in our own words. */
  readonly says: string | null;
};

export type ExpoRules = {
  readonly mode: "firstCome" | "batch";
  readonly approval: boolean;
  readonly holdMinutes: number;
  readonly extendMinutes: number;
  /** How many booths a company may have; null for any number. */
  readonly maxPerCompany: number | null;
  readonly wishesUntil: string | null;
  readonly acceptHours: number;
  readonly rivalsApart: boolean;
};

export type ExpoSlots = {
  readonly days: readonly string[];
  /** Wall-clock times such as 09:00. */
  readonly from: string;
  readonly until: string;
  readonly minutes: number;
  readonly breaks: readonly { readonly from: string; readonly until: string }[];
};

export type ExpoTask = {
  /** Unique in the expo. */
  readonly id: string;
  /** The last day for it, on the calendar of the expo. */
  readonly due: string;
  /** By language tag; null where the program has words of its own for the id. */
  readonly name: Readonly<Record<string, string>> | null;
};

export type Hall = {
  readonly id: string;
  readonly name: Readonly<Record<string, string>>;
  readonly width: number;
  readonly height: number;
  readonly zones: readonly Zone[];
  readonly booths: readonly Booth[];
};

export type Zone = {
  readonly id: string;
  readonly name: Readonly<Record<string, string>>;
  /** A product category, such as an HS chapter; null for any. */
  readonly category: string | null;
};

/** A stand: its corner nearest to the hall's upper left, and its sides. */
export type Booth = {
  /** Unique in the expo. */
  readonly code: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly zone: string | null;
  readonly price: { readonly amount: number; readonly currency: string } | null;
};

/** The floor of a booth in square metres. */
export function areaOf({ width, height }: Pick<Booth, "width" | "height">): number {
  return Math.round(width * height * 100) / 100;
}
