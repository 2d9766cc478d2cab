import { areaOf, type Booth, type Expo } from "../expo.ts";
import type { Plan } from "./allocate.ts";
import type { Application } from "./application.ts";
import { areNextDoor } from "./next-door.ts";

/** What is wrong with a plan. */
export type Violation = {
  readonly rule:
    | "unknownApplication"
    | "unknownBooth"
    | "applicationTwice"
    | "applicationForgotten"
    | "boothTwice"
    | "closed"
    | "size"
    | "zone"
    | "notWished"
    | "value"
    | "bound"
    | "rivals";
  readonly applications: readonly string[];
  readonly booths: readonly string[];
};

type Stand = { readonly hall: string; readonly booth: Booth };
/** A plan, made in whatever way. */
export type CheckedPlan = Omit<Plan, "unplaced"> & { readonly unplaced: readonly { readonly application: string }[] };

/** Values are sums of decimal fractions; lengths too. */
const ROUNDING = 0.005;

/**
 * Everything wrong with a plan; empty where it keeps every rule. It shares no step with the solver: it looks booths and
 * applications up by name, and compares what the plan says with what was asked for.
 */
export function checkAllocation(
  expo: Expo,
  applications: readonly Application[],
  closed: ReadonlySet<string>,
  plan: CheckedPlan,
): Violation[] {
  const asked = new Map(applications.map((application) => [application.id, application]));
  const stands = new Map<string, Stand>(
    expo.halls.flatMap(({ id, booths }) => booths.map((booth) => [booth.code, { hall: id, booth }] as const)),
  );
  return [
    ...checkOnce(asked, plan),
    ...plan.placed.flatMap((placed) => checkPlaced(placed, asked, stands, closed)),
    ...(expo.rules.rivalsApart ? checkRivals(plan, asked, stands) : []),
    ...checkSums(plan),
  ];
}

function checkOnce(asked: ReadonlyMap<string, Application>, { placed, unplaced }: CheckedPlan): Violation[] {
  const named = [...placed, ...unplaced].map(({ application }) => application);
  const holders = new Map<string, string[]>();
  for (const { booth, application } of placed) holders.set(booth, [...(holders.get(booth) ?? []), application]);
  const everybody = new Set(named);
  return [
    ...repeated(named).map((id) => violation("applicationTwice", [id])),
    ...[...asked.keys()].filter((id) => !everybody.has(id)).map((id) => violation("applicationForgotten", [id])),
    ...[...holders].filter(([, ids]) => ids.length > 1).map(([booth, ids]) => violation("boothTwice", ids, [booth])),
    ...[...everybody].filter((id) => !asked.has(id)).map((id) => violation("unknownApplication", [id])),
  ];
}

function checkPlaced(
  { application: id, booth: code, value }: Plan["placed"][number],
  asked: ReadonlyMap<string, Application>,
  stands: ReadonlyMap<string, Stand>,
  closed: ReadonlySet<string>,
): Violation[] {
  const booth = stands.get(code)?.booth;
  const application = asked.get(id);
  if (booth === undefined) return [violation("unknownBooth", [id], [code])];
  if (application === undefined) return [];
  const worth = application.wishes.find((wish) => wish.booth === code)?.value ?? application.elsewhere;
  const { zones } = application;
  return [
    ...(closed.has(code) ? ["closed" as const] : []),
    ...(hasSize(booth, application.size) ? [] : ["size" as const]),
    ...(zones.length === 0 || zones.some((zone) => zone === booth.zone) ? [] : ["zone" as const]),
    ...(worth === null ? ["notWished" as const] : []),
    ...(worth !== null && Math.abs(worth - value) > ROUNDING ? ["value" as const] : []),
  ].map((rule) => violation(rule, [id], [code]));
}

function hasSize(booth: Booth, size: Application["size"]): boolean {
  if (typeof size === "number") return Math.abs(areaOf(booth) - size) < ROUNDING;
  const wanted = [...size].sort((one, other) => one - other);
  const sides = [booth.width, booth.height].sort((one, other) => one - other);
  return sides.every((side, index) => Math.abs(side - (wanted[index] ?? 0)) < ROUNDING);
}

function checkRivals(
  { placed }: CheckedPlan,
  asked: ReadonlyMap<string, Application>,
  stands: ReadonlyMap<string, Stand>,
): Violation[] {
  const codeOf = new Map(placed.map(({ application, booth }) => [application, booth]));
  const pairs = new Map<string, readonly [string, string]>();
  for (const { id, rivals } of asked.values())
    for (const rival of rivals) {
      const pair = id < rival ? ([id, rival] as const) : ([rival, id] as const);
      if (id !== rival) pairs.set(JSON.stringify(pair), pair);
    }
  return [...pairs.values()].flatMap((pair) => {
    const codes = pair.flatMap((id) => codeOf.get(id) ?? []);
    const [one, other] = codes.map((code) => stands.get(code));
    if (one === undefined || other === undefined) return [];
    return areNextDoor(one, other) ? [violation("rivals", pair, codes)] : [];
  });
}

function checkSums({ placed, value, bound }: CheckedPlan): Violation[] {
  const sum = placed.reduce((total, one) => total + one.value, 0);
  return [
    ...(Math.abs(sum - value) > ROUNDING ? [violation("value", [])] : []),
    ...(value > bound + ROUNDING ? [violation("bound", [])] : []),
  ];
}

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.has(name) || !seen.add(name)))];
}

function violation(
  rule: Violation["rule"],
  applications: readonly string[],
  booths: readonly string[] = [],
): Violation {
  return { rule, applications, booths };
}
