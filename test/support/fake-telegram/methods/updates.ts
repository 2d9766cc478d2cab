import type { Core, Methods } from "../core.ts";
import { findBoolean, findInteger, findList, findString, type Params } from "../params.ts";
import { badRequest, conflict, violation } from "../refusal.ts";
import { compact, type Update } from "../shapes.ts";

const LONGEST_POLL_S = 50;
const PORTS = ["", "443", "80", "88", "8443"];

/** getUpdates and the webhook: the two ways to get updates, which exclude each other. */
export function createUpdateMethods(core: Core): Methods {
  const { queue, webhook, time } = core;
  let endPoll: ((by: string) => void) | null = null;

  const waitForUpdate = (seconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const over = new AbortController();
      const finish = (end: () => void) => {
        over.abort();
        queue.listeners.delete(wake);
        signal.removeEventListener("abort", wake);
        if (endPoll === terminate) endPoll = null;
        end();
      };
      const wake = () => finish(resolve);
      const terminate = (by: string) => finish(() => reject(conflict(`terminated by ${by}`)));
      endPoll = terminate;
      queue.listeners.add(wake);
      signal.addEventListener("abort", wake, { once: true });
      void time.wait(seconds * 1_000, over.signal).then(() => {
        if (!over.signal.aborted) wake();
      });
    });

  return {
    getUpdates: async (params, signal): Promise<readonly Update[]> => {
      if (webhook.settings() !== null)
        throw conflict(
          "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        );
      const limit = findInteger(params, "limit") ?? 100;
      if (limit < 1 || limit > 100) throw violation(`limit must be 1 to 100, not ${limit}`);
      endPoll?.("other getUpdates request; make sure that only one bot instance is running");
      setAllowed(core, params);
      const ready = queue.take(findInteger(params, "offset") ?? 0, limit);
      const seconds = Math.min(findInteger(params, "timeout") ?? 0, LONGEST_POLL_S);
      if (ready.length > 0 || seconds <= 0) return ready;
      await waitForUpdate(seconds, signal);
      return signal.aborted ? [] : queue.take(0, limit);
    },

    setWebhook: (params) => {
      const url = findString(params, "url") ?? "";
      const secret = findString(params, "secret_token");
      const maxConnections = findInteger(params, "max_connections") ?? 40;
      checkWebhook(url, secret, maxConnections);
      endPoll?.("setWebhook request");
      setAllowed(core, params);
      if (findBoolean(params, "drop_pending_updates")) queue.dropAll();
      const ipAddress = findString(params, "ip_address");
      webhook.set(url === "" ? null : { url, secret, maxConnections, ipAddress });
      return true;
    },

    deleteWebhook: (params) => {
      if (findBoolean(params, "drop_pending_updates")) queue.dropAll();
      webhook.set(null);
      return true;
    },

    getWebhookInfo: () => {
      const settings = webhook.settings();
      const error = webhook.lastError();
      return compact({
        url: settings?.url ?? "",
        has_custom_certificate: false,
        pending_update_count: queue.size(),
        max_connections: settings?.maxConnections,
        ip_address: settings?.ipAddress,
        last_error_date: error?.date,
        last_error_message: error?.message,
        allowed_updates: queue.allowed.kinds.length > 0 ? queue.allowed.kinds : undefined,
      });
    },
  };
}

/** Without a list the earlier one stays; an empty list stands for the usual kinds. */
function setAllowed({ queue }: Core, params: Params): void {
  const kinds = findList(params, "allowed_updates");
  if (kinds === undefined) return;
  if (!kinds.every((kind) => typeof kind === "string")) throw violation("allowed_updates must be a list of strings");
  queue.allowed.kinds = kinds;
}

function checkWebhook(url: string, secret: string | undefined, maxConnections: number): void {
  if (secret !== undefined && secret.length > 256) throw violation("secret token is too long");
  if (secret !== undefined && !/^[\w-]+$/u.test(secret)) throw violation("secret token contains unallowed characters");
  if (maxConnections < 1 || maxConnections > 100)
    throw violation(`max_connections must be 1 to 100, not ${maxConnections}`);
  if (url === "") return;
  if (!URL.canParse(url)) throw badRequest("bad webhook: Failed to resolve host: Name or service not known");
  const { protocol, hostname, port } = new URL(url);
  const isLoopback = hostname === "127.0.0.1" || hostname === "localhost";
  if (isLoopback) return;
  if (protocol !== "https:") throw badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  if (!PORTS.includes(port)) throw badRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
}
