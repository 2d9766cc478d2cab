import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FakeTelegram, type FakeTelegramOptions, startFakeTelegram } from "./fake-telegram/fake-telegram.ts";
import { type Service, startService } from "./service.ts";
import { fillWithStarter } from "./starter-home.ts";

/** How updates reach the service. */
export type Mode = "polling" | "webhook";
export const MODES: readonly Mode[] = ["polling", "webhook"];

export const WEBHOOK_SECRET = "a-secret-of-the-tests_0123";

/** The real service beside Telegram's stand-in. It can be killed and started again on the same data. */
export type TelegramService = {
  readonly telegram: FakeTelegram;
  readonly home: string;
  readonly service: () => Service;
  /** The webhook's address; empty where the bot polls. */
  readonly webhookUrl: string;
  readonly start: () => Promise<Service>;
  readonly kill: () => Promise<void>;
  /** Ends both. Returns what a correct bot never does. */
  readonly close: () => Promise<{ readonly violations: readonly unknown[]; readonly breaches: readonly unknown[] }>;
};

export async function startTelegramService(
  mode: Mode,
  options: FakeTelegramOptions = {},
  environment: Record<string, string> = {},
): Promise<TelegramService> {
  const specification = process.env.TELEGRAM_SPECIFICATION;
  const telegram = await startFakeTelegram({ specification, ...options });
  const home = mkdtempSync(join(tmpdir(), "silkdesk-telegram-"));
  await fillWithStarter(home);
  const port = await freePort();
  const webhookUrl = mode === "webhook" ? `http://127.0.0.1:${port}/telegram` : "";
  let service: Service | null = null;
  const start = async (): Promise<Service> => {
    service = await startService(home, {
      PORT: String(port),
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url,
      ...(mode === "webhook" ? { TELEGRAM_WEBHOOK_URL: webhookUrl, TELEGRAM_WEBHOOK_SECRET: WEBHOOK_SECRET } : {}),
      ...environment,
    });
    return service;
  };
  await start();
  return {
    telegram,
    home,
    webhookUrl,
    start,
    service: () => {
      if (service === null) throw new Error("the service is not running");
      return service;
    },
    kill: async () => void (await service?.stop("SIGKILL")),
    close: async () => {
      await service?.stop();
      await telegram.stop();
      rmSync(home, { recursive: true, force: true });
      return { violations: telegram.violations, breaches: telegram.breaches };
    },
  };
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
