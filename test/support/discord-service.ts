import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../src/shared/clock.ts";
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from "./fake-discord/fake-discord.ts";
import { type Service, startService } from "./service.ts";
import { fillWithStarter } from "./starter-home.ts";

/** The real service beside Discord's stand-in. It can be killed and started again on the same data. */
export type DiscordService = {
  readonly discord: FakeDiscord;
  readonly home: string;
  readonly service: () => Service;
  readonly start: () => Promise<Service>;
  /** Ends both. Returns what a correct bot never does. */
  readonly close: () => Promise<{ readonly violations: readonly unknown[]; readonly breaches: readonly unknown[] }>;
};

export async function startDiscordService(
  options: FakeDiscordOptions = {},
  environment: Record<string, string> = {},
): Promise<DiscordService> {
  const specification = process.env.DISCORD_SPECIFICATION;
  const discord = await startFakeDiscord({ specification, ...options });
  const home = mkdtempSync(join(tmpdir(), "silkdesk-discord-"));
  await fillWithStarter(home);
  let service: Service | null = null;
  const start = async (): Promise<Service> => {
    service = await startService(home, {
      DISCORD_BOT_TOKEN: discord.token,
      DISCORD_API_ROOT: discord.api,
      ...environment,
    });
    return service;
  };
  await start();
  await connected(discord);
  return {
    discord,
    home,
    start,
    service: () => {
      if (service === null) throw new Error("the service is not running");
      return service;
    },
    close: async () => {
      await service?.stop();
      await discord.stop();
      rmSync(home, { recursive: true, force: true });
      return { violations: discord.violations, breaches: discord.breaches };
    },
  };
}

/** What is said before the bot has its first session is not kept for it. */
export async function connected({ sessions, commands }: FakeDiscord): Promise<void> {
  const isReady = () => sessions() > 0 && commands(null).length > 0;
  for (let turn = 0; turn < 1_000 && !isReady(); turn++) await systemClock.sleep(10);
}
