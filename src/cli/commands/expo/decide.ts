import type { Command } from "commander";
import {
  type Act,
  approveBooking,
  type BlockResult,
  type Booked,
  blockBooth,
  findByName,
  moveBooking,
  type Refusal,
  rejectBooking,
  releaseBooking,
  unblockBooth,
} from "../../../features/expo/index.ts";
import { systemClock } from "../../../shared/clock.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Actor } from "../../../store/audit.ts";
import { type GlobalOptions, withApp } from "../../context.ts";
import { print, printJson } from "../../output.ts";
import { staffActor } from "../cases/actor.ts";

type Options = GlobalOptions & { readonly json?: boolean };

/** `expo approve`, `reject`, `release`, `move`, `block` and `unblock`: what staff decide about booths. */
export function addDecisions(expo: Command): void {
  const decisions = [
    ["approve", "accept what was submitted", approveBooking],
    ["reject", "turn down what was submitted: the booth is free for who waits", rejectBooking],
    ["release", "take a booth back from who has it", releaseBooking],
  ] as const;
  for (const [name, description, decide] of decisions)
    onBooking(expo, name, description).action((id: string, booking: string, _options: unknown, command: Command) =>
      changeBooking(command, id, booking, decide),
    );
  onBooking(expo, "move", "bring a booking to another booth")
    .argument("<booth>", "a free one")
    .action((id: string, booking: string, booth: string, _options: unknown, command: Command) =>
      changeBooking(command, id, booking, (act, actor, found) => moveBooking(act, actor, found, booth)),
    );
  onBooth(expo, "block", "keep a booth back")
    .option("--reason <text>", "why, for staff", "kept back")
    .action((id: string, booth: string, { reason }: { reason: string }, command: Command) =>
      changeBooth(command, id, booth, (act, actor) => blockBooth(act, actor, booth, reason)),
    );
  onBooth(expo, "unblock", "let a booth be taken again").action(
    (id: string, booth: string, _options: unknown, command: Command) =>
      changeBooth(command, id, booth, (act, actor) => unblockBooth(act, actor, booth)),
  );
}

function onBooking(expo: Command, name: string, description: string): Command {
  return expo
    .command(name)
    .description(description)
    .argument("<id>", "the expo")
    .argument("<booking>", "its number, such as TR27-0042, or its booth")
    .option("--json", "print one JSON document");
}

function onBooth(expo: Command, name: string, description: string): Command {
  return expo
    .command(name)
    .description(description)
    .argument("<id>", "the expo")
    .argument("<booth>", "the code of the booth")
    .option("--json", "print one JSON document");
}

async function changeBooking(
  command: Command,
  expo: string,
  name: string,
  decide: (act: Act, actor: Actor, id: string) => Promise<Booked>,
): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  await withApp(options, async ({ store }) => {
    const result = await store.transaction(async (tx): Promise<Booked> => {
      const found = await findByName(tx, expo, name);
      const act = { tx, traits: store.traits, expo, now: systemClock.now() };
      return decide(act, staffActor(), found?.id ?? "");
    });
    if (result.kind !== "done") throw refusalError(result, name);
    const { number, booth, state } = result.booking;
    if (options.json) return printJson({ number, booth, state });
    print(`${number ?? booth} is ${state} (booth ${booth}).`);
  });
}

async function changeBooth(
  command: Command,
  expo: string,
  booth: string,
  decide: (act: Act, actor: Actor) => Promise<BlockResult>,
): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  await withApp(options, async ({ store }) => {
    const result = await store.transaction((tx) =>
      decide({ tx, traits: store.traits, expo, now: systemClock.now() }, staffActor()),
    );
    if (result.kind !== "done") throw refusalError(result, booth);
    if (options.json) return printJson({ booth, changed: true });
    print(command.name() === "block" ? `Booth ${booth} is kept back.` : `Booth ${booth} can be taken again.`);
  });
}

function refusalError(refusal: Refusal, name: string): AppError {
  const invalid = (what: string): AppError => new AppError("input.invalid", `${what} Nothing was changed.`);
  switch (refusal.kind) {
    case "unknown":
      return new AppError(
        "input.notFound",
        `There is no booking or booth "${name}" or the booth it was to go to. Nothing was changed. "silkdesk expo signups ID" lists the bookings.`,
      );
    case "taken":
      return invalid(`Booth ${refusal.booth} is taken: release it or move its booking first.`);
    case "blocked":
      return invalid(`Booth ${refusal.booth} is kept back: unblock it first.`);
    case "state":
      return invalid(`"${name}" is ${refusal.state}, where this can't be done.`);
    default:
      return invalid(`"${name}" can't be changed (${refusal.kind}).`);
  }
}
