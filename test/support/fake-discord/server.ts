import { once } from "node:events";
import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Fault } from "../fake-telegram/faults.ts";
import { type Body, readBody } from "./body.ts";
import type { Core } from "./core.ts";
import type { Answer, Dispatch } from "./dispatch.ts";
import type { RequestEntry } from "./ledger.ts";
import type { Limiter } from "./limits.ts";
import { Refusal, refusals, violations } from "./refusal.ts";
import { type Matched, matchRoute } from "./routes.ts";

const LARGEST_BODY = 110 * 1024 * 1024;
const API = "/api/v10";

type Deps = { readonly core: Core; readonly dispatch: Dispatch; readonly limiter: Limiter };

/** A server on a free port of this machine, and of nowhere else. */
export async function listen(): Promise<{ readonly server: HttpServer; readonly root: string }> {
  const server = createServer();
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, root: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Discord's doors over HTTP: the API of version 10, and the CDN. */
export function serve(server: HttpServer, deps: Deps): void {
  server.on("request", (request, response) => {
    void handle(deps, request, response).catch(() => request.socket.destroy());
  });
}

export async function close(server: HttpServer): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}

type Exchange = { readonly entry: RequestEntry; readonly request: IncomingMessage; readonly response: ServerResponse };

async function handle(deps: Deps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://discord");
  const path = url.pathname.startsWith(`${API}/`) ? url.pathname.slice(API.length) : null;
  const { core } = deps;
  if (path === null && /^\/(?:ephemeral-)?attachments\//u.test(url.pathname))
    return handleFile(deps, url, openExchange(core, "file", {}, request, response));
  const matched = path === null ? null : matchRoute(request.method ?? "", decodePath(path));
  const name = matched === null || matched === "method" ? `${request.method} ${url.pathname}` : matched.route.name;
  const params = matched === null || matched === "method" ? {} : matched.params;
  const exchange = openExchange(core, name, params, request, response);
  const bytes = await readBytes(request);
  const refused = turnAway(deps, matched, request);
  if (refused !== null || matched === null || matched === "method")
    return finish(deps, exchange, deps.dispatch.refuse(name, refused ?? refusals.notFound()));
  await handleCall(deps, matched, url, bytes, exchange);
}

function openExchange(
  { ledger, time }: Core,
  name: string,
  params: Readonly<Record<string, string>>,
  request: IncomingMessage,
  response: ServerResponse,
): Exchange {
  return { entry: ledger.open(time.now(), name, params), request, response };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** What is refused before anything is read: a banned address, an unknown path, a wrong token. */
function turnAway(
  { core, limiter }: Deps,
  matched: Matched | "method" | null,
  request: IncomingMessage,
): Refusal | null {
  if (limiter.isBanned()) return new Refusal(429, 0, "error code: 1015", { headers: { "Retry-After": "600" } });
  if (matched === null) return refusals.notFound();
  if (matched === "method") return violations.wrongMethod();
  if (matched.route.isOpen) return null;
  const isOurs = request.headers.authorization === `Bot ${core.token.value}` && !core.token.isReset;
  return isOurs ? null : refusals.unauthorized();
}

async function handleCall(
  deps: Deps,
  matched: Matched,
  url: URL,
  bytes: Buffer | null,
  exchange: Exchange,
): Promise<void> {
  const { core, dispatch, limiter } = deps;
  const { entry, request } = exchange;
  const { name } = matched.route;
  const body = attempt(() => read(bytes, request));
  if (body instanceof Refusal) return finish(deps, exchange, dispatch.refuse(name, body));
  core.ledger.carry(
    entry,
    body.json,
    [...body.files.values()].map(({ name, bytes }) => `${name}, ${bytes.length} bytes`),
  );
  const fault = core.faults.draw(name);
  if (fault !== null) entry.fault = fault.kind;
  if (fault?.kind === "429")
    return finish(deps, exchange, dispatch.refuse(name, limiter.close(matched, fault.retryAfter ?? 1)));
  if (await isCutShort(deps, fault, exchange)) return;
  const headers = attempt(() => limiter.pass(matched));
  if (headers instanceof Refusal) return finish(deps, exchange, dispatch.refuse(name, headers));
  const call = { params: matched.params, query: url.searchParams, json: body.json, files: body.files };
  const answer = dispatch.run(name, call);
  const whole = { ...answer, headers: { ...headers, ...answer.headers } };
  if (fault?.kind !== "reset after") return finish(deps, exchange, whole);
  note(deps, entry, whole, "lost");
  request.socket.resetAndDestroy();
}

function read(bytes: Buffer | null, request: IncomingMessage): Body {
  if (bytes === null) throw violations.tooLarge();
  return readBody(bytes, request.headers["content-type"] ?? "");
}

function attempt<T>(work: () => T): T | Refusal {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof Refusal) return cause;
    throw cause;
  }
}

/** Plays a fault that comes before the work; true where it ends the request. */
async function isCutShort(deps: Deps, fault: Fault | null, exchange: Exchange): Promise<boolean> {
  const { entry, request, response } = exchange;
  switch (fault?.kind) {
    case "500":
      finish(deps, exchange, {
        status: 500,
        body: { message: "500: Internal Server Error", code: 0 },
        code: 0,
        message: "500: Internal Server Error",
        headers: {},
      });
      return true;
    case "502":
      Object.assign(entry, { outcome: "refused", status: 502 });
      response.writeHead(502, { "Content-Type": "text/html" });
      response.end("<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>\r\n");
      return true;
    case "reset before":
      entry.outcome = "reset";
      request.socket.resetAndDestroy();
      return true;
    case "delay":
      await deps.core.time.wait(fault.ms);
      return false;
    default:
      return false;
  }
}

/** A download. It needs no token, but a link that is signed and not too old. */
async function handleFile(deps: Deps, url: URL, exchange: Exchange): Promise<void> {
  const { core } = deps;
  const { entry, request, response } = exchange;
  const fault = core.faults.draw("file");
  if (fault !== null) entry.fault = fault.kind;
  if (await isCutShort(deps, fault, exchange)) return;
  const file = core.files.find(url.pathname, url.searchParams);
  if (file === null) {
    Object.assign(entry, { outcome: "refused", status: 404 });
    response.writeHead(404, { "Content-Type": "text/plain" });
    response.end("This content is no longer available.");
    return;
  }
  response.writeHead(200, { "Content-Type": file.mime, "Content-Length": file.bytes.length });
  if (fault?.kind === "reset after") {
    entry.outcome = "lost";
    response.write(file.bytes.subarray(0, Math.floor(file.bytes.length / 2)), () => request.socket.resetAndDestroy());
    return;
  }
  Object.assign(entry, { outcome: "ok", status: 200 });
  response.end(file.bytes);
}

/** The whole body, or null where it is too large (it is read to its end all the same, so that the answer arrives). */
async function readBytes(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= LARGEST_BODY) chunks.push(chunk as Buffer);
  }
  return size > LARGEST_BODY ? null : Buffer.concat(chunks);
}

function note({ core, limiter }: Deps, entry: RequestEntry, answer: Answer, outcome: RequestEntry["outcome"]): void {
  const { status, code, message } = answer;
  Object.assign(entry, { outcome, status, code, message, tookMs: core.time.now() - entry.at });
  if (status === 401 || status === 403 || status === 429) limiter.countInvalid();
}

function finish(deps: Deps, { entry, response }: Exchange, answer: Answer): void {
  const isGone = response.destroyed;
  note(deps, entry, answer, isGone ? "lost" : answer.status < 400 ? "ok" : "refused");
  if (isGone) return;
  const type = answer.body === undefined ? {} : { "Content-Type": "application/json" };
  response.writeHead(answer.status, { ...type, ...answer.headers });
  response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
}
