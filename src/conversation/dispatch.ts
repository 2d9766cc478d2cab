import { parseCommand } from "../message/command.ts";
import type { IncomingOf } from "../message/incoming.ts";
import { type Localizable, localized, sequence, written } from "../message/text.ts";
import { exhaustive } from "../shared/exhaustive.ts";
import type { JsonObject } from "../shared/json.ts";
import { findButton, type StoredButton, spendButton } from "../store/buttons.ts";
import { findDialogue } from "../store/conversations.ts";
import { dropQueued } from "../store/outbox.ts";
import { setReachable } from "../store/people.ts";
import { isStaffRoom } from "../store/staff-room.ts";
import type { Store } from "../store/store.ts";
import type { Answers, FormRoute } from "./feature.ts";
import { closing, DIALOGUE_MS, FLOW_ANSWER, FLOW_RESUME, flowAnswerSchema } from "./flow.ts";
import { parseField } from "./form-flow.ts";
import { guarded } from "./guard.ts";
import { ALONE, inPrivate } from "./in-private.ts";
import { openFormSchema } from "./open-form.ts";
import { buttons, OPEN_FORM, openForm, type ReplyButton, reply, show, text } from "./reply.ts";
import type { Router } from "./router.ts";
import { type Apply, answering, type Turn } from "./turn.ts";

/** Finds who handles an event, and runs the first half of its handler. */
export async function dispatch(router: Router, store: Store, turn: Turn): Promise<Apply> {
  const { incoming } = turn;
  switch (incoming.kind) {
    case "text":
      return onText(router, store, turn, incoming);
    case "command":
      return onCommand(router, store, turn, incoming);
    case "action":
      return onAction(router, store, turn, incoming);
    case "form":
      return onForm(router, store, turn, incoming);
    case "joined":
      return onStart(router, store, turn, incoming.payload ?? "");
    case "left":
      return async (tx) => {
        await setReachable(tx, incoming.platform, incoming.account, turn.now);
        await dropQueued(tx, incoming.platform, incoming.account, turn.now);
        return [];
      };
    case "timer": {
      const timer = router.timer(incoming.name);
      return timer === undefined ? answering() : timer.handle(turn, { params: incoming.params });
    }
    case "edited":
      return onEdited(router, store, turn, incoming.text);
    default:
      return exhaustive(incoming);
  }
}

async function onText(router: Router, store: Store, turn: Turn, incoming: IncomingOf<"text">): Promise<Apply> {
  const { text: said, files, phone } = incoming;
  const command = parseCommand(said);
  if (command !== null) return onCommand(router, store, turn, command);
  const replied = await onReply(router, store, turn, incoming);
  if (replied !== null) return replied;
  const dialogue = await findDialogue(store.read, turn.incoming.conversation, turn.person.id, turn.now);
  const flow = dialogue === null ? undefined : router.flow(dialogue.flow);
  // A file is no answer, not even to a question that may be skipped: what is asked is asked again.
  const isFileAlone = files.length > 0 && said.trim() === "" && phone === undefined;
  if (isFileAlone) {
    const again = dialogue === null || flow === undefined ? answering() : flow.ask(turn, dialogue);
    return async (tx) => [reply(text(localized("core.fileNotRead"))), ...(await again(tx))];
  }
  if (dialogue !== null && flow !== undefined) return flow.go(turn, dialogue, phone ?? said, null);
  // Staff talk among themselves there.
  if (incoming.scope === "group" && (await isStaffRoom(store.read, incoming.conversation))) return answering();
  if (phone !== undefined) return answering(reply(text(localized("core.phoneNotAsked"))));
  for (const overhear of router.overhear) {
    const apply = await overhear(turn, { text: said });
    if (apply !== null) return apply;
  }
  const phrase = router.phrase(said);
  return phrase === undefined ? router.text(turn, { text: said }) : phrase.handle(turn, {});
}

/** A reply to a message of the desk's own that a feature takes replies to; null where it is none. */
async function onReply(
  router: Router,
  store: Store,
  turn: Turn,
  { conversation, replyTo, text: said }: IncomingOf<"text">,
): Promise<Apply | null> {
  if (replyTo === undefined) return null;
  for (const { name, staff, about, handle } of router.replies) {
    const subject = await about(store.read, conversation, replyTo);
    if (subject !== null)
      return guarded(store, turn, name, staff, (seen) => handle(seen, { about: subject, text: said }));
  }
  return null;
}

/** A question that was put right is asked again; anything else that was edited has had its effect. */
async function onEdited(router: Router, store: Store, turn: Turn, said: string): Promise<Apply> {
  const { conversation, scope } = turn.incoming;
  const dialogue = await findDialogue(store.read, conversation, turn.person.id, turn.now);
  if (dialogue !== null || said.trim() === "" || parseCommand(said) !== null) return answering();
  if (scope === "group" && (await isStaffRoom(store.read, conversation))) return answering();
  return router.phrase(said) === undefined ? router.text(turn, { text: said }) : answering();
}

async function onCommand(
  router: Router,
  store: Store,
  turn: Turn,
  { name, args }: { readonly name: string; readonly args: string },
): Promise<Apply> {
  if (name === "start" && args !== "") return onStart(router, store, turn, args);
  if (name === "cancel") return onCancel(store, turn);
  const route = router.command(name);
  if (route === undefined) {
    return answering(
      reply(
        text(localized("core.unknownCommand", { command: written(`/${name}`) })),
        buttons(show(localized("core.help"), "settings.help")),
      ),
    );
  }
  return guarded(store, turn, `/${name}`, route.staff, (seen) =>
    inPrivate(store, seen, route, (alone) => route.handle(alone, { args })),
  );
}

/** What is half done here ends; also what was begun here for the person alone. */
async function onCancel(store: Store, turn: Turn): Promise<Apply> {
  const cancelled = reply(text(localized("core.cancelled")));
  if (!turn.incoming.aside) return closing(turn, cancelled);
  const here = closing(turn);
  return inPrivate(store, turn, ALONE, async (alone) => {
    const apart = closing(alone, cancelled);
    return async (tx) => [...(await here(tx)), ...(await apart(tx))];
  });
}

/** A beginning: what a deep link leads to, or the greeting. */
async function onStart(router: Router, store: Store, turn: Turn, payload: string): Promise<Apply> {
  if (payload === "") return router.joined(turn, { payload: null });
  const link = router.link(payload);
  return link === null
    ? router.joined(turn, { payload })
    : inPrivate(store, turn, ALONE, (alone) => link.route.handle(alone, { rest: link.rest }));
}

async function onAction(router: Router, store: Store, turn: Turn, pressed: IncomingOf<"action">): Promise<Apply> {
  const button = await findButton(store.read, pressed.token, turn.person.id, turn.now);
  // In a group it is mostly somebody else's button: that is no matter for everyone there.
  if (button === null) return inPrivate(store, turn, ALONE, async () => answering(oldButton()), answering());
  const staff = router.action(button.action)?.staff;
  return guarded(store, turn, button.action, staff, async (seen) => {
    const apply = await runAction(router, store, seen, button, pressed.message);
    return button.use === "once" ? spending(button, seen, apply) : apply;
  });
}

async function runAction(
  router: Router,
  store: Store,
  turn: Turn,
  button: StoredButton,
  message: string | null,
): Promise<Apply> {
  if (button.action === FLOW_ANSWER) {
    const apply = await answerFlow(router, store, turn, button);
    if (apply !== null || !turn.incoming.aside) return apply ?? answering(oldButton());
    return inPrivate(
      store,
      turn,
      ALONE,
      async (alone) => (await answerFlow(router, store, alone, button)) ?? answering(oldButton()),
    );
  }
  if (button.action === FLOW_RESUME) return inPrivate(store, turn, ALONE, (alone) => resume(router, store, alone));
  if (button.action === OPEN_FORM) {
    const { form, params } = openFormSchema.parse(button.params);
    const route = router.form(form);
    if (route === undefined) return answering(oldButton());
    return inPrivate(store, turn, ALONE, async (alone) => router.forms.begin(alone, route, params));
  }
  const route = router.action(button.action);
  if (route === undefined) return answering(oldButton());
  return inPrivate(store, turn, route, async (alone) => {
    const apply = await route.handle(alone, { params: button.params, message });
    return route.response === "update" && message !== null && (alone === turn || turn.incoming.aside)
      ? inPlace(message, apply)
      : apply;
  });
}

/** An answer to a dialogue by a button; null where there is no such dialogue. */
async function answerFlow(router: Router, store: Store, turn: Turn, button: StoredButton): Promise<Apply | null> {
  const { flow: name, step, at, value } = flowAnswerSchema.parse(button.params);
  const dialogue = await findDialogue(store.read, turn.incoming.conversation, turn.person.id, turn.now);
  const flow = router.flow(name);
  return dialogue?.flow !== name || flow === undefined ? null : flow.go(turn, dialogue, value, { step, at });
}

/** Asks again what is half done. */
async function resume(router: Router, store: Store, turn: Turn): Promise<Apply> {
  const dialogue = await findDialogue(store.read, turn.incoming.conversation, turn.person.id, turn.now);
  const flow = dialogue === null ? undefined : router.flow(dialogue.flow);
  return dialogue === null || flow === undefined ? answering(oldButton()) : flow.ask(turn, dialogue);
}

/** Menus, pages and countdowns: the first reply takes the place of the message that was pressed. */
function inPlace(message: string, apply: Apply): Apply {
  return async (tx) => {
    const [first, ...rest] = await apply(tx);
    if (first === undefined) return [];
    return [first.mode.kind === "new" ? { ...first, mode: { kind: "replace", message } } : first, ...rest];
  };
}

/** A second press, even one that was pressed at the same moment, changes nothing. */
function spending(button: StoredButton, turn: Turn, apply: Apply): Apply {
  return async (tx) => ((await spendButton(tx, button.token, turn.now)) ? apply(tx) : [oldButton()]);
}

async function onForm(router: Router, store: Store, turn: Turn, sent: IncomingOf<"form">): Promise<Apply> {
  return inPrivate(store, turn, ALONE, async (alone) => takeForm(router, store, alone, sent));
}

async function takeForm(router: Router, store: Store, turn: Turn, sent: IncomingOf<"form">): Promise<Apply> {
  const button = await findButton(store.read, sent.token, turn.person.id, turn.now);
  if (button?.action !== OPEN_FORM) return answering(oldButton());
  const { form, params, values } = openFormSchema.parse(button.params);
  const route = router.form(form);
  if (route === undefined) return answering(oldButton());
  const given = { ...values, ...sent.answers };
  const { answers, wrong } = readAnswers(route, given, sent.next ?? route.form.fields.length);
  if (wrong.length > 0) return answering(wrongAnswers(route, { params, given }, wrong));
  if (sent.next !== undefined) return answering(nextPage(route, { params, given }, sent.next));
  return route.submit(turn, { answers, params });
}

type Wrong = { readonly field: number; readonly reason: Localizable };
type Given = { readonly params: JsonObject; readonly given: Answers };

/** Reads the answers to the fields before `until`. */
function readAnswers(
  route: FormRoute,
  raw: Answers,
  until: number,
): { readonly answers: Answers; readonly wrong: readonly Wrong[] } {
  const answers: Record<string, string> = {};
  const wrong: Wrong[] = [];
  for (const [index, field] of route.form.fields.slice(0, until).entries()) {
    const parsed = parseField(field, raw[field.name] ?? "");
    if (parsed.ok) answers[field.name] = parsed.value;
    else wrong.push({ field: index, reason: parsed.reason });
  }
  return { answers, wrong };
}

/** What was wrong is asked again, from the first wrong field on. */
function wrongAnswers(route: FormRoute, { params, given }: Given, wrong: readonly Wrong[]) {
  const at = wrong[0]?.field ?? 0;
  const again = localized("form.again", { title: route.form.title });
  return reply(
    text(sequence(localized("form.notSaved"), ...wrong.map(({ reason }) => reason))),
    buttons(halfDone(openForm(again, route.form.id, params, shortened(given), at))),
  );
}

/** What a person has answered so far is kept no longer in a button than in a dialogue. */
function halfDone(button: ReplyButton): ReplyButton {
  return button.kind === "link" ? button : { ...button, act: { ...button.act, lifetimeMs: DIALOGUE_MS } };
}

function nextPage(route: FormRoute, { params, given }: Given, at: number) {
  const fields = { done: at, fields: route.form.fields.length };
  return reply(
    text(localized("form.pageKept", { title: route.form.title, ...fields })),
    buttons(halfDone(openForm(localized("form.goOn", fields), route.form.id, params, shortened(given), at))),
  );
}

/** Answers as a button can carry them. */
function shortened(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, answer.slice(0, 4_000)]));
}

function oldButton() {
  return reply(
    text(localized("core.oldButton")),
    buttons(show(localized("core.start"), "settings.start"), show(localized("core.help"), "settings.help")),
  );
}
