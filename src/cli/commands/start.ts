import { type Command, InvalidArgumentError, Option } from "commander";
import type { DeskRoles } from "../../conversation/desk.ts";
import { systemClock } from "../../shared/clock.ts";
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
  const { createWebPlatform } = await import("../../platforms/web/adapter.ts");
  const { createMetrics } = await import("../../server/metrics.ts");
  const { createReadiness } = await import("../../server/readiness.ts");
  const { startServer } = await import("../../server/server.ts");
  await withApp(options, async (app, config, log) => {
    if (!app.store.traits.sharedQueue) await app.store.claimAlone("service");
    const loaded = await app.loadStarter();
    const web = createWebPlatform({
      config: { publicUrl: config.publicUrl },
      translator: app.translator,
      clock: systemClock,
      log,
    });
    const desk = app.createDesk([web.platform]);
    await desk.start(options.role);
    const server = await startServer({
      host: config.host,
      port: config.port,
      routes: [web.routes],
      readiness: createReadiness({
        store: app.store,
        home: config.home,
        now: systemClock.now,
        bots: [{ platform: web.platform.id, bot: web.platform.bot }],
        documents: async () => (await app.knowledge.live()).versions.size,
      }),
      metrics: createMetrics(app.store),
    }).catch(async (error: unknown) => {
      await desk.stop();
      throw error;
    });
    const documents = (await app.knowledge.live()).documentsOn(systemClock.now().slice(0, 10));
    print(`Silkdesk is ready${loaded > 0 ? ` (${loaded} starter notes loaded)` : ""}.`);
    print(`  Web chat   ${server.address}/`);
    print(`  Health     ${server.address}/readyz`);
    print(`  Knowledge  ${documents.size} documents`);
    print(`  Data       ${config.database.kind === "sqlite" ? config.database.file : "PostgreSQL"}`);
    await untilToldToStop();
    log.info("stopping");
    await desk.stop();
    await server.close();
  });
}

async function untilToldToStop(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
  });
}
