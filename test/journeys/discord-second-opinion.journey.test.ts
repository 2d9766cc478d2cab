import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startService } from "../support/service.ts";
import { fillWithStarter } from "../support/starter-home.ts";

const ENTRY = new URL("../second-opinion/node_modules/discord-digital-twin/dist/index.js", import.meta.url);
const TOKEN = `${"MTIzNDU2Nzg5MDEyMzQ1Njc4"}.GabcdE.${"x".repeat(38)}`;

/** As much as is used here of a stand-in that others wrote; it comes without types that our compiler takes. */
type Twin = {
  readonly restUrl: string;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly getFirstNonBotUserId: () => Promise<string>;
  readonly channel: (id: string) => {
    readonly user: (id: string) => {
      readonly runSlashCommand: (command: object) => Promise<{ readonly id: string }>;
      readonly selectMenu: (press: object) => Promise<{ readonly id: string }>;
    };
  };
  readonly prisma: {
    readonly channel: { readonly findMany: () => Promise<readonly { readonly id: string }[]> };
    readonly message: {
      readonly findMany: () => Promise<
        readonly { readonly id: string; readonly content: string; readonly components: string }[]
      >;
    };
  };
};

/** Where our own stand-in shares a misreading of Discord with our bot, this one does not. */
describe("a stand-in for Discord that others wrote", () => {
  const isInstalled = existsSync(ENTRY);
  if (!isInstalled) console.warn("The second opinion on Discord is skipped: npm ci --prefix test/second-opinion");

  test.runIf(isInstalled)("a buyer asks by command in a server, and opens a source in the list", async () => {
    const { DigitalDiscord } = (await import(ENTRY.href)) as { DigitalDiscord: new (options: object) => Twin };
    const twin = new DigitalDiscord({
      botToken: TOKEN,
      channels: [{ name: "general", type: 0 }],
      users: [{ username: "Buyer" }],
    });
    await twin.start();
    const home = mkdtempSync(join(tmpdir(), "silkdesk-second-"));
    await fillWithStarter(home);
    const service = await startService(home, { DISCORD_BOT_TOKEN: TOKEN, DISCORD_API_ROOT: twin.restUrl });
    const said = async () => (await twin.prisma.message.findMany()).map(({ content }) => content).join("\n");
    try {
      const [channel] = await twin.prisma.channel.findMany();
      const buyer = twin.channel(channel?.id ?? "").user(await twin.getFirstNonBotUserId());
      await expect.poll(service.said, { timeout: 10_000 }).toContain("commands everywhere");
      const question = { name: "question", type: 3, value: "How many companies took part in the 2017 expo in Turkey?" };
      await expect
        .poll(
          async () => {
            await buyer.runSlashCommand({ name: "ask", options: [question] });
            return said();
          },
          { timeout: 20_000, interval: 2_000 },
        )
        .toContain("92 Hangzhou companies");
      const before = await twin.prisma.message.findMany();
      const message = before.at(-1);
      const list = JSON.parse(message?.components ?? "[]")[0].components[0];
      await buyer.selectMenu({ messageId: message?.id, customId: list.custom_id, values: [list.options[0].value] });
      const shown = async () =>
        (await twin.prisma.message.findMany()).slice(before.length).map(({ content }) => content);
      await expect.poll(async () => (await shown()).join(), { timeout: 10_000 }).toMatch(/^> .*92/mu);
    } finally {
      await service.stop();
      await twin.stop();
      rmSync(home, { recursive: true, force: true });
    }
  });
});
