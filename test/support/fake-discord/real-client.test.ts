import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  Partials,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import { afterEach, describe, expect, it } from "vitest";
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from "./fake-discord.ts";

let discord: FakeDiscord;
let client: Client;
afterEach(async () => {
  await client.destroy();
  await discord.stop();
  expect(discord.violations).toEqual([]);
  expect(discord.breaches).toEqual([]);
});

const COMMANDS = [
  {
    name: "ask",
    description: "Asks something",
    nameLocalizations: { "zh-CN": "提问" },
    options: [
      { type: 3, name: "question", description: "What to ask", required: true },
      { type: 3, name: "topic", description: "About what", autocomplete: true },
    ],
  },
  { name: "form", description: "Opens a form" },
] as const;

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    return interaction.respond([{ name: `${interaction.options.getFocused()}s`, value: "t" }]);
  }
  if (interaction.isChatInputCommand() && interaction.commandName === "form") {
    const name = new TextInputBuilder().setCustomId("name").setStyle(TextInputStyle.Short);
    const modal = new ModalBuilder().setCustomId("company").setTitle("Your company");
    modal.addLabelComponents(new LabelBuilder().setLabel("Name").setTextInputComponent(name));
    await interaction.showModal(modal);
    return;
  }
  if (interaction.isChatInputCommand()) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId("more").setLabel("More").setStyle(ButtonStyle.Primary),
    );
    const select = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
      new StringSelectMenuBuilder().setCustomId("hall").addOptions({ label: "Hall 1", value: "1" }),
    );
    const content = `${interaction.locale}: ${interaction.options.getString("question")}`;
    await interaction.editReply({ content, components: [row, select] });
    return;
  }
  if (interaction.isButton()) {
    await interaction.deferUpdate();
    const files = [new AttachmentBuilder(Buffer.from("a,b\n"), { name: "list.csv", description: "A list" })];
    await interaction.editReply({ content: "with a file", components: [], files });
    await interaction.followUp({ content: "and more", flags: MessageFlags.Ephemeral });
    return;
  }
  if (interaction.isStringSelectMenu()) {
    await interaction.update({ content: `picked ${interaction.values.join()}`, components: [] });
    return;
  }
  if (interaction.isModalSubmit())
    await interaction.reply({ content: `hello ${interaction.fields.getTextInputValue("name")}` });
}

async function start(options: FakeDiscordOptions = {}, more: Partial<ClientOptions> = {}): Promise<void> {
  discord = await startFakeDiscord({
    specification: process.env.DISCORD_SPECIFICATION,
    gateway: { heartbeatMs: 400 },
    starts: { maxConcurrency: 16 },
    ...options,
  });
  client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    rest: { api: discord.api, version: "10" },
    ...more,
  });
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
}

const ready = async () => {
  const isReady = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await isReady;
  await client.application?.commands.set(COMMANDS);
};

describe("discord.js against the stand-in", () => {
  it("logs in, learns its guilds, and registers commands", async () => {
    await start();
    const { id } = discord.guild({ name: "Expo" });
    await ready();
    expect(client.user?.id).toBe(discord.bot.id);
    expect(client.guilds.cache.map((guild) => guild.name)).toEqual(["Expo"]);
    expect(client.guilds.cache.get(id)?.channels.cache.size).toBe(1);
    expect(discord.commands(null).map(({ name }) => name)).toEqual(["ask", "form"]);
  });

  it("defers and edits an ephemeral answer, changes it with a file, and follows up", async () => {
    await start();
    const guild = discord.guild();
    const lin = discord.person({ locale: "zh-CN" }).in(guild.general);
    await ready();
    const asked = await lin.runs("/提问", { question: "fees?" }).answer();
    expect(asked).toMatchObject({ text: "zh-CN: fees?", isEphemeral: true, buttons: [["More"]] });
    const more = await lin.presses("More").answer();
    const [file] = more.files;
    expect([file?.filename, file?.description]).toEqual(["list.csv", "A list"]);
    expect(await (await fetch(file?.url ?? "")).text()).toBe("a,b\n");
    expect((await lin.hears(({ text }) => text === "and more")).isEphemeral).toBe(true);
    expect(discord.person().in(guild.general).shown()).toEqual([]);
  });

  it("offers choices, takes a pick, and opens and reads a form", async () => {
    await start();
    const lin = discord.person();
    await ready();
    const typing = lin.types("/ask", "topic", "fee", { question: "x" });
    expect(await typing.choices()).toEqual([{ name: "fees", value: "t" }]);
    await lin.runs("/ask", { question: "x" }).answer();
    expect((await lin.picks("Hall 1").answer()).text).toBe("picked 1");
    const form = await lin.runs("/form").modal();
    expect(form).toMatchObject({ title: "Your company", fields: [{ label: "Name", customId: "name" }] });
    expect((await lin.fills({ Name: "Yiwu Lamps" }).answer()).text).toBe("hello Yiwu Lamps");
  });

  it("writes to a person, and hears them", async () => {
    await start();
    const lin = discord.person();
    discord.guild().joins(lin);
    await ready();
    const heard = new Promise((resolve) => client.once(Events.MessageCreate, ({ content }) => resolve(content)));
    lin.says("hello bot");
    expect(await heard).toBe("hello bot");
    const user = await client.users.fetch(lin.user.id);
    await user.send({ content: "hello person", nonce: "n-1", enforceNonce: true });
    await user.send({ content: "hello person", nonce: "n-1", enforceNonce: true });
    expect(await lin.hears()).toMatchObject([{ text: "hello person" }]);
  });

  it("resumes after a break, and gets what it missed", async () => {
    await start();
    const lin = discord.person();
    await ready();
    const heard: string[] = [];
    client.on(Events.MessageCreate, ({ content }) => void heard.push(content));
    discord.gateway.shut(true);
    discord.gateway.drop();
    for (const n of [1, 2, 3]) lin.says(`missed ${n}`);
    discord.gateway.shut(false);
    await expect.poll(() => heard, { timeout: 10_000 }).toEqual(["missed 1", "missed 2", "missed 3"]);
    const kinds = discord.ledger.gateway.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "identify")).toHaveLength(1);
    expect(kinds.at(-1)).toBe("resumed");
  });

  it("follows the request to reconnect, and notices a gateway that fell silent", async () => {
    await start();
    await ready();
    discord.gateway.askToReconnect();
    const resumed = () => discord.ledger.gateway.filter(({ kind }) => kind === "resumed").length;
    await expect.poll(resumed, { timeout: 10_000 }).toBe(1);
    discord.gateway.mute();
    await expect.poll(resumed, { timeout: 20_000 }).toBe(2);
  });

  it("keeps to the limits that it is told", async () => {
    const create_message = { n: 2, perMs: 150 };
    await start({ limits: { routes: { create_message } } });
    const lin = discord.person();
    discord.guild().joins(lin);
    await ready();
    const direct = await (await client.users.fetch(lin.user.id)).createDM();
    const before = performance.now();
    await Promise.all([1, 2, 3, 4, 5, 6].map((n) => direct.send(`n ${n}`)));
    expect(performance.now() - before).toBeGreaterThan(250);
    expect(lin.shown()).toHaveLength(6);
  });

  it("waits as long as a 429 says, and tries again after a server's fault", async () => {
    await start();
    const lin = discord.person();
    discord.guild().joins(lin);
    await ready();
    const direct = await (await client.users.fetch(lin.user.id)).createDM();
    discord.faults.next("create_message", { kind: "429", retryAfter: 1 });
    discord.faults.next("create_message", { kind: "500" });
    await direct.send("hello");
    const [limited, failed, sent] = discord.ledger.of("create_message");
    expect([limited?.status, failed?.status, sent?.status]).toEqual([429, 500, 200]);
    expect((failed?.at ?? 0) - (limited?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it("learns that an interaction is unknown when it comes too late", async () => {
    await start({ deadlineMs: 20 });
    const lin = discord.person();
    await ready();
    client.removeAllListeners(Events.InteractionCreate);
    const failed = new Promise((resolve) => {
      client.once(Events.InteractionCreate, async (interaction) => {
        await new Promise((later) => setTimeout(later, 40));
        if (interaction.isChatInputCommand()) interaction.deferReply().catch(resolve);
      });
    });
    const use = lin.runs("/form");
    expect(await failed).toMatchObject({ code: 10_062, status: 404 });
    expect(use.interaction.fate).toBe("void");
  });

  it("runs as two shards, each with its guilds", async () => {
    await start({}, { shards: [0, 1], shardCount: 2 });
    const ids = [4n << 22n, 5n << 22n].map(String);
    for (const id of ids) discord.guild({ id });
    await ready();
    expect(ids.map((id) => client.guilds.cache.get(id)?.shardId)).toEqual([0, 1]);
    expect(discord.sessions()).toBe(2);
  });
});
