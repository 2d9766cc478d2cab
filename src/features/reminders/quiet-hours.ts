import { TZDate } from "@date-fns/tz";

/** Hours in which nothing is sent that can wait: wall-clock hours of a zone, from the first until before the last. */
export type QuietHours = { readonly from: number; readonly until: number; readonly zone: string };

/**
 * When the quiet hours end in which an instant lies; null where it lies in none. They may pass midnight.
 *
 * @param now an instant, ISO 8601.
 */
export function quietUntil({ from, until, zone }: QuietHours, now: string): string | null {
  if (from === until) return null;
  const local = new TZDate(now, zone);
  const hour = local.getHours();
  const isQuiet = from < until ? hour >= from && hour < until : hour >= from || hour < until;
  if (!isQuiet) return null;
  const end = new TZDate(now, zone);
  if (from > until && hour >= from) end.setDate(end.getDate() + 1);
  end.setHours(until, 0, 0, 0);
  return new Date(end.getTime()).toISOString();
}
