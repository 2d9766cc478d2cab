import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Feature } from "../../../src/conversation/feature.ts";
import { reply, text } from "../../../src/conversation/reply.ts";
import { checkCharacter } from "../../../src/features/company/credit-code.ts";
import {
  beginDossier,
  CONTACT_PURPOSE,
  type Continuation,
  checkSecrets,
  findCompanyOf,
  findContact,
  isMember,
  resealCompanies,
} from "../../../src/features/company/index.ts";
import { takeInvite } from "../../../src/features/company/invites.ts";
import { leaveCompany } from "../../../src/features/company/members.ts";
import { retainCompanies } from "../../../src/features/company/retain.ts";
import { written } from "../../../src/message/text.ts";
import { DAY, later, systemClock } from "../../../src/shared/clock.ts";
import { createSealer } from "../../../src/shared/seal.ts";
import { erasePerson } from "../../../src/store/erase.ts";
import { findBroken } from "../../../src/store/invariants.ts";
import { findPersonId } from "../../../src/store/people.ts";
import { exportPerson } from "../../../src/store/privacy.ts";
import { applyCoreRetention } from "../../../src/store/retention.ts";
import { type Chat, startChat, type Talker } from "../../support/chat.ts";
import { commandLineOf } from "../../support/command-line.ts";
import { fillsIn, from, says } from "../../support/events.ts";
import { DATABASES, TEST_SECRET, type TestDatabase } from "../../support/stores.ts";

/** Stands for what needs a company: it sends people through the dossier, and goes on with them. */
const fair: Feature = {
  name: "fair",
  commands: [
    {
      ...{ name: "fair", description: "core.help", response: "new", audience: "private" },
      handle: async (turn, { args }) => beginDossier(turn, { name: "fair.book", params: { booth: args } }),
    },
  ],
};

const book: Continuation =
  (_turn, { booth }, company) =>
  async () => [reply(text(written(`booth ${booth} for ${company.name}`)))];

/** What the desk's keys are made of in these tests. */
function secretOf({ config, home }: TestDatabase): string {
  return config.kind === "postgres" ? TEST_SECRET : readFileSync(`${home}/secret`, "utf8").trim();
}

let serial = 0;

/** A valid code that no test has used. */
function newCode(): string {
  serial += 1;
  const first = `91330100${String(100_000_000 + serial)}`;
  return first + checkCharacter(first);
}

const CONTACT = { contact: "Wang Fang", phone: "138 0013 8000", email: "wang.fang@example.com" };

describe.each(DATABASES.filter(({ available }) => available))("on $name", ({ name: kind, make }) => {
  let database: TestDatabase;
  let chat: Chat;

  const start = () => startChat(database, { moreFeatures: [fair], continuations: { "fair.book": book } });

  beforeAll(async () => {
    database = await make();
    chat = await start();
  });

  afterEach(async () => {
    expect(await findBroken(chat.app.store.read, chat.app.invariants)).toEqual([]);
  });

  afterAll(async () => {
    await chat.close();
    await database.drop();
  });

  const person = async (account: string): Promise<string> =>
    (await findPersonId(chat.app.store.read, "wire", account)) ?? "";
  const company = async (account: string) => findCompanyOf(chat.app.store.read, await person(account));

  /** Answers what the dossier asks, up to the check. */
  const answer = async (seller: Talker, code: string, name = "Hangzhou Silk Co.") => {
    await seller.says(name);
    await seller.says(code);
    await seller.presses("Skip");
    await seller.presses("Textiles");
    await seller.presses("Skip");
    await seller.says(CONTACT.contact);
    await seller.says(CONTACT.phone);
    return seller.says(CONTACT.email);
  };

  /** Someone with a company of their own. */
  const register = async (account: string, code = newCode(), name?: string): Promise<Talker> => {
    const seller = chat.person(account);
    await seller.says("/company");
    await seller.presses("In mainland China");
    await answer(seller, code, name);
    await seller.presses("Save");
    return seller;
  };

  const invite = async (member: Talker, name = "Chen Jie"): Promise<string> => {
    await member.says("/company invite");
    await member.presses("Invite");
    await member.says(name);
    const shown = await member.presses("Save");
    const token = /company_[\w-]{22}/.exec(shown)?.[0];
    if (token === undefined) throw new Error(`no invitation in: ${shown}`);
    return token;
  };

  describe("the dossier", () => {
    test("is asked field by field, says what is wrong, is checked, and saved", async () => {
      const seller = chat.person("chat");
      const code = newCode();
      expect(await seller.says("/company")).toContain("Where is your company registered?");
      await seller.presses("In mainland China");
      await seller.says("Hangzhou Silk Co.");
      const wrongEnd = code.slice(0, -1) + (code.endsWith("7") ? "8" : "7");
      expect(await seller.says(wrongEnd)).toContain(`check digit should be ${code.slice(-1)}`);
      expect(await seller.says(code.replace(/^9133/, "91O3"))).toMatch(/Character 3[\s\S]*Perhaps it is 0/);
      await seller.says(` ${code.toLowerCase().replace(/(.{6})/g, "$1 ")}`);
      expect(await seller.says("杭州丝绸")).toContain("Latin letters");
      await seller.says("Hangzhou Silk");
      await seller.presses("Textiles");
      expect(await seller.says("not an address")).toContain("www.example.com");
      await seller.says("silk.example.com");
      await seller.says("Wang Fang");
      expect(await seller.says("12345")).toContain("country's prefix");
      await seller.says("138 0013 8000");
      expect(await seller.says("wang.fang")).toContain("name@example.com");
      expect(await seller.says("wang.fang@example.com")).toMatch(/is this right[\s\S]*\+8613800138000/);
      expect(await company("chat")).toBeNull();
      expect(await seller.presses("Save")).toContain("are saved");
      expect(await company("chat")).toMatchObject({
        ...{ code, country: "CN", name: "Hangzhou Silk Co.", englishName: "Hangzhou Silk", category: "textiles" },
        ...{ website: "https://silk.example.com", complete: true },
      });
    });

    test("takes companies of other countries by their name in any language", async () => {
      const seller = chat.person("abroad");
      await seller.says("/company");
      await seller.presses("Somewhere else");
      expect(await seller.says("Atlantis")).toContain("Atlantis");
      expect(await seller.says("中国")).toContain("In mainland China");
      await seller.says("Türkiye");
      await seller.says("Anadolu Tekstil A.Ş.");
      expect(await seller.says("??")).toContain("4 to 30");
      await seller.says("123 456 7890");
      await seller.presses("Skip");
      await seller.presses("Textiles");
      await seller.presses("Skip");
      await seller.says("Ayşe Yılmaz");
      await seller.says("+90 532 123 45 67");
      await seller.says("ayse@example.com.tr");
      await seller.presses("Save");
      expect(await company("abroad")).toMatchObject({ country: "TR", code: "1234567890", complete: true });
    });

    test("a photo that can't be read loses nothing, not even at a question that may be skipped", async () => {
      const seller = chat.person("photo");
      await seller.says("/company");
      await seller.presses("In mainland China");
      await seller.says("Photo Ltd");
      await seller.says(newCode());
      const files = [{ name: "licence.jpg", mime: "image/jpeg", size: 10, ref: "gone" }];
      const said = await seller.sends({ ...from("photo"), kind: "text", text: "", files });
      expect(said).toContain("can't read files");
      expect(await seller.says("Photo Limited")).toContain("question 4 of");
    });

    test("outlives a restart in the middle, and goes on from /status", async () => {
      const code = newCode();
      await chat.person("slow").says("/company");
      const begun = chat.person("slow");
      await begun.says("/company");
      await begun.presses("In mainland China");
      await begun.says("Slow Ltd");
      await chat.close();
      chat = await start();
      const seller = chat.person("slow");
      expect(await seller.says("/status")).toContain("not finished");
      expect(await seller.presses("Go on")).toContain("question 2 of");
      await seller.says(code);
      await seller.presses("Skip");
      await seller.presses("Textiles");
      await seller.presses("Skip");
      await seller.says("Li");
      await seller.says("+86 138 0013 8000");
      await seller.says("li@example.com");
      await seller.presses("Save");
      expect(await company("slow")).toMatchObject({ code, name: "Slow Ltd" });
      expect(await seller.says("/status")).toContain("Slow Ltd");
    });

    test("as a form: what is wrong comes back with all that was right", async () => {
      const seller = chat.person("form");
      const code = newCode();
      await seller.says("/company");
      const answers = { name: "Form Ltd", code: `${code.slice(0, -1)}I`, category: "toys", ...CONTACT };
      const token = seller.token("In mainland China");
      const said = await seller.sends(fillsIn("form", token, answers));
      expect(said).toMatch(/Nothing was saved yet[\s\S]*Perhaps it is 1/);
      const again = seller.token("Fill in again");
      const view = await chat.wire.port().query({ kind: "form", token: again, reader: from("form") });
      expect(JSON.stringify(view)).toContain("Form Ltd");
      await seller.sends(fillsIn("form", again, { ...answers, code }));
      expect(await company("form")).toMatchObject({ code, name: "Form Ltd", category: "toys" });
    });

    test("at the check one answer is changed, and the others stay by a press each", async () => {
      const seller = chat.person("mender");
      const code = newCode();
      await seller.says("/company");
      await seller.presses("In mainland China");
      await answer(seller, code, "Mispelt Ltd");
      await seller.presses("Change");
      expect(seller.buttons()).toEqual(["Mispelt Ltd"]);
      await seller.says("Misspelt Ltd");
      await seller.presses(code);
      await seller.presses("Skip");
      await seller.presses("Textiles");
      await seller.presses("Skip");
      await seller.presses("Wang Fang");
      await seller.presses("+8613800138000");
      await seller.presses("wang.fang@example.com");
      await seller.presses("Save");
      expect(await company("mender")).toMatchObject({ code, name: "Misspelt Ltd", category: "textiles" });
    });

    test("takes a person back to what they came from, also after a restart", async () => {
      const seller = chat.person("booker");
      expect(await seller.says("/fair A-101")).toContain("First I need the details");
      await seller.presses("In mainland China");
      await seller.says("Booker Ltd");
      await chat.close();
      chat = await start();
      const back = chat.person("booker");
      await back.says(newCode());
      await back.presses("Skip");
      await back.presses("Textiles");
      await back.presses("Skip");
      await back.says("Zhao");
      await back.says("+86 138 0013 8000");
      await back.says("zhao@example.com");
      expect(await back.presses("Save")).toMatch(/are saved[\s\S]*booth A-101 for Booker Ltd/);
      expect(await back.says("/fair B-2")).toContain("complete");
      expect(await back.presses("Go on")).toBe("booth B-2 for Booker Ltd");
    });
  });

  describe("who acts for a company", () => {
    test("a known number reveals nothing, and staff decide", async () => {
      const code = newCode();
      await register("owner", code, "Secret Name Ltd");
      const stranger = chat.person("stranger");
      await stranger.says("/fair C-3");
      await stranger.presses("In mainland China");
      await answer(stranger, code, "My own words");
      const said = await stranger.presses("Save");
      expect(said).toContain("registered with the desk already");
      expect(said).not.toContain("Secret Name");
      const number = /M-\d{4}/.exec(said)?.[0] ?? "";
      const mine = await exportPerson(chat.app.store.read, chat.app.privacy, await person("stranger"));
      expect(JSON.stringify(mine)).not.toContain("Secret Name");
      expect(await company("stranger")).toBeNull();

      const silkdesk = commandLineOf(database);
      expect((await silkdesk("company", "requests")).out).toMatch(
        new RegExp(`${number}[\\s\\S]*Secret Name[\\s\\S]*Wang Fang`),
      );
      expect(await silkdesk("company", "approve", number)).toMatchObject({ code: 0 });
      expect(await company("stranger")).toMatchObject({ name: "Secret Name Ltd" });
      expect((await silkdesk("company", "approve", number)).out).toContain("No request waits");
      const audit = await chat.app.store.read
        .selectFrom("audit")
        .select("action")
        .where("action", "like", "company.%")
        .execute();
      expect(audit).toEqual([{ action: "company.approved" }]);
      await expect.poll(() => stranger.heard().at(-1), { timeout: 5_000 }).toContain("you act for Secret Name Ltd now");
      await stranger.says("/status");
      expect(await stranger.presses("Go on")).toBe("booth C-3 for Secret Name Ltd");
    });

    test("who is refused is told, and is nobody's colleague", async () => {
      const code = newCode();
      await register("other", code);
      const stranger = await register("refused", code);
      const number = /M-\d{4}/.exec(stranger.heard().at(-1) ?? "")?.[0] ?? "";
      expect(await commandLineOf(database)("company", "reject", number)).toMatchObject({ code: 0 });
      await expect.poll(() => stranger.heard().at(-1), { timeout: 5_000 }).toContain("could not confirm");
      expect(await company("refused")).toBeNull();
    });

    test("of two who give the same number at the same moment, one has the company", async () => {
      const code = newCode();
      const racers = ["race1", "race2", "race3"];
      const answers = { name: "Race Ltd", code, category: "toys", ...CONTACT };
      const forms = await Promise.all(
        racers.map(async (account) => {
          const racer = chat.person(account);
          await racer.says("/company");
          return fillsIn(account, racer.token("In mainland China"), answers);
        }),
      );
      await Promise.all(forms.map((form) => chat.desk.accept(form)));
      await chat.desk.idle();
      const won = await Promise.all(racers.map(company));
      expect(won.filter((one) => one !== null)).toHaveLength(1);
    });

    test("an invitation lets one colleague in, once, and only while its sender is there", async () => {
      const owner = await register("inviter", newCode(), "Invite Ltd");
      const token = await invite(owner);
      const rows = await chat.app.store.read
        .withTables<{ company_invites: { token_hash: string; sealed: string } }>()
        .selectFrom("company_invites")
        .selectAll()
        .execute();
      expect(JSON.stringify(rows)).not.toContain(token.slice("company_".length));
      expect(JSON.stringify(rows)).not.toContain("Chen");
      const guests = ["g1", "g2", "g3"];
      await Promise.all(guests.map((account) => chat.desk.accept(says(account, `/start ${token}`))));
      await chat.desk.idle();
      expect((await Promise.all(guests.map(company))).filter((one) => one !== null)).toHaveLength(1);
      expect(owner.heard().at(-1)).toContain("Chen Jie");
      expect(await owner.says("/company members")).toMatch(/Wang Fang[\s\S]*Chen Jie/);
      expect(await chat.person("late").says(`/start ${token}`)).toContain("does not work");

      const { store, sealer } = chat.app;
      const [second, third] = [await invite(owner), await invite(owner)];
      const tooLate = later(systemClock.now(), 7 * DAY);
      const taken = store.transaction(async (tx) =>
        takeInvite(tx, sealer, second.slice(8), await person("late"), tooLate),
      );
      expect(await taken).toEqual({ kind: "gone" });
      await owner.says("/company members");
      await owner.presses("Leave the company");
      await owner.presses("Yes, leave");
      expect(await chat.person("late").says(`/start ${third}`)).toContain("does not work");
    });

    test("the last one stays; a newcomer can't remove who was there; contact data leaves with its person", async () => {
      const first = await register("first", newCode(), "Leave Ltd");
      await first.says("/company members");
      await first.presses("Leave the company");
      expect(await first.presses("Yes, leave")).toContain("only one");
      const second = chat.person("second");
      await second.says(`/start ${await invite(first, "Second")}`);
      await second.says("/company members");
      expect(second.buttons().some((label) => label.startsWith("Remove"))).toBe(false);
      await first.says("/company members");
      await first.presses("Leave the company");
      expect(await first.presses("Yes, leave")).toContain("don't act");
      expect(await company("first")).toBeNull();
      expect(await company("second")).toMatchObject({ complete: false });
      expect(await second.says("/fair D-4")).toContain("name a contact");
      await second.presses("Name a contact");
      await second.says("Second");
      await second.says("+86 138 0013 8000");
      await second.says("second@example.com");
      expect(await second.presses("Save")).toContain("booth D-4 for Leave Ltd");
    });

    test("a membership that is checked holds until the transaction ends", async () => {
      const first = await register("holder", newCode(), "Hold Ltd");
      const second = chat.person("held");
      await second.says(`/start ${await invite(first, "Held")}`);
      const { id } = (await company("held")) ?? { id: "" };
      const held = await person("held");
      const { traits } = chat.app.store;
      const order: string[] = [];
      let removal: Promise<unknown> = Promise.resolve();
      await chat.app.store.transaction(async (tx) => {
        expect(await isMember(tx, traits, id, held)).toBe(true);
        removal = chat.app.store
          .transaction((other) => leaveCompany(other, traits, id, held, systemClock.now()))
          .then(() => order.push("left"));
        await sql`select count(*) from company_members`.execute(tx);
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(await isMember(tx, traits, id, held)).toBe(true);
        order.push("checked");
      });
      await removal;
      expect(order).toEqual(["checked", "left"]);
      expect(await chat.app.store.transaction((tx) => isMember(tx, traits, id, held))).toBe(false);
    });

    test("a member removes one who came later, who is told", async () => {
      const first = await register("remover", newCode(), "Remove Ltd");
      const second = chat.person("removed");
      await second.says(`/start ${await invite(first, "Sun Li")}`);
      await first.says("/company members");
      await first.presses("Remove Sun Li");
      expect(await first.presses("Yes, remove")).toContain("doesn't act");
      expect(await company("removed")).toBeNull();
      expect(second.heard().at(-1)).toContain("ended your work");
    });
  });

  test("one thing is changed alone, and the contact is shown masked", async () => {
    const seller = await register("changer", newCode(), "Before Ltd");
    await seller.says("/company change");
    await seller.presses("Company name");
    await seller.says("After Ltd");
    await seller.presses("Save");
    const shown = await seller.says("/company");
    expect(shown).toContain("After Ltd");
    expect(shown).not.toContain("wang.fang");
    expect(shown).toContain("w•••@example.com");
  });

  test("a form opens with what its reader saved, and shows a colleague's contact to nobody", async () => {
    const first = await register("prefilled", newCode(), "Prefilled Ltd");
    const second = chat.person("colleague");
    await second.says(`/start ${await invite(first, "Colleague")}`);
    const contactForm = async (seller: Talker, account: string) => {
      await seller.says("/company change");
      const token = seller.token("Contact");
      return JSON.stringify(await chat.wire.port().query({ kind: "form", token, reader: from(account) }));
    };
    expect(await contactForm(first, "prefilled")).toContain("wang.fang@example.com");
    const shown = await contactForm(second, "colleague");
    expect(shown).toContain("Contact person");
    expect(shown).not.toContain("wang.fang");
    const buttons = await chat.app.store.read.selectFrom("buttons").select("params").execute();
    const opening = JSON.stringify(buttons.filter(({ params }) => params.includes("company.contact")));
    expect(opening).not.toContain("wang.fang");
  });

  describe("privacy", () => {
    test("contact data is nowhere readable once the messages are blanked; an export shows it, an erasure ends it", async () => {
      const { store, sealer, privacy } = chat.app;
      const seller = chat.person("private");
      await seller.says("/company");
      const token = seller.token("In mainland China");
      const contact = { contact: "Unique Person", phone: "+86 139 1234 5678", email: "unique.person@example.com" };
      const answers = { name: "Private Ltd", code: newCode(), category: "toys", ...contact };
      // What was right is kept for the next try, in a button.
      await seller.sends(fillsIn("private", token, { ...answers, code: "1" }));
      await seller.sends(fillsIn("private", seller.token("Fill in again"), answers));
      const id = await person("private");
      const known = await company("private");
      expect(await findContact(store.read, sealer, known?.id ?? "")).toEqual({
        ...{ name: "Unique Person", phone: "+8613912345678", email: "unique.person@example.com" },
      });
      const exported = JSON.stringify(await exportPerson(store.read, privacy, id));
      for (const word of ["Unique Person", "+8613912345678", "unique.person"]) expect(exported).toContain(word);

      const tables = (await store.read.introspection.getTables()).filter((one) => one.name.startsWith("compan"));
      expect(tables).toHaveLength(6);
      const db = store.read.withTables<Record<string, Record<string, unknown>>>();
      const dump = JSON.stringify(
        await Promise.all(tables.map(({ name }) => db.selectFrom(name).selectAll().execute())),
      );
      expect(dump).toContain("Private Ltd");
      for (const word of ["Unique", "13912345678", "unique.person"]) expect(dump).not.toContain(word);

      await applyRetention(later(systemClock.now(), 9 * DAY));
      const all = (await store.read.introspection.getTables()).filter((one) => !one.isView);
      const everything = JSON.stringify(
        await Promise.all(all.map(({ name }) => db.selectFrom(name).selectAll().execute())),
      );
      for (const word of ["Unique Person", "13912345678", "unique.person"]) expect(everything).not.toContain(word);

      await store.transaction((tx) => erasePerson(tx, privacy, id, systemClock.now()));
      expect(await company("private")).toBeNull();
      const left = await exportPerson(store.read, privacy, id);
      for (const { name } of tables) expect(left[name] ?? []).toEqual([]);
      const after = later(systemClock.now(), 31 * DAY);
      await store.transaction((tx) => retainCompanies(tx, async () => new Set([known?.id ?? ""]), after));
      expect(
        await store.read
          .withTables<{ companies: { id: string } }>()
          .selectFrom("companies")
          .select("id")
          .where("id", "=", known?.id ?? "")
          .execute(),
      ).toHaveLength(1);
      await store.transaction((tx) => retainCompanies(tx, async () => new Set(), after));
      expect(
        await store.read
          .withTables<{ companies: { id: string } }>()
          .selectFrom("companies")
          .select("id")
          .where("id", "=", known?.id ?? "")
          .execute(),
      ).toHaveLength(0);
    });

    const applyRetention = (now: string) => chat.app.store.transaction((tx) => applyCoreRetention(tx, now));

    test("a replaced secret opens everything, a lost one is named at the start, and after a reseal the former one may go", async () => {
      const { store, sealer } = chat.app;
      const seller = await register("rotated", newCode(), "Rotated Ltd");
      await invite(seller, "Colleague");
      const known = (await company("rotated"))?.id ?? "";
      const former = secretOf(database);
      const next = { current: "the-secret-that-comes-after-the-first-one", old: [former] };
      const alone = createSealer({ current: next.current, old: [] }, CONTACT_PURPOSE);
      await expect(checkSecrets(store.read, alone)).rejects.toThrow(/Set SILKDESK_SECRET_OLD/);
      await expect(findContact(store.read, alone, known)).rejects.toThrow(/Nothing was changed/);
      const rotated = createSealer(next, CONTACT_PURPOSE);
      await checkSecrets(store.read, rotated);
      expect(await findContact(store.read, rotated, known)).toMatchObject({ email: "wang.fang@example.com" });
      expect(await resealCompanies(store, rotated)).toBeGreaterThanOrEqual(3);
      expect(await resealCompanies(store, rotated)).toBe(0);
      await checkSecrets(store.read, alone);
      expect(await findContact(store.read, alone, known)).toMatchObject({ email: "wang.fang@example.com" });
      // Back to what the rest of the tests runs with.
      await resealCompanies(store, createSealer({ current: former, old: [next.current] }, CONTACT_PURPOSE));
      expect(await findContact(store.read, sealer, known)).not.toBeNull();
    });

    test.runIf(kind === "sqlite")("a secret is in no backup, and nothing of it in the database", async () => {
      const secret = secretOf(database);
      expect(readFileSync(`${database.home}/silkdesk.db`, "latin1")).not.toContain(secret);
    });
  });
});
