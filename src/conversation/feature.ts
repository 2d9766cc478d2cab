import type { z } from "zod";
import type { Form } from "../message/form.ts";
import type { Localizable } from "../message/text.ts";
import type { JsonObject } from "../shared/json.ts";
import type { Invariant } from "../store/invariants.ts";
import type { Tx } from "../store/store.ts";
import type { FlowRoute } from "./flow.ts";
import type { Handler, Turn } from "./turn.ts";

/** What a platform may know before the feature has run, so it can acknowledge in time. */
export type Declared = {
  /** Whether the answer is a new message, changes the pressed one, or opens a form. */
  readonly response: "new" | "update" | "form";
  /** Whether the answer is for the person alone. */
  readonly audience: "private" | "shared";
};

export type CommandRoute = Declared & {
  readonly name: string;
  /** The locale key of one line that says what it does. */
  readonly description: string;
  readonly handle: Handler<{ readonly args: string }>;
};

export type ActionRoute = Declared & {
  readonly name: string;
  readonly handle: Handler<{ readonly params: JsonObject; readonly message: string | null }>;
};

/** An action whose params are checked before its handler sees them. */
export function action<P>(
  route: Declared & {
    readonly name: string;
    readonly params: z.ZodType<P>;
    readonly handle: Handler<{ readonly params: P; readonly message: string | null }>;
  },
): ActionRoute {
  const { params, handle, ...declared } = route;
  return { ...declared, handle: (turn, event) => handle(turn, { ...event, params: params.parse(event.params) }) };
}

/** What a quick answer says, before it is put into words. */
export type QuickReply = {
  readonly title: Localizable;
  readonly text: Localizable;
  readonly answered: boolean;
};

export type Answers = { readonly [field: string]: string };

export type FormRoute = {
  readonly form: Form;
  readonly submit: Handler<{ readonly answers: Answers; readonly params: JsonObject }>;
};

/** One thing people do: its conversations, and what must be true of its tables. */
export type Feature = {
  readonly name: string;
  readonly commands?: readonly CommandRoute[];
  readonly actions?: readonly ActionRoute[];
  readonly forms?: readonly FormRoute[];
  readonly flows?: readonly FlowRoute[];
  readonly timers?: readonly { readonly name: string; readonly handle: Handler<{ readonly params: unknown }> }[];
  /** Free text outside any dialogue. One feature has it. */
  readonly text?: Handler<{ readonly text: string }>;
  /** Answers a question by its words alone, and keeps nothing. One feature has it. */
  readonly quick?: (question: string, reader: Pick<Turn, "language" | "writtenIn" | "now">) => Promise<QuickReply>;
  /** Set phrases, such as a greeting: a locale key with the phrases parted by "|", and who answers them. */
  readonly phrases?: readonly { readonly key: string; readonly handle: Handler<Record<string, never>> }[];
  /** The first contact, or a deep link with its payload. One feature has it. */
  readonly joined?: Handler<{ readonly payload: string | null }>;
  readonly invariants?: readonly Invariant[];
  /** Deletes what has outlived its purpose. Safe to run at any time, and again. */
  readonly retain?: (tx: Tx, now: string) => Promise<void>;
};
