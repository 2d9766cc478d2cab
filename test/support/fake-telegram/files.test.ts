import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startScene } from "./caller.ts";
import { findImageSize } from "./images.ts";
import type { Message } from "./shapes.ts";

let scene: Awaited<ReturnType<typeof startScene>>;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.telegram.stop());

const MEGABYTE = 1024 * 1024;

/** The head of a PNG of a size; what follows does not matter to Telegram's limits. */
function png(width: number, height: number, bytes = 64): Buffer {
  const head = Buffer.alloc(Math.max(bytes, 33));
  head.write("\x89PNG\r\n\x1a\n", 0, "latin1");
  head.write("IHDR", 12, "latin1");
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

/** A multipart body as grammY writes it: no quotes around the file name, and lower-case headers. */
async function upload(
  method: string,
  fields: Record<string, string>,
  file: { id: string; name: string; bytes: Buffer },
) {
  const boundary = "----------8m2qkz0w1f";
  const values = { chat_id: String(scene.lin.chatId), ...fields };
  const parts = Object.entries(values).map(([name, value]) =>
    Buffer.from(`content-disposition:form-data;name="${name}"\r\n\r\n${value}`),
  );
  const head = `content-disposition:form-data;name="${file.id}";filename=${file.name}\r\ncontent-type:application/octet-stream\r\n\r\n`;
  parts.push(Buffer.concat([Buffer.from(head), file.bytes]));
  const body = Buffer.concat([
    ...parts.flatMap((part) => [Buffer.from(`\r\n--${boundary}\r\n`), part]).slice(1),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const response = await fetch(`${scene.telegram.url}/bot${scene.telegram.token}/${method}`, {
    method: "POST",
    headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(`--${boundary}\r\n`), body]),
  });
  return (await response.json()) as { ok: boolean; result: Message; error_code?: number; description?: string };
}

const sendPhoto = (bytes: Buffer) =>
  upload("sendPhoto", { photo: "attach://f0" }, { id: "f0", name: "plan.png", bytes });
const sendDocument = (bytes: Buffer, name = "price list; 2027.pdf") =>
  upload("sendDocument", { document: "attach://f0" }, { id: "f0", name, bytes });

describe("uploads", () => {
  it("keep their name, kind and bytes", async () => {
    const bytes = Buffer.from("--binary\r\n\0\x01\xff", "latin1");
    const { result } = await sendDocument(bytes);
    expect(result.document).toMatchObject({
      file_name: "price list; 2027.pdf",
      mime_type: "application/pdf",
      file_size: bytes.length,
    });
    expect(scene.telegram.bytesOf(result.document?.file_id ?? "")).toEqual(bytes);
    expect(scene.lin.transcript()).toContain("Silkdesk: (file price list; 2027.pdf)");
  });

  it("come in sizes where they are pictures, the largest last", async () => {
    const { result } = await sendPhoto(png(900, 450));
    expect(result.photo?.map(({ width, height }) => [width, height])).toEqual([
      [90, 45],
      [900, 450],
    ]);
    expect(new Set(result.photo?.map(({ file_id }) => file_id)).size).toBe(2);
  });

  it("can be sent again by their id, as the kind that they are", async () => {
    const file_id = (await sendDocument(Buffer.from("x"))).result.document?.file_id;
    const chat_id = scene.lin.chatId;
    const again = await scene.call<Message>("sendDocument", { chat_id, document: file_id, caption: "again" });
    expect(again.result).toMatchObject({ document: { file_id }, caption: "again" });
    const asPhoto = await scene.call("sendPhoto", { chat_id, photo: file_id });
    expect(asPhoto.description).toBe("Bad Request: can't use file of type Document as Photo");
    const unknown = await scene.call("sendDocument", { chat_id, document: "BQACnothing" });
    expect(unknown.description).toBe("Bad Request: wrong file identifier/HTTP URL specified");
  });

  it("are told apart by their bytes: the same ones have the same unique id", async () => {
    const unique = async (text: string) => (await sendDocument(Buffer.from(text))).result.document?.file_unique_id;
    expect(await unique("a")).toBe(await unique("a"));
    expect(await unique("a")).not.toBe(await unique("b"));
  });

  it("may have 50 MB, and a picture 10 MB and sensible sides", async () => {
    expect((await sendDocument(Buffer.alloc(50 * MEGABYTE))).ok).toBe(true);
    expect(await sendDocument(Buffer.alloc(50 * MEGABYTE + 1))).toMatchObject({
      error_code: 413,
      description: "Request Entity Too Large",
    });
    expect((await sendDocument(Buffer.alloc(0))).description).toBe("Bad Request: file must be non-empty");
    expect((await sendPhoto(png(100, 100, 10 * MEGABYTE + 1))).description).toBe(
      "Bad Request: file is too big for a photo",
    );
    expect((await sendPhoto(png(9_000, 1_001))).description).toBe("Bad Request: PHOTO_INVALID_DIMENSIONS");
    expect((await sendPhoto(png(2_100, 100))).description).toBe("Bad Request: PHOTO_INVALID_DIMENSIONS");
    expect((await sendPhoto(png(2_000, 100))).ok).toBe(true);
    expect((await sendPhoto(Buffer.from("<svg/>"))).description).toBe("Bad Request: IMAGE_PROCESS_FAILED");
    expect(scene.telegram.violations).toHaveLength(6);
  });

  it("must be in the request that names them", async () => {
    const file = { id: "other", name: "a.pdf", bytes: Buffer.from("x") };
    expect((await upload("sendDocument", { document: "attach://f0" }, file)).ok).toBe(false);
    expect(scene.telegram.violations).toHaveLength(1);
  });

  it("have captions of at most 1,024 units", async () => {
    const send = (caption: string) =>
      upload("sendPhoto", { photo: "attach://f0", caption }, { id: "f0", name: "a.png", bytes: png(10, 10) });
    expect((await send("界".repeat(1_024))).ok).toBe(true);
    expect((await send("界".repeat(1_025))).description).toBe("Bad Request: message caption is too long");
  });

  it("take the place of a text or a picture, and captions change", async () => {
    const chat_id = scene.lin.chatId;
    const text = await scene.call<Message>("sendMessage", { chat_id, text: "soon" });
    const message_id = String(text.result.message_id);
    const media = JSON.stringify({ type: "photo", media: "attach://f1", caption: "the plan" });
    const file = { id: "f1", name: "plan.png", bytes: png(40, 30) };
    const { result } = await upload("editMessageMedia", { message_id, media }, file);
    expect(result).toMatchObject({ caption: "the plan", photo: [{}, { width: 40 }] });
    expect(result.text).toBeUndefined();
    const recaptioned = await scene.call<Message>("editMessageCaption", {
      chat_id,
      message_id,
      caption: "the new plan",
    });
    expect(recaptioned.result.caption).toBe("the new plan");
    const asText = await scene.call("editMessageText", { chat_id, message_id, text: "x" });
    expect(asText.description).toBe("Bad Request: there is no text in the message to edit");
  });
});

describe("downloads", () => {
  const describeFile = (file_id: string | undefined) => scene.call<{ file_path: string }>("getFile", { file_id });
  const fetchFile = (path: string, token = scene.telegram.token) =>
    fetch(`${scene.telegram.url}/file/bot${token}/${path}`);

  it("hand out what a person sent, at the path that getFile told", async () => {
    const bytes = Buffer.from("Prices\n");
    const { document } = scene.lin.sendsDocument({ name: "prices.csv", bytes });
    const { result } = await describeFile(document?.fileId);
    expect(result).toMatchObject({
      file_size: bytes.length,
      file_path: expect.stringMatching(/^documents\/file_\w+\.csv$/u),
    });
    const response = await fetchFile(result.file_path);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    expect((await fetchFile(result.file_path, "1:wrong")).status).toBe(401);
    expect((await fetchFile("documents/file_0.csv")).status).toBe(404);
  });

  it("end at 20 MB", async () => {
    const small = scene.lin.sendsDocument({ name: "a.bin", size: 20 * MEGABYTE });
    const large = scene.lin.sendsDocument({ name: "b.bin", size: 20 * MEGABYTE + 1 });
    const { result } = await describeFile(small.document?.fileId);
    expect((await (await fetchFile(result.file_path)).arrayBuffer()).byteLength).toBe(20 * MEGABYTE);
    expect((await describeFile(large.document?.fileId)).description).toBe("Bad Request: file is too big");
    expect((await describeFile("nothing")).description).toBe("Bad Request: invalid file_id");
  });
});

describe("picture heads", () => {
  it("are read in four formats, and nothing else is a picture", () => {
    const jpeg = Buffer.from("ffd8ffe000104a46494600010100000100010000ffc0001108006400c803012200", "hex");
    const gif = Buffer.from("GIF89a\x0a\x00\x14\x00", "latin1");
    const webp = Buffer.from("524946460000000057454250565038580a000000000000001f00000f0000", "hex");
    expect([png(3, 4), jpeg, gif, webp].map(findImageSize)).toEqual([
      { width: 3, height: 4 },
      { width: 200, height: 100 },
      { width: 10, height: 20 },
      { width: 32, height: 16 },
    ]);
    expect([Buffer.from("%PDF-1.7"), Buffer.alloc(0), jpeg.subarray(0, 12)].map(findImageSize)).toEqual([
      null,
      null,
      null,
    ]);
  });
});
