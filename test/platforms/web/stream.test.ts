import { describe, expect, it } from "vitest";
import { sha256 } from "../../../src/shared/ids.ts";
import { COOKIE, EMPTY_PIECE, startWeb, textPiece } from "./support.ts";

const account = sha256("AAAAAAAAAAAAAAAAAAAAAA").slice(0, 32);
const conversation = `web:${account}`;
const target = { key: "m2", conversation, account, language: "en" };

/** Reads a stream until what came so far matches, and gives all of it; rejects where the stream ends before. */
function createReader(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    until: async (pattern: RegExp): Promise<string> => {
      while (!pattern.test(text)) {
        const part = await reader?.read();
        if (part === undefined || part.done) throw new Error(`The stream ended after ${text}`);
        text += part.value;
      }
      return text;
    },
    ended: async (): Promise<boolean> => {
      for (;;) if ((await reader?.read())?.done !== false) return true;
    },
    close: () => reader?.cancel(),
  };
}

const open = (web: Awaited<ReturnType<typeof startWeb>>, path: string, headers = {}) =>
  web.routes.request(path, { headers: { cookie: COOKIE, ...headers } });

describe("the stream of a conversation", () => {
  it("reads on after the piece that the page saw last", async () => {
    const web = await startWeb();
    web.add(1, textPiece("first"));
    web.add(2, textPiece("second"));
    const response = await open(web, "/chat/stream?after=1");
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const text = await createReader(response).until(/id: 2\n\n/u);
    expect(text).not.toContain("first");
    expect(text).toContain("event: piece\n");
    const data = JSON.parse(/data: (?<data>.*)/u.exec(text)?.groups?.data ?? "") as unknown;
    expect(data).toMatchObject({
      message: "m2",
      replaces: null,
      html: expect.stringContaining('<p dir="ltr">second</p>'),
    });
    await web.platform.stop();
  });

  it("believes the browser's Last-Event-ID over the address", async () => {
    const web = await startWeb();
    for (const id of [1, 2, 3]) web.add(id, textPiece(`piece ${id}`));
    const text = await createReader(await open(web, "/chat/stream?after=1", { "last-event-id": "2" })).until(
      /id: 3\n\n/u,
    );
    expect(text).not.toContain("piece 2");
    await web.platform.stop();
  });

  it("names what a piece replaces", async () => {
    const web = await startWeb();
    const piece = { ...EMPTY_PIECE, mode: { kind: "replace", message: "m1" } } as const;
    web.add(5, piece);
    expect(await createReader(await open(web, "/chat/stream")).until(/id: 5\n\n/u)).toContain('"message":"m1"');
    expect(await web.platform.send(piece, target)).toEqual({ kind: "sent", message: "m1" });
    expect(await web.platform.send(textPiece("x"), target)).toEqual({ kind: "sent", message: "m2" });
    await web.platform.stop();
  });

  it("shows a piece as soon as it is sent, and typing without storing it", async () => {
    const web = await startWeb();
    const reader = createReader(await open(web, "/chat/stream"));
    await reader.until(/retry: 2000/u);
    web.platform.signal({ kind: "typing", event: "e", conversation, account });
    expect(await reader.until(/event: typing\ndata: \{\}\n\n/u)).not.toContain("id:");
    const began = performance.now();
    web.add(2, textPiece("an answer"));
    await web.platform.send(textPiece("an answer"), target);
    await reader.until(/an answer/u);
    expect(performance.now() - began).toBeLessThan(500);
    await web.platform.stop();
  });

  it("finds what another process stored", async () => {
    const web = await startWeb();
    const reader = createReader(await open(web, "/chat/stream"));
    await reader.until(/retry/u);
    web.add(9, textPiece("from elsewhere"));
    await reader.until(/from elsewhere/u);
    await web.platform.stop();
  });

  it("ends when the platform stops", async () => {
    const web = await startWeb();
    const reader = createReader(await open(web, "/chat/stream"));
    await reader.until(/retry/u);
    await web.platform.stop();
    expect(await reader.ended()).toBe(true);
    const late = await open(web, "/chat/stream");
    expect([late.status, late.headers.get("connection")]).toEqual([503, "close"]);
  });

  it("is for visitors, of whom each may open only so many", async () => {
    const web = await startWeb({ limits: { streamsPerVisitor: 1 } });
    expect((await web.routes.request("/chat/stream")).status).toBe(401);
    const first = createReader(await open(web, "/chat/stream"));
    await first.until(/retry/u);
    expect((await open(web, "/chat/stream")).status).toBe(429);
    await first.close();
    await expect.poll(async () => (await open(web, "/chat/stream")).status).toBe(200);
    await web.platform.stop();
  });
});
