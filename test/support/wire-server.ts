import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A message as the network got it. */
export type WireSend = { readonly key: string; readonly conversation: string; readonly text: string };

/**
 * A strict chat network for tests: updates wait until a higher offset is asked for, as Telegram's do, and every send is
 * written down in the order of arrival.
 */
export type WireServer = {
  readonly url: string;
  readonly sends: WireSend[];
  /** Updates that were not confirmed yet. */
  readonly waiting: () => number;
  readonly push: (updates: readonly { readonly chat: string; readonly n: number }[]) => void;
  readonly close: () => Promise<void>;
};

export async function startWireServer(): Promise<WireServer> {
  const sends: WireSend[] = [];
  let queue: { id: number; chat: string; n: number }[] = [];
  let nextId = 1;

  const server = createServer((request, response) => {
    void handle(request, response);
  });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://wire");
    if (url.pathname === "/updates") {
      const offset = Number(url.searchParams.get("offset"));
      queue = queue.filter(({ id }) => id >= offset);
      return answer(response, queue.slice(0, 20));
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    sends.push(JSON.parse(Buffer.concat(chunks).toString("utf8")) as WireSend);
    answer(response, { message: String(sends.length) });
  };

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sends,
    waiting: () => queue.length,
    push: (updates) => {
      for (const update of updates) queue.push({ id: nextId++, ...update });
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function answer(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}
