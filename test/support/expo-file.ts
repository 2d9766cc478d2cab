import { stringify } from "yaml";

/** The text of an expo file. Its values are laid over those of one that is right; `undefined` takes a key away. */
export function expoText(changes: Readonly<Record<string, unknown>> = {}): string {
  return stringify({ ...RIGHT, ...changes }, { keepUndefined: false });
}

/** The same as bytes. */
export function expoBytes(changes: Readonly<Record<string, unknown>> = {}): Uint8Array {
  return Buffer.from(expoText(changes));
}

/** A hall of 20 x 10 m with one zone. */
export function hall(id: string, booths: readonly unknown[], changes: Readonly<Record<string, unknown>> = {}) {
  const zones = [{ id: "z1", name: { en: "Furniture", tr: "Mobilya" }, category: "94" }];
  return { id, name: { en: `Hall ${id}` }, width: 20, height: 10, zones, booths, ...changes };
}

/** A booth of 3 x 3 m. */
export function booth(code: string, x: number, y: number, changes: Readonly<Record<string, unknown>> = {}) {
  return { code, x, y, width: 3, height: 3, zone: "z1", price: { amount: 900, currency: "USD" }, ...changes };
}

const RIGHT = {
  id: "izmir-2027",
  name: { en: "Izmir Trade Days", tr: "İzmir Ticaret Günleri", "zh-Hans": "伊兹密尔贸易展" },
  city: "Izmir",
  country: "TR",
  timezone: "Europe/Istanbul",
  dates: { from: "2027-03-10", until: "2027-03-12" },
  signup: { opens: "2026-01-05T09:00", closes: "2027-02-28" },
  halls: [hall("1", [booth("A-1", 0, 0), booth("A-2", 3, 0), booth("A-3", 6, 0, { width: 6 })])],
  rules: { mode: "firstCome", maxPerCompany: 2 },
  slots: {
    days: ["2027-03-10"],
    from: "09:00",
    until: "17:00",
    minutes: 30,
    breaks: [{ from: "12:00", until: "13:00" }],
  },
};
