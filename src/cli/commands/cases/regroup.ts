import type { Command } from "commander";
import { caseNumber, joinGroups, splitCase } from "../../../features/support/index.ts";
import { systemClock } from "../../../shared/clock.ts";
import { type GlobalOptions, withApp } from "../../context.ts";
import { print } from "../../output.ts";
import { staffActor } from "./actor.ts";
import { parseNumber } from "./number.ts";

/** `cases split` and `cases join`: mend a grouping. */
export function addRegroup(cases: Command): void {
  cases
    .command("split")
    .description("take one question out of its group: it means something else")
    .argument("<number>", "such as Q-0012", parseNumber)
    .action(async (number: number, _options: unknown, command: Command) => {
      await withApp(command.optsWithGlobals<GlobalOptions>(), async (app) => {
        await splitCase(app.store, number, staffActor(), systemClock.now());
        print(`${caseNumber(number)} is a question of its own now, and open.`);
      });
    });
  cases
    .command("join")
    .description("join the group of OTHER to that of NUMBER: they mean the same")
    .argument("<number>", "such as Q-0012", parseNumber)
    .argument("<other>", "such as Q-0015", parseNumber)
    .action(async (number: number, other: number, _options: unknown, command: Command) => {
      await withApp(command.optsWithGlobals<GlobalOptions>(), async (app) => {
        const { group, told } = await joinGroups(app.store, number, other, staffActor(), systemClock.now());
        print(`${caseNumber(other)} is in the group ${caseNumber(group)} now.`);
        if (told > 0) print(`Its askers get the answer of the group: ${told} message${told === 1 ? "" : "s"}.`);
      });
    });
}
