import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { action, type Feature } from "../../../src/conversation/feature.ts";
import { buttons, reply, show, text } from "../../../src/conversation/reply.ts";
import { actorOf, answering } from "../../../src/conversation/turn.ts";
import { written } from "../../../src/message/text.ts";
import { DAY, later, systemClock } from "../../../src/shared/clock.ts";
import { findActor, inviteStaff, revokeStaff } from "../../../src/store/staff.ts";
import { type Chat, startChat } from "../../support/chat.ts";
import { commandLineOf } from "../../support/command-line.ts";
import { from, says } from "../../support/events.ts";
import { DATABASES, type TestDatabase } from "../../support/stores.ts";

const ADMIN = { name: "cli:test", role: "admin" } as const;
const quiet = { response: "new", audience: "shared" } as const;

/** Stands for what only editors may do. */
const press: Feature = {
  name: "press",
  commands: [
    {
      ...{ name: "print", description: "core.help", ...quiet, staff: ["editor"] },
      handle: async (turn) => answering(reply(text(written(`printed by ${actorOf(turn).name}`)))),
    },
    {
      ...{ name: "offer", description: "core.help", ...quiet },
      handle: async () => answering(reply(text(written("here")), buttons(show(written("Print"), "press.print")))),
    },
  ],
  actions: [
    action({
      ...{ name: "press.print", params: z.object({}), ...quiet, staff: ["editor"] },
      handle: async (turn) => answering(reply(text(written(`pressed by ${actorOf(turn).name}`)))),
    }),
  ],
};

describe.each(DATABASES.filter(({ available }) => available))("on $name", ({ make }) => {
  let database: TestDatabase;
  let chat: Chat;

  beforeAll(async () => {
    database = await make();
    chat = await startChat(database, { moreFeatures: [press] });
  });

  afterAll(async () => {
    await chat.close();
    await database.drop();
  });

  const invite = (email: string, role: "editor" | "support" | "admin", now = systemClock.now()) =>
    inviteStaff(chat.app.store, { email, role }, ADMIN, now);
  const audit = (like: string) =>
    chat.app.store.read.selectFrom("audit").select(["action", "actor", "subject"]).where("action", "=", like).execute();
  const actor = (account: string) => findActor(chat.app.store.read, { platform: "wire", account });

  test("an invitation binds the account that opens it, once, and the audit log says so", async () => {
    const { token } = await invite("li@example.org", "editor");
    const li = chat.person("li");
    expect(await li.says("/print")).toBe("");
    expect(await li.says(`/start staff_${token}`)).toContain("li@example.org");
    expect(await li.says("/print")).toBe("printed by li@example.org");
    await li.says("/offer");
    expect(await li.presses("Print")).toBe("pressed by li@example.org");
    expect(await chat.person("thief").says(`/start staff_${token}`)).toContain("does not work any more");
    expect(await actor("thief")).toBeNull();
    expect(await audit("staff.bound")).toEqual([
      { action: "staff.bound", actor: "li@example.org", subject: "li@example.org" },
    ]);
    expect(await audit("staff.invited")).toMatchObject([{ actor: "cli:test", subject: "li@example.org" }]);
  });

  test("the token is stored as a hash alone", async () => {
    const { token } = await invite("hash@example.org", "editor");
    const rows = await chat.app.store.read.selectFrom("staff_invites").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows.find(({ email }) => email === "hash@example.org")?.token_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("two accounts that open it at the same moment: one is bound", async () => {
    const { token } = await invite("race@example.org", "editor");
    const racers = ["r1", "r2", "r3", "r4"];
    await Promise.all(racers.map((account) => chat.desk.accept(says(account, `/start staff_${token}`))));
    await chat.desk.idle();
    const bound = await Promise.all(racers.map(actor));
    expect(bound.filter((one) => one !== null)).toHaveLength(1);
  });

  test("it expires after seven days, and a wrong one is no other", async () => {
    const { token } = await invite("late@example.org", "editor", later(systemClock.now(), -8 * DAY));
    expect(await chat.person("late").says(`/start staff_${token}`)).toContain("does not work any more");
    expect(await chat.person("late").says("/start staff_nonsense")).toContain("does not work any more");
  });

  test("it is not taken up where others read along", async () => {
    const { token } = await invite("open@example.org", "editor");
    const inGroup = { ...from("open"), conversation: "wire:group", scope: "group" } as const;
    await chat.desk.accept({ ...inGroup, kind: "command", name: "start", args: `staff_${token}` });
    await chat.desk.idle();
    expect(await actor("open")).toBeNull();
    expect(await chat.person("open").says(`/start staff_${token}`)).toContain("open@example.org");
  });

  test("for others what is for staff does nothing, says nothing, and leaves an audit entry without their account", async () => {
    const before = (await audit("staff.refused")).length;
    const nobody = chat.person("nobody");
    expect(await nobody.says("/print")).toBe("");
    await nobody.says("/offer");
    expect(await nobody.presses("Print")).toBe("");
    const refused = (await audit("staff.refused")).slice(before);
    expect(refused.map(({ subject }) => subject)).toEqual(["/print", "press.print"]);
    expect(JSON.stringify(refused)).not.toContain("nobody");
    expect(await nobody.says("/help")).not.toContain("/print");
  });

  test("another role may not; an admin may; whoever is revoked may not any more", async () => {
    const { token: support } = await invite("sup@example.org", "support");
    const { token: admin } = await invite("boss@example.org", "admin");
    const sup = chat.person("sup");
    const boss = chat.person("boss");
    await sup.says(`/start staff_${support}`);
    await boss.says(`/start staff_${admin}`);
    expect(await sup.says("/print")).toBe("");
    expect(await boss.says("/print")).toBe("printed by boss@example.org");
    await revokeStaff(chat.app.store, "boss@example.org", ADMIN, systemClock.now());
    expect(await boss.says("/print")).toBe("");
    await invite("sup@example.org", "editor");
    expect(await sup.says("/print")).toBe("printed by sup@example.org");
  });

  test("only admins change who is staff", async () => {
    const editor = { name: "li@example.org", role: "editor" } as const;
    await expect(
      inviteStaff(chat.app.store, { email: "x@example.org", role: "admin" }, editor, systemClock.now()),
    ).rejects.toThrow("may not do this");
  });

  test("a member of staff who has their account erased is bound no more", async () => {
    const { token } = await invite("gone@example.org", "editor");
    const gone = chat.person("gone");
    await gone.says(`/start staff_${token}`);
    await gone.says("/privacy");
    await gone.presses("Erase");
    await gone.presses("Yes, erase everything");
    expect(await gone.says("/print")).toBe("");
    expect(await audit("staff.unbound")).toMatchObject([{ subject: "gone@example.org" }]);
  });

  test("the command line invites, lists and revokes", async () => {
    const silkdesk = commandLineOf(database);
    const plain = await silkdesk("staff", "invite", "Mia@Example.org", "--role", "support");
    expect(plain).toMatchObject({ code: 0 });
    expect(plain.out).toMatch(/mia@example\.org is invited as support[\s\S]*\/start staff_[\w-]{22}/);
    await chat.wire.port().keep("deepLink", "https://t.me/desk_bot?start=");
    const { out } = await silkdesk("staff", "invite", "mia@example.org", "--role", "support", "--json");
    const made = z
      .object({ links: z.array(z.object({ platform: z.string(), url: z.string() })) })
      .parse(JSON.parse(out));
    const [, token] = /^https:\/\/t\.me\/desk_bot\?start=(staff_[\w-]{22})$/.exec(made.links[0]?.url ?? "") ?? [];
    expect(await chat.person("mia").says(`/start ${token}`)).toContain("mia@example.org");
    expect((await silkdesk("staff", "list")).out).toMatch(/mia@example\.org\s+support\s+wire:mia\s+1/);
    expect((await silkdesk("staff", "revoke", "mia@example.org")).code).toBe(0);
    expect((await silkdesk("staff", "revoke", "mia@example.org")).code).toBe(1);
    expect((await silkdesk("staff", "list", "--json")).out).not.toContain("mia");
    expect((await silkdesk("staff", "invite", "no-address", "--role", "support")).code).toBe(2);
    expect((await silkdesk("staff", "invite", "a@b.example", "--role", "king")).code).toBe(2);
  });
});
