import type { Param } from "../../../message/text.ts";
import type { Expo } from "../expo.ts";

/** The zone of the commission, on whose clock its sellers live. */
export const DESK_ZONE = "Asia/Shanghai";

/** An instant on the sellers' own clock. */
export function onDeskClock(instant: string): Param {
  return { date: instant, style: "dateTime", zone: DESK_ZONE };
}

/** An instant on the clock of the expo. */
export function onExpoClock({ timezone }: Pick<Expo, "timezone">, instant: string): Param {
  return { date: instant, style: "dateTime", zone: timezone };
}

/** How long it is until an instant. */
export function timeLeft(until: string, now: string): Param {
  return { date: until, style: "timeLeft", asOf: now };
}
