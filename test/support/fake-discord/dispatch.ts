import { type Call, type Core, type Handlers, Reply } from "./core.ts";
import { linesOf } from "./form-errors.ts";
import { Refusal } from "./refusal.ts";
import type { Specification } from "./specification.ts";

/** What goes back over the wire. No body is status 204. */
export type Answer = {
  readonly status: number;
  readonly body: unknown;
  readonly code: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
};

export type Dispatch = {
  /** Runs a request: the specification's check, and the work. Never throws. */
  readonly run: (route: string, call: Call) => Answer;
  /** A refusal as it goes over the wire; a violation is written down. */
  readonly refuse: (route: string, refusal: Refusal) => Answer;
};

export function createDispatch(deps: {
  readonly core: Core;
  readonly handlers: Handlers;
  readonly specification: Specification | null;
}): Dispatch {
  const { core, handlers, specification } = deps;

  const refuse = (route: string, refusal: Refusal): Answer => {
    const { status, code, message, errors, headers, body } = refusal;
    const complaint = errors === undefined ? message : linesOf(errors).join("; ");
    if (refusal.isViolation) core.ledger.violations.push({ at: core.time.now(), route, complaint });
    return { status, body, code, message: complaint, headers };
  };

  return {
    refuse,
    run: (route, call) => {
      try {
        specification?.check(route, call.json);
        const handler = handlers[route];
        if (handler === undefined) throw new Error(`there is no handler for ${route}`);
        const result = handler(call);
        const reply = result instanceof Reply ? result : new Reply(result === undefined ? 204 : 200, result);
        return { ...reply, code: 0, message: "", headers: {} };
      } catch (cause) {
        return refuse(route, cause instanceof Refusal ? cause : broken(cause));
      }
    },
  };
}

/** A fault of the stand-in itself, which no test should overlook either. */
function broken(cause: unknown): Refusal {
  const trace = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return new Refusal(500, 0, `Internal Server Error of the stand-in: ${trace}`, { isViolation: true });
}
