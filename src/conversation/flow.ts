import { z } from "zod";
import { type Localizable, localized } from "../message/text.ts";
import { DAY, later } from "../shared/clock.ts";
import type { Json } from "../shared/json.ts";
import { type Dialogue, saveDialogue } from "../store/conversations.ts";
import type { Tx } from "../store/store.ts";
import { act, type Reply, type ReplyButton, reply, text } from "./reply.ts";
import type { Apply, Turn } from "./turn.ts";

/** What a step made of an answer. */
export type StepResult<S> =
  /** Not usable: says why, and asks again. */
  | { readonly kind: "again"; readonly reason: Localizable }
  | { readonly kind: "next"; readonly step: string; readonly state: S }
  /** The dialogue is over; `apply` has its effects. */
  | { readonly kind: "done"; readonly apply: Apply };

export type Step<S> = {
  /** Which of its questions a step that asks several is at. */
  readonly at?: (state: S) => string;
  /** The question. Buttons made with {@link answerButton} answer it as if their value was typed. */
  readonly ask: (state: S, turn: Turn) => Reply;
  readonly receive: (turn: Turn, state: S, answer: string) => Promise<StepResult<S>>;
};

/**
 * A dialogue of several steps. Its state is JSON in the store, so it survives restarts; a state of an older version is
 * upgraded, or the dialogue begins again with a kind word.
 */
export type Flow<S> = {
  readonly name: string;
  readonly version: number;
  readonly state: z.ZodType<S>;
  readonly steps: { readonly [name: string]: Step<S> };
  readonly upgrade?: (state: Json, from: number) => S | null;
};

/** A flow as the router keeps it: its state type is its own affair. */
export type FlowRoute = {
  readonly name: string;
  /** Goes on from a stored dialogue with an answer; `pressed` is the place of the button, null for typed words. */
  readonly go: (turn: Turn, dialogue: Dialogue, answer: string, pressed: FlowPlace | null) => Promise<Apply>;
  /** Asks once more what a stored dialogue waits for. */
  readonly ask: (turn: Turn, dialogue: Dialogue) => Apply;
};

/** How long a half-done dialogue is kept. */
export const DIALOGUE_MS = 7 * DAY;

export const FLOW_ANSWER = "flow.answer";

/** The action behind a button that goes on with what is half done. */
export const FLOW_RESUME = "flow.resume";

/** A button that answers the step it is shown with; `at` tells apart the questions of a step that asks several. */
export function answerButton(label: Localizable, flow: string, step: string, value: string, at = ""): ReplyButton {
  return act(label, FLOW_ANSWER, { flow, step, at, value });
}

export const flowAnswerSchema = z.object({ flow: z.string(), step: z.string(), at: z.string(), value: z.string() });

/** Which question a pressed button belongs to. */
export type FlowPlace = { readonly step: string; readonly at: string };

/** Begins a flow at a step: an {@link Apply} that opens the dialogue and asks. */
export function beginFlow<S>(flow: Flow<S>, turn: Turn, step: string, state: S): Apply {
  return async (tx) => {
    await store(tx, turn, flow, step, state);
    return [askOf(flow, step, state, turn)];
  };
}

export function flowRoute<S>(flow: Flow<S>): FlowRoute {
  return {
    name: flow.name,
    ask: (turn, dialogue) => {
      const state = readState(flow, dialogue);
      if (state === null || flow.steps[dialogue.step] === undefined) return restarted(turn);
      return async () => [askOf(flow, dialogue.step, state, turn)];
    },
    go: async (turn, dialogue, answer, pressed) => {
      const state = readState(flow, dialogue);
      const current = flow.steps[dialogue.step];
      if (state === null || current === undefined) return restarted(turn);
      if (pressed !== null && (pressed.step !== dialogue.step || pressed.at !== (current.at?.(state) ?? ""))) {
        return async () => [askAgain(flow, dialogue.step, state, turn, localized("flow.movedOn"))];
      }
      const result = await current.receive(turn, state, answer);
      switch (result.kind) {
        case "again":
          return async () => [askAgain(flow, dialogue.step, state, turn, result.reason)];
        case "next":
          return beginFlow(flow, turn, result.step, result.state);
        case "done":
          return async (tx) => {
            await close(tx, turn);
            return result.apply(tx);
          };
      }
    },
  };
}

function restarted(turn: Turn): Apply {
  return closing(turn, reply(text(localized("flow.restarted"))));
}

/** Ends whatever dialogue is open, and says so. */
export function closing(turn: Turn, ...replies: readonly Reply[]): Apply {
  return async (tx) => {
    await close(tx, turn);
    return replies;
  };
}

async function close(tx: Tx, turn: Turn): Promise<void> {
  const times = { now: turn.now, expiresAt: null };
  await saveDialogue(tx, turn.incoming.conversation, turn.person.id, null, times);
}

async function store<S>(tx: Tx, turn: Turn, flow: Flow<S>, step: string, state: S): Promise<void> {
  const dialogue: Dialogue = { flow: flow.name, version: flow.version, step, state: z.json().parse(state) };
  const times = { now: turn.now, expiresAt: later(turn.now, DIALOGUE_MS) };
  await saveDialogue(tx, turn.incoming.conversation, turn.person.id, dialogue, times);
}

function readState<S>(flow: Flow<S>, dialogue: Dialogue): S | null {
  if (dialogue.version !== flow.version) return flow.upgrade?.(dialogue.state, dialogue.version) ?? null;
  return flow.state.safeParse(dialogue.state).data ?? null;
}

function askOf<S>(flow: Flow<S>, step: string, state: S, turn: Turn): Reply {
  const found = flow.steps[step];
  if (found === undefined) throw new Error(`Flow ${flow.name} has no step ${step}`);
  return found.ask(state, turn);
}

function askAgain<S>(flow: Flow<S>, step: string, state: S, turn: Turn, reason: Localizable): Reply {
  const question = askOf(flow, step, state, turn);
  return { ...question, parts: [text(reason), ...question.parts] };
}
