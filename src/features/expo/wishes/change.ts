import type { Refusal } from "../booking/booking.ts";
import { type Act, type Desk, decide } from "../booking/decide.ts";
import { type Holder, partyOf, wishesClosedAt } from "../booking/index.ts";
import {
  type ApplicationChange,
  addApplication,
  type BoothApplication,
  changeApplication,
  findApplication,
} from "./application.ts";

/** What came of a change. `none`: there are no wishes to change. */
export type Wished =
  | { readonly kind: "done"; readonly application: BoothApplication }
  | { readonly kind: "none" }
  | Refusal;

/** Begins to wish for booths of one size; wishes for another size are dropped. */
export function beginWishes(act: Act, holder: Holder, area: number): Promise<Wished> {
  return decide(act, async (desk): Promise<Wished> => {
    const closed = wishesClosedAt(desk.plan, desk.now);
    if (closed !== null) return closed;
    const before = await findOpen(desk, partyOf(holder));
    if (before === null) {
      const application = await addApplication(desk.tx, { expo: desk.expo, holder, area }, desk.now);
      return { kind: "done", application };
    }
    const change = before.area === area ? {} : { area, wishes: [] };
    return { kind: "done", application: await changeApplication(desk.tx, before, change, desk.now) };
  });
}

/** Changes what a party wishes for, while wishes are taken. What is handed in stays so. */
export function changeWishes(
  act: Act,
  holder: Holder,
  change: (before: BoothApplication) => ApplicationChange,
): Promise<Wished> {
  return decide(act, async (desk): Promise<Wished> => {
    const closed = wishesClosedAt(desk.plan, desk.now);
    if (closed !== null) return closed;
    const before = await findOpen(desk, partyOf(holder));
    if (before === null) return { kind: "none" };
    return { kind: "done", application: await changeApplication(desk.tx, before, change(before), desk.now) };
  });
}

/**
 * Hands wishes in for a company. Those that a person wrote before they had one become the company's; where it has wishes
 * already, theirs stand, and the person's are dropped.
 */
export function handInWishes(act: Act, owner: { readonly person: string; readonly company: string }): Promise<Wished> {
  return decide(act, async (desk): Promise<Wished> => {
    const closed = wishesClosedAt(desk.plan, desk.now);
    if (closed !== null) return closed;
    const { tx, now } = desk;
    const own = await findOpen(desk, partyOf({ person: owner.person, company: null }));
    const companys = await findOpen(desk, partyOf(owner));
    if (companys !== null && own !== null) await changeApplication(tx, own, { state: "withdrawn" }, now);
    const wishes = companys ?? own;
    if (wishes === null) return { kind: "none" };
    const change = { state: "open", ...owner, party: partyOf(owner) } as const;
    return { kind: "done", application: await changeApplication(tx, wishes, change, now) };
  });
}

async function findOpen({ tx, expo }: Desk, party: string): Promise<BoothApplication | null> {
  const found = await findApplication(tx, expo, [party]);
  return found !== null && (found.state === "draft" || found.state === "open") ? found : null;
}
