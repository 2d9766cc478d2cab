import { checkCharacter } from "../../src/features/company/credit-code.ts";
import { type Expo, importExpo, readExpoFile } from "../../src/features/expo/index.ts";
import { type Clock, later, systemClock } from "../../src/shared/clock.ts";
import { type Chat, startChat, type Talker } from "./chat.ts";
import { booth, expoBytes, hall } from "./expo-file.ts";
import type { TestDatabase } from "./stores.ts";

/** A clock that can be put forward. */
export type TestClock = Clock & { readonly forward: (ms: number) => void };

export function createTestClock(): TestClock {
  let skew = 0;
  return {
    now: () => later(systemClock.now(), skew),
    sleep: systemClock.sleep,
    forward: (ms) => {
      skew += ms;
    },
  };
}

/** The whole program over a test network, with one clock for all, and expos at which booths can be taken. */
export type SignupDesk = Chat & {
  readonly clock: TestClock;
  /** Saves an expo; its values are laid over those of one with two halls. */
  readonly opens: (id: string, changes?: Readonly<Record<string, unknown>>) => Promise<Expo>;
  /** What arrives for somebody who does nothing, until something of it matches. */
  readonly hears: (person: string, expected: RegExp) => Promise<string>;
};

const DAY_MS = 24 * 3_600_000;

export async function startSignupDesk(database: TestDatabase): Promise<SignupDesk> {
  const clock = createTestClock();
  const chat = await startChat(database, { clock, capabilities: { pictures: true, caption: 1_024 } });
  return {
    ...chat,
    clock,
    opens: async (id, changes = {}) => {
      const day = (days: number): string => later(clock.now(), days * DAY_MS).slice(0, 10);
      const read = readExpoFile(
        expoBytes({
          ...{ id, dates: { from: day(90), until: day(92) }, signup: { opens: day(-1), closes: day(30) } },
          ...{ slots: undefined, halls: HALLS, rules: { mode: "firstCome", maxPerCompany: 2 }, ...changes },
        }),
      );
      if (read.kind === "refused") throw new Error(JSON.stringify(read.faults));
      await importExpo(chat.app.store, read.expo, { actor: { name: "li", role: "admin" }, now: clock.now() });
      return read.expo;
    },
    hears: async (person, expected) => {
      for (let tries = 0; tries < 400; tries += 1) {
        const found = chat
          .person(person)
          .heard()
          .find((one) => expected.test(one));
        if (found !== undefined) return found;
        await systemClock.sleep(25);
      }
      throw new Error(`${person} did not hear ${expected}: ${chat.person(person).heard().join("\n---\n")}`);
    },
  };
}

const HALLS = [
  hall("1", [booth("A-1", 0, 0), booth("A-2", 3, 0), booth("A-3", 6, 0, { width: 6 })]),
  hall("2", [booth("B-1", 0, 0), booth("B-2", 3, 0)]),
];

/** A valid unified social credit code; the same number gives the same. */
export function creditCode(n: number): string {
  const first = `91330100${String(n).padStart(8, "0")}X`;
  return `${first}${checkCharacter(first)}`;
}

/** Answers the questions of the dossier, from its first button to its last. Resolves with what follows it. */
export async function givesCompany(seller: Talker, name: string, n: number): Promise<string> {
  await seller.presses("In mainland China");
  for (const answer of [name, creditCode(n), "-"]) await seller.says(answer);
  await seller.presses("Furniture");
  for (const answer of ["-", "Li Wei", "13800138000", "li@example.com"]) await seller.says(answer);
  return seller.presses("Save");
}
