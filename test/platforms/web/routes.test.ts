import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { AppError } from "../../../src/shared/errors.ts";
import { sha256 } from "../../../src/shared/ids.ts";
import { COOKIE, missingKeys, post, startWeb, textEvent, textPiece } from "./support.ts";

const account = sha256("AAAAAAAAAAAAAAAAAAAAAA").slice(0, 32);

async function errorOf(response: Response): Promise<{ code: string; message: string }> {
  return ((await response.json()) as { error: { code: string; message: string } }).error;
}

describe("GET /", () => {
  it("makes a visitor whose secret is in a cookie that scripts can't read", async () => {
    const { routes } = await startWeb({ publicUrl: "https://desk.test" });
    const cookie = (await routes.request("/")).headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^silkdesk_visitor=[\w-]{22}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/u);
    const again = await routes.request("/", { headers: { cookie: COOKIE } });
    expect(again.headers.get("set-cookie")).toContain(COOKIE);
    expect((await (await startWeb()).routes.request("/")).headers.get("set-cookie")).not.toContain("Secure");
  });

  it("welcomes a new visitor with questions to begin with, and has a word for everything", async () => {
    const { routes } = await startWeb();
    const page = await (await routes.request("/")).text();
    expect(page).toContain("What is the IOSS, and up to which value?");
    expect(page).toContain('<html lang="en" dir="ltr">');
    expect(missingKeys.filter((key) => key.startsWith("web."))).toEqual([]);
  });

  it("shows the conversation so far, and where to read on", async () => {
    const { routes, add, say } = await startWeb();
    say("hello <b>");
    add(41, textPiece("An answer"));
    const page = await (await routes.request("/", { headers: { cookie: COOKIE } })).text();
    expect(page).toContain("hello &lt;b&gt;");
    expect(page).toContain("An answer");
    expect(page).toContain("&quot;after&quot;:41");
    expect(page).not.toContain('id="examples"');
  });

  it("speaks the language of the address, else the remembered one, else the browser's", async () => {
    const { routes, state } = await startWeb();
    const langOf = async (path: string, accept: string) =>
      /<html lang="(?<lang>[\w-]+)"/u.exec(
        await (await routes.request(path, { headers: { "accept-language": accept } })).text(),
      )?.groups?.lang;
    expect(await langOf("/", "fr;q=0.9, en;q=0.5, zh-CN;q=0.8")).toBe("zh-Hans");
    expect(await langOf("/?lang=nonsense", "")).toBe("en");
    state.language = "ar";
    expect(await langOf("/", "zh-CN")).toBe("ar");
    expect(await langOf("/?lang=zh", "en")).toBe("zh-Hans");
  });

  it("lets nothing run but its own files", async () => {
    const { routes } = await startWeb();
    const response = await routes.request("/");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    const page = await response.text();
    expect(page.match(/<script[^>]*>/gu)).toEqual(['<script type="module" src="/chat/static/main.js">']);
    expect(page).not.toMatch(/\sstyle=|<style|\son\w+=|https?:\/\//u);
  });

  it("leaves the routes of others alone", async () => {
    const app = new Hono();
    app.route("/", (await startWeb()).routes);
    app.get("/console", (context) => context.text("console"));
    const response = await app.request("/console");
    expect(await response.text()).toBe("console");
    expect(response.headers.get("content-security-policy")).toBeNull();
  });

  it("says that it can't be used before it is started and after it has stopped", async () => {
    const { routes, platform } = await startWeb();
    await platform.stop();
    const page = await routes.request("/");
    expect(page.status).toBe(503);
    expect(await page.text()).toContain("can&#39;t read its records");
    expect((await routes.request("/chat/events", post(textEvent("hi")))).status).toBe(503);
  });
});

describe("GET /chat/static", () => {
  it("serves the files of the page by name, and nothing else", async () => {
    const { routes } = await startWeb();
    const style = await routes.request("/chat/static/chat.css");
    expect(style.headers.get("content-type")).toBe("text/css; charset=utf-8");
    const etag = style.headers.get("etag") ?? "";
    expect((await routes.request("/chat/static/chat.css", { headers: { "if-none-match": etag } })).status).toBe(304);
    for (const name of ["tsconfig.json", "..%2fpage.ts", "%2e%2e%2fadapter.ts", "none.js"]) {
      expect((await routes.request(`/chat/static/${name}`)).status, name).toBe(404);
    }
  });
});

describe("POST /chat/events", () => {
  it("hands the event to the core, and only then says so", async () => {
    const { routes, accepted } = await startWeb();
    const response = await routes.request("/chat/events?lang=zh-Hans", post(textEvent("什么是IOSS？")));
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({});
    expect(accepted).toMatchObject([{ kind: "text", account, conversation: `web:${account}`, localeHint: "zh-Hans" }]);
    expect(JSON.stringify(accepted)).not.toContain("AAAAAAAAAAAAAAAAAAAAAA");
  });

  it("takes a text of 100,000 characters of any script", async () => {
    const { routes, accepted } = await startWeb();
    const long = "\u{20000}".repeat(100_000);
    expect((await routes.request("/chat/events", post(textEvent(long)))).status).toBe(202);
    expect(accepted[0]).toMatchObject({ text: long });
  });

  it.each([
    ["malformed", 400, post("{")],
    ["malformed", 400, post({ kind: "text", text: "no id" })],
    ["tooLarge", 413, post(textEvent("x".repeat(600 * 1024)))],
    ["notJson", 415, post("hello", { "content-type": "text/plain" })],
    ["wrongOrigin", 403, post(textEvent("hi"), { origin: "https://evil.test" })],
    ["wrongOrigin", 403, post(textEvent("hi"), { origin: "null" })],
    ["wrongOrigin", 403, post(textEvent("hi"), { "sec-fetch-site": "cross-site" })],
    ["wrongOrigin", 403, post(textEvent("hi"), { "sec-fetch-site": "same-site" })],
    ["unknownVisitor", 401, post(textEvent("hi"), { cookie: "silkdesk_visitor=short" })],
  ])("refuses with %s (%i)", async (code, status, request) => {
    const { routes, accepted } = await startWeb();
    const response = await routes.request("/chat/events", request);
    expect(response.status).toBe(status);
    const error = await errorOf(response);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^[A-Z].*\.$/su);
    expect(accepted).toEqual([]);
  });

  it("takes what comes from its own page, under the public address or the one that was asked", async () => {
    const { routes } = await startWeb();
    for (const headers of [
      { origin: "http://desk.test", "sec-fetch-site": "same-origin" },
      { origin: "http://localhost:3000", host: "localhost:3000" },
    ]) {
      expect((await routes.request("/chat/events", post(textEvent("hi"), headers))).status).toBe(202);
    }
  });

  it("says that nothing was saved where the store can't take it", async () => {
    const { routes, state } = await startWeb();
    state.fault = new AppError("store.full", "The disk is full.");
    const response = await routes.request("/chat/events", post(textEvent("hi")));
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("3");
    expect(await errorOf(response)).toEqual({
      code: "notSaved",
      message: "This was not saved. It is kept in your browser, and the page tries again by itself.",
    });
  });

  it("gives a reference, and no detail, for a fault of ours", async () => {
    const { routes, state } = await startWeb();
    state.fault = new Error("secret detail");
    const response = await routes.request("/chat/events", post(textEvent("hi")));
    expect(response.status).toBe(500);
    const { message } = await errorOf(response);
    expect(message).toMatch(/Reference: [\dA-Z]{4}-[\dA-Z]{4}$/u);
    expect(message).not.toContain("secret");
  });

  it("slows down a visitor who is too fast, and no one else", async () => {
    const { routes, accepted } = await startWeb({ limits: { eventsPerVisitor: { burst: 2, perMinute: 60 } } });
    const send = (cookie: string) => routes.request("/chat/events", post(textEvent("hi"), { cookie }));
    expect([(await send(COOKIE)).status, (await send(COOKIE)).status]).toEqual([202, 202]);
    const third = await send(COOKIE);
    expect(third.status).toBe(429);
    expect(third.headers.get("retry-after")).toBe("1");
    expect((await errorOf(third)).message).toContain("Please wait 1 second.");
    expect((await send("silkdesk_visitor=BBBBBBBBBBBBBBBBBBBBBB")).status).toBe(202);
    expect(accepted).toHaveLength(3);
  });

  it("lets a network bring only so many visitors that were never met", async () => {
    const { routes, state } = await startWeb({ limits: { newVisitorsPerAddress: { burst: 1, perMinute: 1 } } });
    const send = (cookie: string) => routes.request("/chat/events", post(textEvent("hi"), { cookie }));
    expect((await send(COOKIE)).status).toBe(202);
    expect((await send("silkdesk_visitor=BBBBBBBBBBBBBBBBBBBBBB")).status).toBe(429);
    state.language = "en";
    expect((await send("silkdesk_visitor=CCCCCCCCCCCCCCCCCCCCCC")).status).toBe(202);
  });

  it("counts by network, and believes a proxy only where it stands beside us", async () => {
    const { routes } = await startWeb({ limits: { requestsPerAddress: { burst: 1, perMinute: 1 } } });
    const from = async (peer: string, forwarded?: string) => {
      const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
      return (await routes.request("/", { headers }, { incoming: { socket: { remoteAddress: peer } } })).status;
    };
    expect([await from("127.0.0.1", "203.0.113.1"), await from("127.0.0.1", "9.9.9.9, 203.0.113.1")]).toEqual([
      200, 429,
    ]);
    expect(await from("::ffff:127.0.0.1", "203.0.113.2")).toBe(200);
    expect([await from("198.51.100.7", "1.1.1.1"), await from("198.51.100.7", "2.2.2.2")]).toEqual([200, 429]);
    expect([await from("2001:db8:1:2::5"), await from("2001:db8:1:2:ffff::1"), await from("2001:db8:1:3::5")]).toEqual([
      200, 429, 200,
    ]);
  });
});

describe("POST /chat/language", () => {
  it("is the command that a person could type", async () => {
    const { routes, accepted } = await startWeb();
    expect((await routes.request("/chat/language", post({ language: "zh-CN" }))).status).toBe(202);
    expect(accepted).toMatchObject([{ kind: "command", name: "language", args: "zh-Hans", localeHint: "zh-Hans" }]);
    const unknown = await routes.request("/chat/language", post({ language: "tlh" }));
    expect([unknown.status, (await errorOf(unknown)).code]).toEqual([400, "unknownLanguage"]);
  });
});

describe("GET /chat/form", () => {
  it("answers with the form, or says that it is no longer open", async () => {
    const { routes } = await startWeb();
    const headers = { cookie: COOKIE };
    expect(await (await routes.request("/chat/form/known", { headers })).json()).toMatchObject({ title: "Company" });
    const gone = await routes.request("/chat/form/gone", { headers });
    expect([gone.status, (await errorOf(gone)).code]).toEqual([404, "noForm"]);
    expect((await routes.request("/chat/form/known")).status).toBe(401);
  });
});
