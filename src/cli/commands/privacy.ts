import type { Command } from "commander";
import type { App } from "../../app.ts";
import { systemClock } from "../../shared/clock.ts";
import { AppError } from "../../shared/errors.ts";
import { changeAsStaff } from "../../store/audit.ts";
import { erasePerson } from "../../store/erase.ts";
import { findPersonId } from "../../store/people.ts";
import { exportPerson } from "../../store/privacy.ts";
import { type GlobalOptions, withApp } from "../context.ts";
import { print, printJson } from "../output.ts";
import { staffActor } from "./cases/actor.ts";

const PERSON = "an account as NETWORK:ACCOUNT, such as telegram:12345, or a person's id from an export";

/** `privacy`: what is held of one person, and its erasure. */
export function addPrivacy(program: Command): void {
  const privacy = program.command("privacy").description("what is held of a person: export it, or erase it");
  privacy
    .command("export")
    .description("print all that is held of a person, as one JSON document")
    .argument("<person>", PERSON)
    .action(async (person: string, _options: unknown, command: Command) => {
      await withApp(command.optsWithGlobals<GlobalOptions>(), async (app) => {
        const id = await findPerson(app, person);
        printJson({ exportedAt: systemClock.now(), ...(await exportPerson(app.store.read, app.privacy, id)) });
      });
    });
  privacy
    .command("erase")
    .description("erase all that is held of a person; a restored backup is searched for them, too")
    .argument("<person>", PERSON)
    .action(async (person: string, _options: unknown, command: Command) => {
      await withApp(command.optsWithGlobals<GlobalOptions>(), async (app) => {
        const id = await findPerson(app, person);
        await erase(app, id);
        print("Erased. What they wrote, asked and were told is gone; ids of events stay up to 30 days.");
      });
    });
}

async function erase(app: App, id: string): Promise<void> {
  const now = systemClock.now();
  await changeAsStaff(app.store, staffActor(), [], now, async (tx) => {
    await erasePerson(tx, app.privacy, id, now);
    return { result: undefined, entry: { action: "privacy.erased", subject: `person:${id}`, details: {} } };
  });
}

/** @throws AppError `input.notFound` where nobody is known by that name. */
async function findPerson({ store }: App, name: string): Promise<string> {
  const [, platform = "", account = ""] = /^([^:]+):(.+)$/su.exec(name) ?? [];
  const found = await findPersonId(store.read, platform, account);
  if (found !== null) return found;
  const person = await store.read
    .selectFrom("people")
    .select("id")
    .where("id", "=", name)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  if (person === undefined)
    throw new AppError("input.notFound", `Nobody is known as ${name}. Nothing was changed. It takes ${PERSON}.`);
  return person.id;
}
