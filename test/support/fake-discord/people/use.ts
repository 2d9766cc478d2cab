import type { Interaction, Modal } from "../interactions.ts";
import type { Component, Json } from "../shapes.ts";
import { inputsOf } from "../with-ids.ts";
import { type Shown, shown } from "./shown.ts";
import { type Waiting, waitFor } from "./waiting.ts";

/** A field of a form as a person sees it. */
export type ShownField = {
  readonly label: string;
  readonly help: string;
  readonly customId: string;
  readonly type: number;
  readonly value: string;
  readonly isRequired: boolean;
  readonly options: readonly string[];
};

export type ShownModal = { readonly title: string; readonly customId: string; readonly fields: readonly ShownField[] };

/** Something that a person did to the bot, and what the bot answers. All waits reject after `timeout` (5,000 ms). */
export type Use = {
  readonly interaction: Interaction;
  /** Resolves when the bot acknowledged it, in whatever way. */
  readonly acknowledged: (waiting?: Waiting) => Promise<Interaction>;
  /** The answer, once it is there and not merely put off; for a changed message, that message. */
  readonly answer: (waiting?: Waiting) => Promise<Shown>;
  /** The form that the bot opened. */
  readonly modal: (waiting?: Waiting) => Promise<ShownModal>;
};

/** What a person is offered while typing. */
export type Typing = {
  readonly interaction: Interaction;
  readonly choices: (
    waiting?: Waiting,
  ) => Promise<readonly { readonly name: string; readonly value: string | number }[]>;
};

export function createUse(interaction: Interaction): Use {
  const { listeners, name } = interaction;
  const wait = <T>(find: () => T | undefined, what: string, waiting?: Waiting) =>
    waitFor(listeners, find, () => `"${name}" (${interaction.fate}) ${what}`, waiting);
  return {
    interaction,
    acknowledged: (waiting) =>
      wait(() => (interaction.response === null ? undefined : interaction), "was not acknowledged", waiting),
    answer: (waiting) =>
      wait(
        () => {
          const { fate, original } = interaction;
          return fate === "done" && original !== null ? shown(original) : undefined;
        },
        "was not answered with a message",
        waiting,
      ),
    modal: (waiting) =>
      wait(() => (interaction.modal === null ? undefined : shownModal(interaction.modal)), "opened no form", waiting),
  };
}

export function createTyping(interaction: Interaction): Typing {
  const find = () =>
    (interaction.choices ?? undefined) as readonly (Json & { name: string; value: string })[] | undefined;
  return {
    interaction,
    choices: (waiting) =>
      waitFor(interaction.listeners, find, () => `typing in "${interaction.name}" brought no choices`, waiting),
  };
}

function shownModal({ title, custom_id, components }: Modal): ShownModal {
  return { title, customId: custom_id, fields: components.flatMap(fieldsOf) };
}

/** A field's words stand on the input itself (the old way), or on the label around it. */
function fieldsOf(part: Component): readonly ShownField[] {
  return inputsOf([part]).map((input) => ({
    label: part.label ?? input.label ?? "",
    help: part.description ?? "",
    customId: input.custom_id ?? "",
    type: input.type,
    value: input.value ?? "",
    isRequired: input.required ?? true,
    options: (input.options ?? []).map(({ label }) => label),
  }));
}
