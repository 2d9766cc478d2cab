import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { ALL_ROLES, type Desk } from "../../src/conversation/desk.ts";
import type { Feature } from "../../src/conversation/feature.ts";
import type { Capabilities } from "../../src/message/capabilities.ts";
import { createTelegramPlatform } from "../../src/platforms/telegram/adapter.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { createLogger } from "../../src/shared/logger.ts";
import { scheduleBroadcast } from "../../src/store/broadcasts.ts";
import { message } from "./events.ts";
import { type FakeTelegram, type FakeTelegramOptions, startFakeTelegram } from "./fake-telegram/fake-telegram.ts";
import { fillWithStarter } from "./starter-home.ts";

/** The desk with Telegram as its only platform, in this process, and Telegram's stand-in. */
export type TelegramDesk = {
  readonly app: App;
  readonly desk: Desk;
  readonly telegram: FakeTelegram;
  /** Sends a campaign to everyone who was ever met. */
  readonly broadcast: () => Promise<void>;
  /** Resolves when every update is confirmed, handled and answered. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function startTelegramDesk(
  options: {
    readonly telegram?: FakeTelegramOptions;
    /** Other capabilities than Telegram's own, such as no pace for a control. */
    readonly capabilities?: Partial<Capabilities>;
    readonly features?: readonly Feature[];
  } = {},
): Promise<TelegramDesk> {
  const specification = process.env.TELEGRAM_SPECIFICATION;
  const telegram = await startFakeTelegram({ specification, ...options.telegram });
  const home = mkdtempSync(join(tmpdir(), "silkdesk-telegram-"));
  const log = createLogger("silent");
  await fillWithStarter(home);
  const app = await createApp({
    config: readConfig({ SILKDESK_HOME: home }),
    clock: systemClock,
    log,
    moreFeatures: options.features ?? [],
  });
  const config = { token: telegram.token, apiRoot: telegram.url, webhook: null };
  const { platform } = createTelegramPlatform({ config, translator: app.translator, clock: systemClock, log });
  const capabilities = { ...platform.capabilities, ...options.capabilities };
  const desk = app.createDesk([{ ...platform, capabilities }]);
  await desk.start(ALL_ROLES);
  return {
    app,
    desk,
    telegram,
    broadcast: async () => {
      const now = systemClock.now();
      await app.store.transaction((tx) =>
        scheduleBroadcast(tx, message("settings.welcome", "broadcast"), {}, { startsAt: now, now }),
      );
    },
    settled: async () => {
      await telegram.settled({ timeout: 120_000 });
      await desk.idle();
    },
    close: async () => {
      await desk.stop();
      await app.close();
      await telegram.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
