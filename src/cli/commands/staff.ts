import { type Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { STAFF_LINK } from "../../features/staff/index.ts";
import { DEEP_LINK_KEY } from "../../message/platform.ts";
import { systemClock } from "../../shared/clock.ts";
import { STAFF_ROLES, type StaffRole } from "../../store/audit.ts";
import { listKept } from "../../store/kept.ts";
import { INVITE_DAYS, inviteStaff, listStaff, revokeStaff } from "../../store/staff.ts";
import { type GlobalOptions, withApp } from "../context.ts";
import { formatTable, print, printJson } from "../output.ts";
import { staffActor } from "./cases/actor.ts";

type InviteOptions = GlobalOptions & { readonly role: StaffRole; readonly json?: boolean };

/** `staff`: who works at the desk. */
export function addStaff(program: Command): void {
  const staff = program.command("staff").description("who works at the desk");
  staff
    .command("invite")
    .description("make a link that binds one chat account to a role, once; again for one more account or another role")
    .argument("<email>", "the work address", parseEmail)
    .addOption(new Option("--role <role>", "what they may do").choices(STAFF_ROLES).makeOptionMandatory())
    .option("--json", "print one JSON document")
    .action((email: string, _options: unknown, command: Command) =>
      invite(email, command.optsWithGlobals<InviteOptions>()),
    );
  staff
    .command("list")
    .description("list who works at the desk, their roles and chat accounts")
    .option("--json", "print one JSON document")
    .action((_options: unknown, command: Command) =>
      list(command.optsWithGlobals<GlobalOptions & { readonly json?: boolean }>()),
    );
  staff
    .command("revoke")
    .description("end somebody's work at the desk: their accounts and open invitations are void")
    .argument("<email>", "the work address", parseEmail)
    .action(async (email: string, _options: unknown, command: Command) => {
      await withApp(command.optsWithGlobals<GlobalOptions>(), (app) =>
        revokeStaff(app.store, email, staffActor(), systemClock.now()),
      );
      print(`${email} is not staff any more.`);
    });
}

function parseEmail(value: string): string {
  const email = value.trim().toLowerCase();
  if (!z.email().max(254).safeParse(email).success)
    throw new InvalidArgumentError("It takes an address such as li@example.org.");
  return email;
}

async function invite(email: string, { role, json, ...options }: InviteOptions): Promise<void> {
  await withApp(options, async (app) => {
    const { token, expiresAt } = await inviteStaff(app.store, { email, role }, staffActor(), systemClock.now());
    const payload = `${STAFF_LINK}_${token}`;
    const bots = await listKept(app.store.read, DEEP_LINK_KEY);
    const links = bots.map(({ platform, value }) => ({ platform, url: `${z.string().parse(value)}${payload}` }));
    const command = `/start ${payload}`;
    if (json) return printJson({ email, role, expiresAt, links, command });
    print(`${email} is invited as ${role}. This works once, within ${INVITE_DAYS} days, and is not shown again.`);
    for (const { platform, url } of links) print(`  ${platform.padEnd(10)} ${url}`);
    print(`  ${links.length > 0 ? "elsewhere " : "in a chat "} ${command}`);
  });
}

async function list({ json, ...options }: GlobalOptions & { readonly json?: boolean }): Promise<void> {
  await withApp(options, async (app) => {
    const members = await listStaff(app.store.read, systemClock.now());
    if (json) return printJson(members);
    if (members.length === 0) return print("Nobody is staff yet: silkdesk staff invite EMAIL --role admin");
    print(
      formatTable(
        ["address", "role", "accounts", "open invitations"],
        members.map(({ email, role, accounts, invited }) => [email, role, accounts.join(", ") || "–", invited]),
      ),
    );
  });
}
