import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { action, type Feature } from "../../../src/conversation/feature.ts";
import { buttons, type Reply, reply, show, text } from "../../../src/conversation/reply.ts";
import { answering, type Handler } from "../../../src/conversation/turn.ts";
import { written } from "../../../src/message/text.ts";
import { systemClock } from "../../../src/shared/clock.ts";
import { type DiscordDesk, startDiscordDesk } from "../../support/discord-desk.ts";
import type { FakeDiscordOptions } from "../../support/fake-discord/fake-discord.ts";

const TIMEOUT = { timeout: 10_000 };
const say = (words: string): Reply => reply(text(written(words)));

/** Commands and presses that answer in all the ways there are. */
function everyWay(effects: string[]): Feature {
  const command = (name: string, audience: "private" | "shared", handle: Handler<unknown>) => ({
    ...{ name, description: "core.help", response: "new" as const, audience, handle },
  });
  const press = (name: string, response: "new" | "update", audience: "private" | "shared", handle: Handler<unknown>) =>
    action({ name, params: z.object({}), response, audience, handle });
  const menu = (words: string): Reply =>
    reply(text(written(words)), buttons(show(written("Turn"), "test.turn"), show(written("Nothing"), "test.nothing")));
  return {
    name: "test",
    commands: [
      command("two", "shared", async () => answering(say("first"), say("second"))),
      command("alone", "private", async () => answering(menu("page 1"), say("more of it"))),
      command("menu", "shared", async () => answering(menu("page 1"))),
      command("slow", "private", async () => {
        await systemClock.sleep(1_500);
        return answering(say("late"), say("later"));
      }),
      command("count", "shared", async () => async () => {
        effects.push("counted");
        return [say("counted")];
      }),
    ],
    actions: [
      press("test.turn", "update", "shared", async () => answering(menu("page 2"))),
      press("test.nothing", "new", "shared", async () => answering()),
    ],
  };
}

describe("answers to interactions", () => {
  let world: DiscordDesk;
  const effects: string[] = [];

  const begin = async (discord: FakeDiscordOptions = {}) => {
    effects.length = 0;
    world = await startDiscordDesk({ discord, features: [everyWay(effects)] });
    const person = world.discord.person();
    return { person, seat: person.in(world.discord.guild().general) };
  };

  afterEach(async () => {
    await world.close();
    expect(world.discord.violations).toEqual([]);
  });

  test("the first fills what was acknowledged, the next follow it, unseen where the matter is private", async () => {
    const { seat } = await begin();
    expect((await seat.runs("/two").answer(TIMEOUT)).text).toBe("first");
    expect((await seat.hears(({ text: words }) => words === "second", TIMEOUT)).isEphemeral).toBe(false);
    expect(await seat.runs("/alone").answer(TIMEOUT)).toMatchObject({ text: "page 1", isEphemeral: true });
    expect((await seat.hears(({ text: words }) => words === "more of it", TIMEOUT)).isEphemeral).toBe(true);
  });

  test("a page turns in place, also one that only its reader sees", async () => {
    const { seat } = await begin();
    for (const command of ["/menu", "/alone"]) {
      const page = await seat.runs(command).answer(TIMEOUT);
      await world.desk.idle();
      const use = seat.presses("Turn");
      expect(await use.answer(TIMEOUT)).toMatchObject({
        id: page.id,
        text: "page 2",
        isEphemeral: command === "/alone",
      });
      expect(use.interaction.response).toBe(6);
    }
  });

  test("a press that nothing answers leaves no one thinking", async () => {
    const { seat } = await begin();
    await seat.runs("/menu").answer(TIMEOUT);
    await seat.presses("Nothing").acknowledged(TIMEOUT);
    await expect.poll(() => seat.shown().filter(({ isLoading }) => isLoading), TIMEOUT).toEqual([]);
    expect(seat.shown().filter(({ isFromBot }) => isFromBot)).toHaveLength(1);
  });

  test("when the token is void, what is private goes to the direct messages and all else to the channel", async () => {
    const { person, seat } = await begin({ tokenMs: 200 });
    seat.runs("/slow");
    await person.hears(2, TIMEOUT).then((heard) => expect(heard.map((one) => one.text)).toEqual(["late", "later"]));
    const sent = world.discord.ledger.of("create_message").filter(({ status }) => status === 200);
    expect(sent.every(({ body }) => (body as { enforce_nonce?: boolean }).enforce_nonce === true)).toBe(true);
  });

  test("an interaction that Discord forgot has no effect, and is kept as void", async () => {
    const { seat } = await begin({ voidShare: 1 });
    const use = seat.runs("/count");
    await expect.poll(async () => stateOf(use.interaction.id), TIMEOUT).toBe("void");
    await world.desk.idle();
    expect([effects, use.interaction.response]).toEqual([[], null]);
  });

  test("an acknowledgement that is lost on its way is made sure of, and the effect comes once", async () => {
    const { seat } = await begin();
    world.discord.faults.next("create_interaction_response", { kind: "reset after" });
    expect((await seat.runs("/count").answer(TIMEOUT)).text).toBe("counted");
    world.discord.faults.next("create_interaction_response", { kind: "500" });
    expect((await seat.runs("/count").answer(TIMEOUT)).text).toBe("counted");
    expect(effects).toHaveLength(2);
  });

  test("who closed their direct messages is left alone, and is answered again once they write", async () => {
    const { person } = await begin();
    person.says("/count");
    await person.hears(1, TIMEOUT);
    person.closesDirectMessages();
    person.says("/count");
    await expect.poll(async () => unreachable(person.user.id), TIMEOUT).toBe(true);
    person.opensDirectMessages();
    person.says("/count");
    expect((await person.hears(1, TIMEOUT))[0]?.text).toBe("counted");
  });

  const stateOf = async (interaction: string) =>
    (
      await world.app.store.read
        .selectFrom("inbox")
        .select("state")
        .where("event_id", "=", `i${interaction}`)
        .executeTakeFirst()
    )?.state;

  const unreachable = async (account: string) =>
    (
      await world.app.store.read
        .selectFrom("accounts")
        .select("unreachable_at")
        .where("account", "=", account)
        .executeTakeFirst()
    )?.unreachable_at != null;
});
