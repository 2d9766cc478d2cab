import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { ALL_ROLES, type Desk } from "../../src/conversation/desk.ts";
import type { Feature } from "../../src/conversation/feature.ts";
import { createDiscordPlatform } from "../../src/platforms/discord/adapter.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { createLogger } from "../../src/shared/logger.ts";
import { connected } from "./discord-service.ts";
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from "./fake-discord/fake-discord.ts";
import { fillWithStarter } from "./starter-home.ts";

/** The desk with Discord as its only platform, in this process, and Discord's stand-in. */
export type DiscordDesk = {
  readonly app: App;
  readonly desk: Desk;
  readonly discord: FakeDiscord;
  readonly close: () => Promise<void>;
};

export async function startDiscordDesk(
  options: { readonly discord?: FakeDiscordOptions; readonly features?: readonly Feature[] } = {},
): Promise<DiscordDesk> {
  const specification = process.env.DISCORD_SPECIFICATION;
  const discord = await startFakeDiscord({ specification, ...options.discord });
  const home = mkdtempSync(join(tmpdir(), "silkdesk-discord-"));
  await fillWithStarter(home);
  const log = createLogger("silent");
  const moreFeatures = options.features ?? [];
  const app = await createApp({ config: readConfig({ SILKDESK_HOME: home }), clock: systemClock, log, moreFeatures });
  await app.loadStarter();
  const config = { token: discord.token, apiRoot: discord.api, guildId: null, shards: null };
  const { platform } = createDiscordPlatform({ config, translator: app.translator, clock: systemClock, log });
  const desk = app.createDesk([platform]);
  await desk.start(ALL_ROLES);
  await connected(discord);
  return {
    app,
    desk,
    discord,
    close: async () => {
      await desk.stop();
      await app.close();
      await discord.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
