import type { Dispatch } from "./dispatch.ts";
import type { Ledger } from "./ledger.ts";
import { type Params, readParams } from "./params.ts";
import { Refusal } from "./refusal.ts";
import type { Time } from "./time.ts";
import type { Reply } from "./webhook.ts";

/** Carries out the method that a bot names in its answer to a pushed update; the bot never learns how it went. */
export function createReplyRunner(dispatch: Dispatch, ledger: Ledger, time: Time): (reply: Reply) => Promise<void> {
  return async (reply) => {
    const params = tryRead(reply);
    const { method: name, ...values } = params?.values ?? {};
    const method = typeof name === "string" ? dispatch.spell(name) : null;
    if (method === null || params === null) return;
    const call = { values, uploads: params.uploads };
    const entry = ledger.open(time.now(), method, call);
    const { status, body } = await dispatch.run(method, call, new AbortController().signal);
    entry.outcome = body.ok ? "ok" : "refused";
    entry.code = status;
    entry.description = body.ok ? "" : body.description;
  };
}

/** An answer that is no request, such as "ok", says nothing. */
function tryRead({ body, contentType }: Reply): Params | null {
  try {
    return readParams(new URLSearchParams(), body, contentType);
  } catch (cause) {
    if (cause instanceof Refusal) return null;
    throw cause;
  }
}
