import { load } from "cheerio";
import type { Hono } from "hono";
import type { App } from "../../src/app.ts";
import type { Platform } from "../../src/message/platform.ts";
import { createDiscordPlatform } from "../../src/platforms/discord/adapter.ts";
import { createTelegramPlatform } from "../../src/platforms/telegram/adapter.ts";
import { createTerminalPlatform } from "../../src/platforms/terminal/adapter.ts";
import { createWebPlatform } from "../../src/platforms/web/adapter.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { createId } from "../../src/shared/ids.ts";
import { createLogger } from "../../src/shared/logger.ts";
import { startFakeDiscord } from "./fake-discord/fake-discord.ts";
import { startFakeTelegram } from "./fake-telegram/fake-telegram.ts";

/** A person at a platform, through its own front door. */
export type PlatformDriver = {
  readonly platform: Platform;
  readonly says: (words: string) => Promise<void>;
  readonly presses: (label: string) => Promise<void>;
  readonly opensSource: (n: number) => Promise<string>;
  /** Opens the form behind a button, answers it by the labels that are shown, and submits it. */
  readonly fillsIn: (button: string, answers: Readonly<Record<string, string>>, submit: string) => Promise<void>;
  /** The words that were shown since the last thing the person did. */
  readonly shown: () => string;
  /** The same as the platform sends it. */
  readonly raw: () => string;
  /** Ends what the network itself needs, where it needs anything. */
  readonly close?: () => Promise<void>;
};

/** Every platform of the product, and how a test sits down at it. A new one gets an entry here. */
export const PLATFORM_DRIVERS: readonly {
  readonly id: string;
  readonly create: (app: App) => Promise<PlatformDriver>;
}[] = [
  { id: "terminal", create: async () => createTerminalDriver() },
  { id: "web", create: async (app) => createWebDriver(app) },
  { id: "telegram", create: createTelegramDriver },
  { id: "discord", create: createDiscordDriver },
];

function createTerminalDriver(): PlatformDriver {
  let screen = "";
  let last = "";
  const terminal = createTerminalPlatform({ name: "tester", language: "en", styled: false }, (text) => {
    screen += `${text}\n`;
  });
  const type = async (line: string): Promise<void> => {
    last = screen;
    screen = "";
    await terminal.say(line);
  };
  const inputFor = (label: string): string => {
    const found = new RegExp(`^(\\w+)\\) .*${label}`, "mu").exec(screen);
    if (found?.[1] === undefined) throw new Error(`"${label}" is not offered in:\n${screen}`);
    return found[1];
  };
  const answered = async (): Promise<void> => {
    for (let turn = 0; turn < 200 && screen === ""; turn++) await systemClock.sleep(10);
    await systemClock.sleep(30);
  };
  return {
    platform: terminal,
    says: type,
    presses: (label) => type(inputFor(label)),
    opensSource: async (n) => {
      await type(String(n));
      await answered();
      return screen;
    },
    fillsIn: async (button, answers, submit) => {
      await type(inputFor(button));
      await answered();
      await type(inputFor(answers.topic ?? ""));
      await answered();
      await type(answers.details ?? "");
      await answered();
      await type(inputFor(submit));
    },
    shown: () => screen,
    raw: () => last + screen,
  };
}

function createWebDriver(app: App): PlatformDriver {
  const origin = "http://desk.test";
  const web: { readonly platform: Platform; readonly routes: Hono } = createWebPlatform({
    config: { publicUrl: origin },
    translator: app.translator,
    clock: systemClock,
    log: createLogger("silent"),
  });
  let cookie = "";
  let seen = 0;
  let html = "";

  const request = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = {
      Origin: origin,
      Host: "desk.test",
      "Sec-Fetch-Site": "same-origin",
      Cookie: cookie,
      "Accept-Language": "en",
      "Content-Type": "application/json",
    };
    const response = await web.routes.request(`${origin}${path}`, { ...init, headers });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return response;
  };
  const refresh = async (): Promise<string> => {
    html = await (await request("/")).text();
    return html;
  };
  const answers = () => load(html)("article.desk:not(.welcome)");
  const post = async (event: Record<string, unknown>): Promise<void> => {
    if (cookie === "") await refresh();
    seen = answers().length;
    const response = await request("/chat/events", {
      method: "POST",
      body: JSON.stringify({ id: createId(), ...event }),
    });
    if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
    for (let turn = 0; turn < 300; turn++) {
      await refresh();
      if (answers().length > seen) return;
      await systemClock.sleep(10);
    }
    throw new Error("no answer came");
  };
  const tokenOf = (label: string): string => {
    const $ = load(html);
    const found = $("button[data-token]")
      .filter((_index, element) => $(element).text().includes(label))
      .last()
      .attr("data-token");
    if (found === undefined) throw new Error(`there is no button "${label}"`);
    return found;
  };
  return {
    platform: web.platform,
    says: (words) => post({ kind: "text", text: words }),
    presses: (label) => post({ kind: "action", token: tokenOf(label), message: null }),
    opensSource: async (n) =>
      load(html)("article.desk details")
        .eq(n - 1)
        .text(),
    fillsIn: async (button, given) => {
      const token = tokenOf(button);
      const form = (await (await request(`/chat/form/${token}`)).json()) as {
        fields: { name: string; options: { value: string; label: string }[] }[];
      };
      const values = form.fields.map(({ name, options }) => [
        name,
        options.find(({ label }) => label === given[name])?.value ?? given[name] ?? "",
      ]);
      await post({ kind: "form", token, answers: Object.fromEntries(values) });
    },
    shown: () =>
      answers()
        .slice(seen)
        .map((_index, element) => load(html)(element).text())
        .get()
        .join("\n"),
    raw: () => answers().toString(),
  };
}

/** The longest message that a person can send; what is longer their app cuts by itself. */
const LONGEST_MESSAGE = 4_096;

async function createTelegramDriver(app: App): Promise<PlatformDriver> {
  const specification = process.env.TELEGRAM_SPECIFICATION;
  const telegram = await startFakeTelegram({ specification });
  const { platform } = createTelegramPlatform({
    config: { token: telegram.token, apiRoot: telegram.url, webhook: null },
    translator: app.translator,
    clock: systemClock,
    log: createLogger("silent"),
  });
  const lin = telegram.person({ first_name: "Lin", language_code: "en" });
  let seen = 0;
  const fromBot = () => lin.shown().filter(({ isFromBot }) => isFromBot);
  const fresh = () => fromBot().slice(seen);
  const act = async (act: () => unknown): Promise<void> => {
    seen = fromBot().length;
    act();
    await telegram.settled();
  };
  const answered = () => lin.hears(1, { timeout: 10_000 });
  return {
    platform,
    says: (words) => act(() => lin.says(words.slice(0, LONGEST_MESSAGE))),
    presses: (label) => act(() => lin.presses(label)),
    opensSource: async (n) => {
      await act(() => lin.presses(String(n)));
      return (await answered())[0]?.text ?? "";
    },
    fillsIn: async (button, answers, submit) => {
      await act(() => lin.presses(button));
      await answered();
      await act(() => lin.presses(answers.topic ?? ""));
      await answered();
      await act(() => lin.says(answers.details ?? ""));
      await answered();
      await act(() => lin.presses(submit));
    },
    shown: () =>
      fresh()
        .map(({ text }) => text)
        .join("\n"),
    raw: () => JSON.stringify(fromBot().map(({ entities }) => entities)),
    close: async () => {
      const { violations, breaches } = telegram;
      await telegram.stop();
      if (violations.length + breaches.length > 0) throw new Error(JSON.stringify({ violations, breaches }));
    },
  };
}

/** The longest message that a person can send; what is longer their app offers as a file. */
const LONGEST_ON_DISCORD = 2_000;

async function createDiscordDriver(app: App): Promise<PlatformDriver> {
  const discord = await startFakeDiscord({ specification: process.env.DISCORD_SPECIFICATION });
  const { platform } = createDiscordPlatform({
    config: { token: discord.token, apiRoot: discord.api, guildId: null, shards: null },
    translator: app.translator,
    clock: systemClock,
    log: createLogger("silent"),
  });
  const lin = discord.person({ name: "Lin" });
  const waiting = { timeout: 10_000 };
  let heard: readonly string[] = [];
  const listen = async (): Promise<void> => {
    heard = (await lin.hears(1, waiting)).map(({ text }) => text);
  };
  return {
    platform,
    says: async (words) => {
      await expectConnected(discord);
      lin.says(Array.from(words).slice(0, LONGEST_ON_DISCORD).join(""));
      await listen();
    },
    presses: async (label) => {
      await lin.presses(label).answer(waiting);
      await listen();
    },
    opensSource: async (n) => {
      const title = lin.shown().flatMap(({ selects }) => selects.flatMap(({ options }) => options));
      return (await lin.picks(title.findLast((one) => one.startsWith(`${n}.`)) ?? "").answer(waiting)).text;
    },
    fillsIn: async (button, answers) => {
      await lin.presses(button).modal(waiting);
      await lin.fills(answers).answer(waiting);
      await listen();
    },
    shown: () => heard.join("\n"),
    raw: () =>
      lin
        .shown()
        .filter(({ isFromBot }) => isFromBot)
        .map(({ text }) => text)
        .join("\n"),
    close: async () => {
      const { violations, breaches } = discord;
      await discord.stop();
      if (violations.length + breaches.length > 0) throw new Error(JSON.stringify({ violations, breaches }));
    },
  };
}

/** What is said before the bot has its first session is not kept for it. */
async function expectConnected({ sessions }: { readonly sessions: () => number }): Promise<void> {
  for (let turn = 0; turn < 500 && sessions() === 0; turn++) await systemClock.sleep(10);
}
