import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, chatKey, type Dispatch, refused } from "./dispatch.ts";
import type { Fault, Faults } from "./faults.ts";
import type { Files } from "./files.ts";
import type { Ledger, RequestEntry } from "./ledger.ts";
import type { Limiter } from "./limits.ts";
import { type Params, readParams } from "./params.ts";
import { Refusal, tooManyRequests } from "./refusal.ts";
import type { Time } from "./time.ts";
import type { World } from "./world.ts";

const LARGEST_BODY = 64 * 1024 * 1024;

export type Server = { readonly url: string; readonly close: () => Promise<void> };

type Deps = {
  readonly token: string;
  readonly dispatch: Dispatch;
  readonly faults: Faults;
  readonly files: Files;
  readonly ledger: Ledger;
  readonly limiter: Limiter;
  readonly world: World;
  readonly time: Time;
};

/** Telegram's two doors over HTTP, on a free port of this machine: the Bot API, and the files. */
export async function startServer(deps: Deps): Promise<Server> {
  const server = createServer((request, response) => {
    void handle(deps, request, response).catch(() => request.socket.destroy());
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function handle(deps: Deps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://telegram");
  const path = decodeURIComponent(url.pathname);
  const file = /^\/file\/bot([^/]+)\/(.+)$/u.exec(path);
  if (file !== null) return handleFile(deps, file[1] ?? "", file[2] ?? "", request, response);
  const call = /^\/bot([^/]+)\/([^/]+)$/u.exec(path);
  const refusal = refuseCaller(deps, call?.[1]);
  const method = deps.dispatch.spell(call?.[2] ?? "");
  const body = await readBody(request);
  if (call === null || refusal !== null || method === null) {
    const unknown = call === null || refusal !== null ? null : notFound(deps, call[2] ?? "");
    const entry = deps.ledger.open(deps.time.now(), call?.[2] ?? path, null);
    return finish(deps, entry, response, refused(refusal ?? unknown ?? new Refusal(404, "Not Found")));
  }
  await handleCall(deps, method, () => readCall(url, request, body), request, response);
}

function notFound({ ledger, time }: Deps, method: string): Refusal {
  const refusal = new Refusal(404, "Not Found: method not found");
  ledger.violations.push({ at: time.now(), method, complaint: refusal.message });
  return refusal;
}

/** The parameters of a call; GET and POST only, as Telegram says. */
function readCall(url: URL, request: IncomingMessage, body: Buffer | null): Params {
  if (request.method !== "GET" && request.method !== "POST")
    throw new Refusal(405, "Method Not Allowed", { isViolation: true });
  if (body === null) throw new Refusal(413, "Request Entity Too Large", { isViolation: true });
  return readParams(url.searchParams, body, request.headers["content-type"] ?? "");
}

async function handleCall(
  deps: Deps,
  method: string,
  read: () => Params,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { ledger, time, faults, dispatch } = deps;
  const params = tryRead(read);
  const entry = ledger.open(time.now(), method, params instanceof Refusal ? null : params);
  if (params instanceof Refusal) {
    ledger.violations.push({ at: time.now(), method, complaint: params.message });
    return finish(deps, entry, response, refused(params));
  }
  const fault = faults.draw(method);
  if (fault !== null) entry.fault = fault.kind;
  if (await isCutShort(deps, fault, params, entry, request, response)) return;
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const answer = await dispatch.run(method, params, gone.signal);
  if (fault?.kind !== "reset after") return finish(deps, entry, response, answer);
  note(deps, entry, answer, "lost");
  request.socket.resetAndDestroy();
}

function tryRead(read: () => Params): Params | Refusal {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof Refusal) return cause;
    throw cause;
  }
}

/** Plays a fault that comes before the work; true where it ends the request. */
async function isCutShort(
  deps: Deps,
  fault: Fault | null,
  params: Params,
  entry: RequestEntry,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  switch (fault?.kind) {
    case "429": {
      const seconds = fault.retryAfter ?? 1;
      const chat = deps.world.find(chatKey(params.values.chat_id));
      if (chat !== undefined) deps.limiter.close(chat.shape.id, seconds);
      finish(deps, entry, response, refused(tooManyRequests(seconds)));
      return true;
    }
    case "500":
      finish(deps, entry, response, refused(new Refusal(500, "Internal Server Error")));
      return true;
    case "502":
      entry.outcome = "refused";
      entry.code = 502;
      response.writeHead(502, { "Content-Type": "text/html" });
      response.end("<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>\r\n");
      return true;
    case "reset before":
      entry.outcome = "reset";
      request.socket.resetAndDestroy();
      return true;
    case "delay":
      await deps.time.wait(fault.ms);
      return false;
    default:
      return false;
  }
}

async function handleFile(
  deps: Deps,
  token: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const entry = deps.ledger.open(deps.time.now(), "file", { values: { path }, uploads: new Map() });
  const fault = deps.faults.draw("file");
  if (fault !== null) entry.fault = fault.kind;
  if (await isCutShort(deps, fault, { values: {}, uploads: new Map() }, entry, request, response)) return;
  const file = deps.files.atPath(path);
  const refusal = refuseCaller(deps, token) ?? (file === undefined ? new Refusal(404, "Not Found") : null);
  if (refusal !== null || file === undefined)
    return finish(deps, entry, response, refused(refusal ?? new Refusal(404, "Not Found")));
  const bytes = file.bytes ?? Buffer.alloc(file.size);
  response.writeHead(200, { "Content-Type": "application/octet-stream", "Content-Length": bytes.length });
  if (fault?.kind === "reset after") {
    entry.outcome = "lost";
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.resetAndDestroy());
    return;
  }
  entry.outcome = "ok";
  entry.code = 200;
  response.end(bytes);
}

/** A token of the wrong shape is an unknown address; a wrong one of the right shape is nobody's. */
function refuseCaller({ token }: Deps, given: string | undefined): Refusal | null {
  if (given === undefined || given === token) return null;
  return /^\d+:[\w-]+$/u.test(given) ? new Refusal(401, "Unauthorized") : new Refusal(404, "Not Found");
}

/** The whole body, or null where it is too large (it is read to its end all the same, so that the answer arrives). */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= LARGEST_BODY) chunks.push(chunk as Buffer);
  }
  return size > LARGEST_BODY ? null : Buffer.concat(chunks);
}

function note({ time }: Deps, entry: RequestEntry, { status, body }: Answer, outcome: RequestEntry["outcome"]): void {
  entry.outcome = outcome;
  entry.code = status;
  entry.description = body.ok ? "" : body.description;
  entry.tookMs = time.now() - entry.at;
}

function finish(deps: Deps, entry: RequestEntry, response: ServerResponse, answer: Answer): void {
  const isGone = response.destroyed;
  note(deps, entry, answer, isGone ? "lost" : answer.body.ok ? "ok" : "refused");
  if (isGone) return;
  response.writeHead(answer.status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(answer.body));
}
