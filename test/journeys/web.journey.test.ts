import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Service, startService } from "../support/service.ts";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const SHOTS = new URL("../shots", import.meta.url).pathname;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
const PHONE = { width: 360, height: 740 };

/** Where Chromium is not installed these journeys are skipped, and reported so. */
describe.runIf(existsSync(CHROMIUM))("the web chat in a browser", () => {
  const home = mkdtempSync(join(tmpdir(), "silkdesk-web-"));
  let service: Service;
  let browser: Browser;
  let context: BrowserContext | undefined;

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    service = await startService(home);
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
  });

  afterEach(async () => context?.close());

  afterAll(async () => {
    await browser.close();
    await service.stop();
    rmSync(home, { recursive: true, force: true });
  });

  const open = async (locale: string, viewport = PHONE): Promise<Page> => {
    context = await browser.newContext({ locale, viewport });
    const page = await context.newPage();
    await page.goto(service.url);
    return page;
  };

  const ask = async (page: Page, question: string): Promise<string> => {
    const answers = page.locator("article.desk:not(.welcome)");
    const before = await answers.count();
    await page.locator("#message").fill(question);
    await page.keyboard.press("Enter");
    await answers.nth(before).waitFor();
    return answers.nth(before).innerText();
  };

  /** A picture to look at, once nothing moves any more. */
  const shoot = async (page: Page, name: string): Promise<void> => {
    await page.waitForTimeout(700);
    await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  };

  const seriousFaults = async (page: Page): Promise<string[]> => {
    await page.evaluate(AXE);
    type Violation = {
      readonly id: string;
      readonly impact: string;
      readonly nodes: readonly { readonly html: string }[];
    };
    const found = await page.evaluate<Violation[]>(
      `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }).then(({ violations }) => violations)`,
    );
    return found
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  };

  test.each([
    ["en", "How many companies took part in the 2017 expo in Turkey?", "92 Hangzhou companies", "ltr"],
    ["zh-CN", "2017年土耳其展会有多少家企业参展？", "92家杭州企业", "ltr"],
    ["ar", "كم عدد المشترين الأتراك في المعرض؟", "15,000 Turkish buyers", "rtl"],
  ])("in %s: asks, reads the answer, and opens its source", async (locale, question, words, direction) => {
    const page = await open(locale);
    expect(await page.locator("html").getAttribute("dir")).toBe(direction);
    expect(await ask(page, question)).toContain(words);
    await page
      .locator("article.desk a, article.desk button")
      .filter({ hasText: /^\[?1\]?$/ })
      .first()
      .click();
    const source = page.locator("article.desk details").first();
    await expect.poll(() => source.getAttribute("open")).not.toBeNull();
    expect(await source.locator("blockquote").innerText()).toContain(words);
    await shoot(page, `chat-${locale}`);
    expect(await seriousFaults(page)).toEqual([]);
    const overflow = await page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });

  test("what the documents don't say goes to a person, with details by a form", async () => {
    const page = await open("en", { width: 1280, height: 800 });
    expect(await ask(page, "What does a haircut cost in Reykjavik?")).toContain("won't guess");
    await page.getByRole("button", { name: "Ask a person" }).last().click();
    await page.getByRole("button", { name: "Add details" }).waitFor();
    await page.getByRole("button", { name: "Add details" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await shoot(page, "form");
    expect(await seriousFaults(page)).toEqual([]);
    await dialog.getByLabel("What is it about?").selectOption({ label: "Tax and customs" });
    await dialog.getByLabel(/What should our staff know/).fill("Silk scarves");
    await dialog.getByRole("button", { name: "Send to staff" }).click();
    await page.getByText("Your details are saved").waitFor();
    await shoot(page, "person");
  });

  test("the language is switched on the page and remembered", async () => {
    const page = await open("en");
    await page.getByRole("combobox", { name: "Language" }).selectOption("ar");
    await expect.poll(() => page.locator("html").getAttribute("dir")).toBe("rtl");
    await page.goto(service.url);
    expect(await page.locator("html").getAttribute("lang")).toBe("ar");
  });

  test("the transcript is there after a reload, and goes on after the service was killed and came back", async () => {
    const page = await open("en");
    await ask(page, "What is the IOSS?");
    await page.reload();
    await page.getByText("import one-stop shop").first().waitFor();
    const port = new URL(service.url).port;
    await service.stop("SIGKILL");
    await page.locator("#message").fill("How many companies took part in the 2017 expo in Turkey?");
    await page.keyboard.press("Enter");
    service = await startService(home, { PORT: port });
    await page.getByText("92 Hangzhou companies").first().waitFor({ timeout: 20_000 });
    expect(await page.locator("article.own").filter({ hasText: "2017 expo" }).count()).toBe(1);
  });

  test("works by keyboard alone", async () => {
    const page = await open("en");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.type("What is the IOSS?");
    await page.keyboard.press("Enter");
    await page.getByText("import one-stop shop").first().waitFor();
  });
});
