import { createRandom } from "../../../src/shared/random.ts";

/**
 * A fault that the network or Telegram makes. "reset before": the connection breaks and nothing was done;
 * "reset after": it was done, and the answer is lost. `ms` is for delays, `retryAfter` (seconds) for 429.
 */
export type Fault =
  | { readonly kind: "429"; readonly retryAfter?: number }
  | { readonly kind: "500" | "502" | "reset before" | "reset after" }
  | { readonly kind: "delay"; readonly ms: number };

/** A fault of some requests: a share of them from 0 to 1, of the named methods or of all ("file" is a download). */
export type FaultRule = Fault & { readonly rate: number; readonly methods?: readonly string[] };

export type Faults = {
  /** Replaces the rules. */
  readonly set: (rules: readonly FaultRule[]) => void;
  /** The next `times` requests of a method suffer this, whatever the rules say. */
  readonly next: (method: string, fault: Fault, times?: number) => void;
  readonly draw: (method: string) => Fault | null;
};

/** Faults by seed: the n-th request of a method has the same fate in every run, whatever comes between. */
export function createFaults(seed: number, initial: readonly FaultRule[] = []): Faults {
  let rules = initial;
  const planned = new Map<string, Fault[]>();
  const dice = new Map<string, () => number>();

  const roll = (method: string, rule: number): number => {
    const key = `${rule}:${method}`;
    const known = dice.get(key) ?? createRandom(seed ^ hash(key));
    dice.set(key, known);
    return known();
  };

  return {
    set: (next) => {
      rules = next;
    },
    next: (method, fault, times = 1) => {
      const list = planned.get(method) ?? [];
      planned.set(method, [...list, ...Array.from({ length: times }, () => fault)]);
    },
    draw: (method) => {
      const fault = planned.get(method)?.shift();
      if (fault !== undefined) return fault;
      let hit: Fault | null = null;
      rules.forEach((rule, n) => {
        if (rule.methods !== undefined && !rule.methods.includes(method)) return;
        if (roll(method, n) < rule.rate) hit ??= rule;
      });
      return hit;
    },
  };
}

function hash(text: string): number {
  let sum = 0;
  for (const character of text) sum = (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return sum;
}
