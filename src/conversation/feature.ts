import type { z } from "zod";
import type { Form } from "../message/form.ts";
import type { Localizable } from "../message/text.ts";
import type { JsonObject } from "../shared/json.ts";
import type { StaffRole } from "../store/audit.ts";
import type { Invariant } from "../store/invariants.ts";
import type { PrivacyRule } from "../store/privacy.ts";
import type { Reading, Tx } from "../store/store.ts";
import type { FlowRoute } from "./flow.ts";
import type { ReplyButton } from "./reply.ts";
import type { Apply, Handler, Turn } from "./turn.ts";

/** What a platform may know before the feature has run, so it can acknowledge in time. */
export type Declared = {
  /** Whether the answer is a new message, changes the pressed one, or opens a form. */
  readonly response: "new" | "update" | "form";
  /** Whether the answer is for the person alone. */
  readonly audience: "private" | "shared";
  /** Which staff may do it, beside admins. Where others try, nothing happens, and the audit log says so. */
  readonly staff?: readonly StaffRole[];
};

/** What may follow a command, for networks that ask for it by its name. */
export type CommandArgument = {
  readonly name: string;
  /** The locale keys of its name as one word, and of a line on it. */
  readonly word: string;
  readonly description: string;
  /** The only values that it takes, where they are few. */
  readonly options?: () => readonly { readonly value: string; readonly label: string }[];
  /** Whether it is a question, to which a quick answer can be shown while it is typed. */
  readonly isQuestion?: true;
};

export type CommandRoute = Declared & {
  readonly name: string;
  /** The locale key of the name as one word of the reader's language. */
  readonly word?: string;
  /** The locale key of one line that says what it does. */
  readonly description: string;
  readonly argument?: CommandArgument;
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

/**
 * Who opens a deep link, such as `t.me/bot?start=expo_canton-2027` on a QR code: its payload is the prefix, an underscore
 * and the rest, of letters, digits, `_` and `-`, at most 64 characters in all. It opens where the person is alone.
 */
export type LinkRoute = { readonly prefix: string; readonly handle: Handler<{ readonly rest: string }> };

/** Who takes a reply to one of the desk's own messages. */
export type ReplyRoute = {
  readonly name: string;
  readonly staff?: readonly StaffRole[];
  /** What the message is about, for the handler; null where it is none of this route's. */
  readonly about: (db: Reading, conversation: string, message: string) => Promise<string | null>;
  readonly handle: Handler<{ readonly about: string; readonly text: string }>;
};

/** What a quick answer says, before it is put into words. */
export type QuickReply = {
  readonly title: Localizable;
  readonly text: Localizable;
  readonly answered: boolean;
};

export type Answers = { readonly [field: string]: string };

export type FormRoute = {
  readonly form: Form;
  /** What the person saved before, read when the form is shown: unlike what a button carries, it is kept nowhere else. */
  readonly saved?: (db: Reading, person: string) => Promise<Answers>;
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
  readonly replies?: readonly ReplyRoute[];
  /** Looks at free text outside any dialogue before it is answered: null leaves it to the next one. */
  readonly overhear?: (turn: Turn, event: { readonly text: string }) => Promise<Apply | null>;
  /** Free text outside any dialogue. One feature has it. */
  readonly text?: Handler<{ readonly text: string }>;
  /** Answers a question by its words alone, and keeps nothing. One feature has it. */
  readonly quick?: (question: string, reader: Pick<Turn, "language" | "writtenIn" | "now">) => Promise<QuickReply>;
  /** Set phrases, such as a greeting: a locale key with the phrases parted by "|", and who answers them. */
  readonly phrases?: readonly { readonly key: string; readonly handle: Handler<Record<string, never>> }[];
  /** The first contact, or `/start`; with the payload of a deep link that no feature opens. One feature has it. */
  readonly joined?: Handler<{ readonly payload: string | null }>;
  readonly links?: readonly LinkRoute[];
  /** Buttons below the greeting. */
  readonly menu?: readonly ReplyButton[];
  /** What a person has with the desk, for `/status`: a text each; empty where they have nothing. */
  readonly matters?: (db: Reading, turn: Turn) => Promise<readonly Localizable[]>;
  /** Buttons below `/status`, by which the person goes on with something of theirs. */
  readonly ways?: (db: Reading, turn: Turn) => Promise<readonly ReplyButton[]>;
  /** A line each for `/privacy`: what is kept of a person, and how long. */
  readonly keeps?: readonly Localizable[];
  /** What its tables hold of people. Every table has a rule. */
  readonly privacy?: Readonly<Record<string, PrivacyRule>>;
  readonly invariants?: readonly Invariant[];
  /** Deletes what has outlived its purpose. Safe to run at any time, and again. */
  readonly retain?: (tx: Tx, now: string) => Promise<void>;
  /**
   * What nobody's press brings about, such as telling who waits that a booth is theirs. It is asked every second in each
   * process that works, so that it must be quick where there is nothing to do, and right where two do it at once.
   *
   * @returns whether messages were queued.
   */
  readonly tick?: (now: string) => Promise<boolean>;
};
