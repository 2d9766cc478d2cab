import { type Command, InvalidArgumentError, Option } from "commander";
import type { Config } from "../../config.ts";
import type { DeskRoles, StartFault } from "../../conversation/desk.ts";
import { checkSecrets } from "../../features/company/index.ts";
import { SEALED_LISTINGS } from "../../features/expo/index.ts";
import type { Translator } from "../../i18n/translator.ts";
import type { DiscordPlatform } from "../../platforms/discord/adapter.ts";
import type { TelegramPlatform } from "../../platforms/telegram/adapter.ts";
import { systemClock } from "../../shared/clock.ts";
import { messageOf } from "../../shared/errors.ts";
import type { Logger } from "../../shared/logger.ts";
import { type GlobalOptions, withApp } from "../context.ts";
import { print } from "../output.ts";

const ROLES = ["all", "receive", "work", "deliver", "console"] as const;

type StartOptions = GlobalOptions & { readonly role: DeskRoles };

/** `start`: runs the service until it is told to stop. */
export function addStart(program: Command): void {
  program
    .command("start")
    .description("run the service: the web chat and everything behind it")
    .addOption(
      new Option("--role <roles>", `what this process does, parted by commas: ${ROLES.join(", ")}`)
        .argParser(parseRoles)
        .default(parseRoles("all"), "all"),
    )
    .action(async (_options: unknown, command: Command) => {
      await serve(command.optsWithGlobals<StartOptions>());
    });
}

function parseRoles(value: string): DeskRoles {
  const roles = value.split(",").map((role) => role.trim());
  const unknown = roles.find((role) => !ROLES.some((known) => known === role));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is none of ${ROLES.join(", ")}.`);
  const has = (role: string): boolean => roles.includes("all") || roles.includes(role);
  return { receive: has("receive"), work: has("work"), deliver: has("deliver") };
}

async function serve(options: StartOptions): Promise<void> {
  // Every other command starts sooner without these.
  const { createTelegramPlatform } = await import("../../platforms/telegram/adapter.ts");
  const { createWebPlatform } = await import("../../platforms/web/adapter.ts");
  const { createMetrics } = await import("../../server/metrics.ts");
  const { createReadiness } = await import("../../server/readiness.ts");
  const { startServer } = await import("../../server/server.ts");
  await withApp(options, async (app, config, log) => {
    if (!app.store.traits.sharedQueue) await app.store.claimAlone("service");
    await checkSecrets(app.store.read, app.sealer, [SEALED_LISTINGS]);
    const loaded = await app.loadStarter();
    // Opened before anyone can ask: a network that wants an answer within seconds must not wait for it.
    const live = await app.knowledge.live();
    const web = createWebPlatform({
      config: { publicUrl: config.publicUrl },
      translator: app.translator,
      clock: systemClock,
      log,
    });
    const telegram =
      config.telegram === null
        ? null
        : createTelegramPlatform({ config: config.telegram, translator: app.translator, clock: systemClock, log });
    const discord = await openDiscord(config, app.translator, log);
    const bots = [telegram, discord].flatMap((bot) => (bot === null ? [] : [bot.platform]));
    const platforms = [web.platform, ...bots];
    const desk = app.createDesk(platforms);
    // The server first: what a network delivers to it comes as soon as the desk has started.
    const server = await startServer({
      host: config.host,
      port: config.port,
      routes: [web.routes, ...(telegram === null ? [] : [telegram.routes])],
      readiness: createReadiness({
        store: app.store,
        home: config.home,
        now: systemClock.now,
        bots: platforms.map(({ id, bot }) => ({ platform: id, bot })),
        documents: async () => (await app.knowledge.live()).versions.size,
      }),
      metrics: createMetrics(app.store),
    });
    const faults = await desk.start(options.role).catch(async (error: unknown) => {
      await server.close();
      throw error;
    });
    for (const { platform, error } of faults)
      log.error({ platform, reason: messageOf(error) }, "a platform is left out");
    const documents = live.documentsOn(systemClock.now().slice(0, 10));
    print(`Silkdesk is ready${loaded > 0 ? ` (${loaded} starter notes loaded)` : ""}.`);
    print(`  Web chat   ${server.address}/`);
    print(`  Telegram   ${telegramState(config, telegram, faults)}`);
    print(`  Discord    ${discordState(config, discord, faults)}`);
    print(`  Health     ${server.address}/readyz`);
    print(`  Knowledge  ${documents.size} documents`);
    print(`  Data       ${config.database.kind === "sqlite" ? config.database.file : "PostgreSQL"}`);
    await untilToldToStop();
    log.info("stopping");
    await desk.stop();
    await server.close();
  });
}

/** Its client takes a while to load: only where there is a bot. */
async function openDiscord(config: Config, translator: Translator, log: Logger): Promise<DiscordPlatform | null> {
  if (config.discord === null) return null;
  const { createDiscordPlatform } = await import("../../platforms/discord/adapter.ts");
  return createDiscordPlatform({ config: config.discord, translator, clock: systemClock, log });
}

/** What the start says of Discord: who it is there, or what is missing. */
function discordState(config: Config, discord: DiscordPlatform | null, faults: readonly StartFault[]): string {
  if (discord === null) return "not connected: DISCORD_BOT_TOKEN (from the Developer Portal) would add it";
  const fault = faults.find(({ platform }) => platform === discord.platform.id);
  if (fault !== undefined) return `NOT CONNECTED: ${messageOf(fault.error)}`;
  const name = discord.username();
  const guild = config.discord?.guildId ?? null;
  return name === null ? "connecting" : `${name} (commands ${guild === null ? "everywhere" : `in server ${guild}`})`;
}

/** What the start says of Telegram: who it is there, or what is missing. */
function telegramState(config: Config, telegram: TelegramPlatform | null, faults: readonly StartFault[]): string {
  if (telegram === null) return "not connected: TELEGRAM_BOT_TOKEN (from @BotFather) would add it";
  const fault = faults.find(({ platform }) => platform === telegram.platform.id);
  if (fault !== undefined) return `NOT CONNECTED: ${messageOf(fault.error)}`;
  const name = telegram.username();
  const way = config.telegram?.webhook === null ? "long polling" : "webhook";
  return name === null ? "connecting" : `https://t.me/${name} (${way})`;
}

async function untilToldToStop(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
  });
}
