import { load } from "cheerio";
import type { Hono } from "hono";
import type { App } from "../../src/app.ts";
import type { Platform } from "../../src/message/platform.ts";
import { createTerminalPlatform } from "../../src/platforms/terminal/adapter.ts";
import { createWebPlatform } from "../../src/platforms/web/adapter.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { createId } from "../../src/shared/ids.ts";
import { createLogger } from "../../src/shared/logger.ts";

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
};

/** Every platform of the product, and how a test sits down at it. A new one gets an entry here. */
export const PLATFORM_DRIVERS: readonly { readonly id: string; readonly create: (app: App) => PlatformDriver }[] = [
  { id: "terminal", create: createTerminalDriver },
  { id: "web", create: createWebDriver },
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
