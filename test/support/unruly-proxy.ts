import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createRandom } from "../../src/shared/random.ts";

/** How updates are mishandled on their way. */
export type Unruly = {
  readonly seed: number;
  /** An update comes at most so many times. */
  readonly copies: number;
  /** A control: Telegram hears that updates arrived before the service has them. */
  readonly confirmFirst?: boolean;
  /** A control: the copies of an update get ids of their own, so that nobody can tell that they are copies. */
  readonly renumber?: boolean;
};

/** A network between Telegram and the service that delivers updates several times, late, and mixed between chats. */
export type UnrulyProxy = {
  /** The API root to give to a service that polls. */
  readonly url: string;
  /** The address to deliver webhook updates to instead of the service's. */
  readonly webhookUrl: string;
  /** How many updates Telegram takes for delivered that the service has not got: only with `confirmFirst`. */
  readonly held: () => number;
  readonly close: () => Promise<void>;
};

type Update = { readonly update_id: number; readonly message?: { readonly chat: { readonly id: number } } };

/** How long a control holds back what it has confirmed, in milliseconds. */
const HELD_MS = 600;

export async function startUnrulyProxy(
  targets: { readonly api: () => string; readonly webhook: () => string },
  unruly: Unruly,
): Promise<UnrulyProxy> {
  const random = createRandom(unruly.seed);
  const recent: Update[] = [];
  let held = 0;
  let renumbered = 0;

  const copyOf = (update: Update): Update => {
    if (!unruly.renumber) return update;
    renumbered += 1;
    return { ...update, update_id: update.update_id + 100_000_000 + renumbered };
  };

  const spoil = (updates: readonly Update[]): Update[] => {
    recent.push(...updates);
    recent.splice(0, Math.max(0, recent.length - 50));
    const copies = updates.flatMap((update) => {
      const times = Math.floor(random() * unruly.copies);
      return Array.from({ length: times }, () => copyOf(random() < 0.5 ? update : (recent[0] ?? update)));
    });
    return mix([...updates], copies, random);
  };

  const forward = async (request: IncomingMessage, url: string, body: Buffer): Promise<Response> => {
    const headers = new Headers();
    for (const name of ["content-type", "x-telegram-bot-api-secret-token"]) {
      const value = request.headers[name];
      if (typeof value === "string") headers.set(name, value);
    }
    return fetch(url, { method: request.method ?? "POST", headers, ...(body.length > 0 ? { body } : {}) });
  };

  const poll = async (request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    const url = `${targets.api()}${request.url}`;
    const answer = (await (await forward(request, url, body)).json()) as { ok: boolean; result?: Update[] };
    const updates = answer.result ?? [];
    const last = updates.at(-1);
    if (unruly.confirmFirst && last !== undefined) {
      held += updates.length;
      await fetch(`${url}?offset=${last.update_id + 1}&timeout=0&limit=1`);
      await sleep(HELD_MS);
      held -= updates.length;
    }
    send(response, answer.ok ? 200 : 409, JSON.stringify(answer.ok ? { ok: true, result: spoil(updates) } : answer));
  };

  const push = async (request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    const deliver = (bytes: Buffer) => forward(request, targets.webhook(), bytes).then(({ status }) => status);
    if (unruly.confirmFirst) {
      held += 1;
      send(response, 200, "");
      await sleep(HELD_MS);
      held -= 1;
      return void (await deliver(body).catch(() => 0));
    }
    const first = await deliver(body).catch(() => 502);
    send(response, first, "");
    if (first !== 200) return;
    const update = JSON.parse(body.toString("utf8")) as Update;
    for (let copy = Math.floor(random() * unruly.copies); copy > 0; copy--) {
      void sleep(random() * 400).then(() => deliver(Buffer.from(JSON.stringify(copyOf(update)))).catch(() => 0));
    }
  };

  const server = createServer((request, response) => {
    const run = async (): Promise<void> => {
      const body = await bytesOf(request);
      if (request.url === "/webhook") return push(request, response, body);
      if (request.url?.endsWith("/getUpdates")) return poll(request, response, body);
      const answer = await forward(request, `${targets.api()}${request.url}`, body);
      send(response, answer.status, Buffer.from(await answer.arrayBuffer()), answer.headers.get("content-type") ?? "");
    };
    // The service or Telegram is gone: so is the connection.
    run().catch(() => request.socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    webhookUrl: `${url}/webhook`,
    held: () => held,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Shuffles between chats, copies among them, and keeps the order in which a chat's updates first come. */
function mix(updates: readonly Update[], copies: readonly Update[], random: () => number): Update[] {
  const lanes = new Map<number, Update[]>();
  for (const update of updates) {
    const chat = update.message?.chat.id ?? 0;
    lanes.set(chat, [...(lanes.get(chat) ?? []), update]);
  }
  const queues = [...lanes.values()];
  const mixed: Update[] = [];
  while (queues.length > 0) {
    const at = Math.floor(random() * queues.length);
    const next = queues[at]?.shift();
    if (next === undefined) queues.splice(at, 1);
    else mixed.push(next);
  }
  for (const copy of copies) {
    const first = mixed.indexOf(copy);
    mixed.splice(first + 1 + Math.floor(random() * (mixed.length - first)), 0, copy);
  }
  return mixed;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, status: number, body: string | Buffer, type = "application/json"): void {
  if (response.destroyed) return;
  response.writeHead(status, { "Content-Type": type });
  response.end(body);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
