import type { Translator } from "../i18n/translator.ts";
import { AppError } from "../shared/errors.ts";
import type { ActionRoute, CommandRoute, Feature, FormRoute, LinkRoute, ReplyRoute } from "./feature.ts";
import type { FlowRoute } from "./flow.ts";
import { createFormFlow, type FormFlow } from "./form-flow.ts";
import { createPhraseBook } from "./phrases.ts";

/** Who handles what, gathered from the features. */
export type Router = {
  readonly commands: readonly CommandRoute[];
  readonly command: (name: string) => CommandRoute | undefined;
  readonly action: (name: string) => ActionRoute | undefined;
  readonly form: (id: string) => FormRoute | undefined;
  readonly flow: (name: string) => FlowRoute | undefined;
  readonly forms: FormFlow;
  readonly timer: (name: string) => NonNullable<Feature["timers"]>[number] | undefined;
  /** Who answers a message that is nothing but a set phrase. */
  readonly phrase: (message: string) => NonNullable<Feature["phrases"]>[number] | undefined;
  /** Who opens a deep link with this payload, and what of the payload is theirs. */
  readonly link: (payload: string) => { readonly route: LinkRoute; readonly rest: string } | null;
  readonly replies: readonly ReplyRoute[];
  readonly overhear: readonly NonNullable<Feature["overhear"]>[];
  readonly quick: NonNullable<Feature["quick"]>;
  readonly text: NonNullable<Feature["text"]>;
  readonly joined: NonNullable<Feature["joined"]>;
};

/** @throws AppError where two features claim the same name, or nobody handles free text or a first contact. */
export function createRouter(features: readonly Feature[], translator: Translator): Router {
  const commands = features.flatMap((feature) => feature.commands ?? []);
  const byCommand = index("command", commands, (route) => route.name);
  const byAction = index(
    "action",
    features.flatMap((feature) => feature.actions ?? []),
    (route) => route.name,
  );
  const byForm = index(
    "form",
    features.flatMap((feature) => feature.forms ?? []),
    (route) => route.form.id,
  );
  const forms = createFormFlow((id) => byForm.get(id));
  const byFlow = index("flow", [forms, ...features.flatMap((feature) => feature.flows ?? [])], (route) => route.name);
  const byTimer = index(
    "timer",
    features.flatMap((feature) => feature.timers ?? []),
    (route) => route.name,
  );
  const links = index(
    "link prefix",
    features.flatMap((feature) => feature.links ?? []),
    (route) => route.prefix,
  );
  const phrases = index(
    "phrases",
    features.flatMap((feature) => feature.phrases ?? []),
    (route) => route.key,
  );
  const findPhrase = createPhraseBook([...phrases.keys()], translator);
  return {
    commands,
    phrase: (message) => phrases.get(findPhrase(message) ?? ""),
    command: (name) => byCommand.get(name),
    action: (name) => byAction.get(name),
    form: (id) => byForm.get(id),
    flow: (name) => byFlow.get(name),
    forms,
    timer: (name) => byTimer.get(name),
    link: (payload) => {
      const [, prefix = "", rest = ""] = /^([^_]+)_(.+)$/su.exec(payload) ?? [];
      const route = links.get(prefix);
      return route === undefined ? null : { route, rest };
    },
    replies: features.flatMap((feature) => feature.replies ?? []),
    overhear: features.flatMap((feature) => feature.overhear ?? []),
    quick: only(
      "quick answers",
      features.flatMap((feature) => feature.quick ?? []),
    ),
    text: only(
      "free text",
      features.flatMap((feature) => feature.text ?? []),
    ),
    joined: only(
      "a first contact",
      features.flatMap((feature) => feature.joined ?? []),
    ),
  };
}

function index<R>(kind: string, routes: readonly R[], nameOf: (route: R) => string): ReadonlyMap<string, R> {
  const map = new Map<string, R>();
  for (const route of routes) {
    const name = nameOf(route);
    if (map.has(name)) throw new AppError("config.invalid", `Two features claim the ${kind} "${name}".`);
    map.set(name, route);
  }
  return map;
}

function only<H>(what: string, handlers: readonly H[]): H {
  const [handler] = handlers;
  if (handler === undefined || handlers.length > 1) {
    throw new AppError("config.invalid", `${handlers.length} features handle ${what}; there must be one.`);
  }
  return handler;
}
