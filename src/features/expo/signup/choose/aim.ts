import { z } from "zod";
import { type Intent, onceOnly, repeatable } from "../../../../conversation/reply.ts";
import { exhaustive } from "../../../../shared/exhaustive.ts";
import { ANY, type Wish } from "../../booking/index.ts";

/** What a booth is chosen for: to be held, to take the place of one that is booked, or to be wished for. */
export const aimSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("hold") }),
  z.object({ kind: z.literal("change"), booking: z.string() }),
  z.object({ kind: z.literal("wish"), area: z.number() }),
]);
export type Aim = z.infer<typeof aimSchema>;

/** What a press on a booth does. */
export function takeBooth(aim: Aim, expo: string, booth: string): Intent {
  switch (aim.kind) {
    case "hold":
      return repeatable("signup.hold", { expo, booth });
    case "change":
      return repeatable("signup.changeAsk", { expo, booking: aim.booking, booth });
    case "wish":
      return repeatable("wishes.add", { expo, wish: { ...ANY, booths: [booth] } });
    default:
      return exhaustive(aim);
  }
}

/** Which booths any of them would do. */
export type AnyOf = { readonly hall: string | null; readonly zone: string | null; readonly area: number };

/** What a press on "any of them" does; null where one booth must be named. */
export function takeAny(aim: Aim, expo: string, of: AnyOf): Intent | null {
  switch (aim.kind) {
    case "hold":
      return onceOnly("signup.holdAny", { expo, ...of });
    case "change":
      return null;
    case "wish":
      return repeatable("wishes.add", { expo, wish: wishOf(of) });
    default:
      return exhaustive(aim);
  }
}

/** What stands for "any of them" among wishes. */
export function wishOf({ hall, zone, area }: AnyOf): Wish {
  return {
    ...ANY,
    halls: hall === null ? null : [hall],
    zones: zone === null ? null : [zone],
    area: { from: area, to: area },
  };
}
