import { once } from "node:events";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { AppError, codeOf } from "../shared/errors.ts";
import type { Readiness } from "./readiness.ts";

export type ServerDeps = {
  readonly host: string;
  readonly port: number;
  /** What platforms and the console serve, all at `/`. */
  readonly routes: readonly Hono[];
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
};

/** The one HTTP server of the process. */
export type Server = { readonly address: string; readonly close: () => Promise<void> };

/**
 * Serves the mounted routes, `/livez` (the process answers), `/readyz` (it can do its work) and `/metrics`.
 *
 * @throws AppError `config.invalid` where the port is taken or not allowed.
 */
export async function startServer({ host, port, routes, readiness, metrics }: ServerDeps): Promise<Server> {
  const app = new Hono();
  app.get("/livez", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) => {
    const state = await readiness();
    return c.json(state, state.status === "ready" ? 200 : 503);
  });
  app.get("/metrics", async (c) => {
    const { contentType, text } = await metrics();
    return c.body(text, 200, { "Content-Type": contentType });
  });
  for (const mounted of routes) app.route("/", mounted);

  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  return {
    address: `http://${host.includes(":") ? `[${host}]` : host}:${actual}`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
    },
  };
}

function explain(error: unknown, host: string, port: number): unknown {
  const code = codeOf(error);
  if (code === "EADDRINUSE")
    return new AppError(
      "config.invalid",
      `Port ${port} on ${host} is taken by another program. Stop it, or start with another one: PORT=${port + 1} npm start`,
    );
  if (code === "EACCES")
    return new AppError("config.invalid", `This user may not listen on port ${port}. Choose one above 1023: PORT=3000`);
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN")
    return new AppError("config.invalid", `HOST=${host} is not an address of this machine. Try HOST=127.0.0.1`);
  return error;
}
