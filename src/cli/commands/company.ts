import { type Command, InvalidArgumentError } from "commander";
import { decideRequest, listRequests, requestNumber, resealCompanies } from "../../features/company/index.ts";
import { SEALED_LISTINGS } from "../../features/expo/index.ts";
import { systemClock } from "../../shared/clock.ts";
import { type GlobalOptions, withApp } from "../context.ts";
import { formatTable, print, printJson } from "../output.ts";
import { staffActor } from "./cases/actor.ts";

type ListOptions = GlobalOptions & { readonly json?: boolean };

/** `company`: who asks to act for a company that is registered already, and the encryption of contacts. */
export function addCompany(program: Command): void {
  const company = program
    .command("company")
    .description("who asks to act for a company, and the encryption of contact data");
  company
    .command("requests")
    .description("list who asks to act for a company: ask them, or the company, before you approve")
    .option("--json", "print one JSON document")
    .action((_options: unknown, command: Command) => list(command.optsWithGlobals<ListOptions>()));
  company
    .command("reseal")
    .description("encrypt contact data with the secret in use, so that SILKDESK_SECRET_OLD is not needed any more")
    .action(async (_options: unknown, command: Command) => {
      await withApp(command.optsWithGlobals<GlobalOptions>(), async ({ store, sealer }) => {
        print(
          `Encrypted anew: ${await resealCompanies(store, sealer, [SEALED_LISTINGS])}. The former secret is not needed here any more.`,
        );
      });
    });
  for (const [name, decision] of [
    ["approve", "approved"],
    ["reject", "rejected"],
  ] as const)
    company
      .command(name)
      .description(name === "approve" ? "let someone act for the company that they named" : "do not let them")
      .argument("<number>", "the number of the request, such as M-0003", parseNumber)
      .action((number: number, _options: unknown, command: Command) =>
        decide(number, decision, command.optsWithGlobals<GlobalOptions>()),
      );
}

function parseNumber(value: string): number {
  const number = Number(/^(?:m-?)?0*(\d{1,15})$/iu.exec(value.trim())?.[1]);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("It takes the number of a request, such as M-0003 or 3.");
  return number;
}

async function list({ json, ...options }: ListOptions): Promise<void> {
  await withApp(options, async ({ store, sealer }) => {
    const requests = await listRequests(store.read, sealer);
    if (json) return printJson(requests.map(({ id, ...request }) => ({ number: requestNumber(id), ...request })));
    if (requests.length === 0) return print("Nobody waits to act for a company.");
    print(
      formatTable(
        ["number", "asked", "company", "code", "name given", "person", "phone", "address"],
        requests.map(({ id, company, nameGiven, contact, createdAt }) => [
          ...[requestNumber(id), createdAt.slice(0, 10), company.name, `${company.country} ${company.code}`],
          ...[nameGiven, contact.name, contact.phone, contact.email],
        ]),
      ),
    );
  });
}

async function decide(number: number, decision: "approved" | "rejected", options: GlobalOptions): Promise<void> {
  await withApp(options, async ({ store, sealer }) => {
    const { company, contact } = await decideRequest(
      { store, sealer },
      number,
      decision,
      staffActor(),
      systemClock.now(),
    );
    print(
      decision === "approved"
        ? `${contact.name} acts for ${company.name} now, and is told.`
        : `${contact.name} does not act for ${company.name}, and is told.`,
    );
  });
}
