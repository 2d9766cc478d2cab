import type { Core, Methods } from "./core.ts";
import { isCounted, type Limiter, type Limits } from "./limits.ts";
import type { Params } from "./params.ts";
import { notCovered, Refusal } from "./refusal.ts";
import type { Specification } from "./specification.ts";

/** Telegram's envelope, and the status that goes with it. */
export type Answer = { readonly status: number; readonly body: Envelope };

type Envelope =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error_code: number; readonly description: string; readonly parameters?: object };

export type Dispatch = {
  /** The method's name as Telegram spells it (names are read in any case), or null where there is none such. */
  readonly spell: (name: string) => string | null;
  /** Runs a method: its checks, the limits, and its work. Never rejects. */
  readonly run: (method: string, params: Params, signal: AbortSignal) => Promise<Answer>;
};

export function createDispatch(deps: {
  readonly core: Core;
  readonly methods: Methods;
  readonly specification: Specification | null;
  readonly limiter: Limiter;
  readonly limits: Limits;
}): Dispatch {
  const { core, methods, specification, limiter, limits } = deps;
  const names = new Map(
    [...Object.keys(methods), ...(specification?.methods ?? [])].map((name) => [name.toLowerCase(), name] as const),
  );

  const run = async (method: string, params: Params, signal: AbortSignal): Promise<unknown> => {
    if (core.session.isLoggedOut) throw new Refusal(401, "Unauthorized");
    const work = methods[method];
    if (work === undefined) throw notCovered(`method ${method}`);
    const complaint = specification?.check(method, params) ?? null;
    if (complaint !== null) throw complaint;
    if (isCounted(method, limits)) passLimits(method, params);
    return await work(params, signal);
  };

  const passLimits = (method: string, { values }: Params): void => {
    const chat = core.world.find(chatKey(values.chat_id));
    if (chat !== undefined) limiter.pass(chat.shape.id, method);
  };

  return {
    spell: (name) => names.get(name.toLowerCase()) ?? null,
    run: async (method, params, signal) => {
      try {
        return { status: 200, body: { ok: true, result: await run(method, params, signal) } };
      } catch (cause) {
        const refusal = cause instanceof Refusal ? cause : broken(cause);
        if (refusal.isViolation)
          core.ledger.violations.push({ at: core.time.now(), method, complaint: refusal.message });
        return refused(refusal);
      }
    },
  };
}

export function refused({ code, message, hints }: Refusal): Answer {
  const body = { ok: false, error_code: code, description: message } as const;
  return { status: code, body: hints === undefined ? body : { ...body, parameters: hints } };
}

export function chatKey(value: unknown): number | string {
  return typeof value === "string" && !value.startsWith("@") ? Number(value) : ((value ?? 0) as number | string);
}

/** A fault of the stand-in itself, which no test should overlook either. */
function broken(cause: unknown): Refusal {
  const trace = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return new Refusal(500, `Internal Server Error of the stand-in: ${trace}`, { isViolation: true });
}
