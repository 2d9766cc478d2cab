import { z } from "zod";
import type { Field, Form } from "../message/form.ts";
import { type Localizable, localized, written } from "../message/text.ts";
import type { JsonObject } from "../shared/json.ts";
import type { Dialogue } from "../store/conversations.ts";
import type { Answers, FormRoute } from "./feature.ts";
import { answerButton, beginFlow, type Flow, type FlowRoute, flowRoute, type StepResult } from "./flow.ts";
import { buttons, type Reply, reply, text } from "./reply.ts";
import type { Apply, Turn } from "./turn.ts";

const stateSchema = z.object({
  form: z.string(),
  params: z.record(z.string(), z.json()),
  answers: z.record(z.string(), z.string()),
  field: z.number().int(),
});

type FormState = z.infer<typeof stateSchema>;

const NAME = "form";

/** The id of the form that a dialogue asks field by field; null where it is another dialogue. */
export function formOf({ flow, state }: Dialogue): string | null {
  return flow === NAME ? (stateSchema.safeParse(state).data?.form ?? null) : null;
}

const SKIP = "-";
const KEEP = "=";

/** Forms for platforms that show none: asked field by field, summed up, confirmed. */
export type FormFlow = FlowRoute & {
  readonly begin: (turn: Turn, form: FormRoute, params: JsonObject) => Apply;
};

export function createFormFlow(findForm: (id: string) => FormRoute | undefined): FormFlow {
  const getForm = (id: string): FormRoute => {
    const found = findForm(id);
    if (found === undefined) throw new Error(`There is no form ${id}`);
    return found;
  };

  const flow: Flow<FormState> = {
    name: NAME,
    version: 1,
    state: stateSchema,
    steps: {
      field: {
        at: ({ form, field }) => `${form}/${field}`,
        ask: (state) => askField(getForm(state.form).form, state.field, state.answers),
        receive: async (_turn, state, answer) => {
          const { fields } = getForm(state.form).form;
          const field = fields[state.field];
          if (field === undefined) return { kind: "next", step: "confirm", state };
          const before = state.answers[field.name];
          const given = answer === KEEP && before !== undefined ? before : answer;
          const parsed = parseField(field, given === SKIP && field.optional ? "" : given);
          if (!parsed.ok) return { kind: "again", reason: parsed.reason };
          const answers = { ...state.answers, [field.name]: parsed.value };
          const last = state.field + 1 >= fields.length;
          return {
            kind: "next",
            step: last ? "confirm" : "field",
            state: { ...state, answers, field: state.field + 1 },
          };
        },
      },
      confirm: {
        ask: (state) => askConfirm(getForm(state.form).form, state.answers),
        receive: (turn, state, answer) => confirm(getForm(state.form), turn, state, answer),
      },
    },
  };

  return {
    ...flowRoute(flow),
    begin: (turn, route, params) =>
      beginFlow(flow, turn, "field", {
        form: route.form.id,
        params: z.record(z.string(), z.json()).parse(params),
        answers: {},
        field: 0,
      }),
  };
}

async function confirm(route: FormRoute, turn: Turn, state: FormState, answer: string): Promise<StepResult<FormState>> {
  if (answer === "change") return { kind: "next", step: "field", state: { ...state, field: 0 } };
  if (answer !== "confirm") return { kind: "again", reason: localized("form.pressConfirm") };
  return { kind: "done", apply: await route.submit(turn, { answers: state.answers, params: state.params }) };
}

/** A field that was answered before can be left as it is: the button shows the answer, and carries none. */
function askField(form: Form, index: number, answers: Answers): Reply {
  const field = form.fields[index];
  if (field === undefined) return askConfirm(form, answers);
  const at = `${form.id}/${index}`;
  const progress = localized("form.step", { title: form.title, step: index + 1, steps: form.fields.length });
  const options = (field.options ?? []).map(({ value, label }) => answerButton(label, NAME, "field", value, at));
  const before = answers[field.name] ?? "";
  const keep =
    before === "" || field.options !== undefined ? [] : [answerButton(written(before), NAME, "field", KEEP, at)];
  const skip = field.optional ? [answerButton(localized("form.skip"), NAME, "field", SKIP, at)] : [];
  return reply(
    text(progress),
    text(localized("form.question", { label: field.label })),
    ...(field.help === undefined ? [] : [text(field.help)]),
    buttons(...options, ...keep, ...skip),
  );
}

function askConfirm(form: Form, answers: Answers): Reply {
  const fields = form.fields.map((field) => ({
    label: field.label,
    value: shownAnswer(field, answers[field.name] ?? ""),
  }));
  return reply(
    { kind: "card", title: localized("form.check", { title: form.title }), fields },
    buttons(
      answerButton(form.submit, NAME, "confirm", "confirm"),
      answerButton(localized("form.change"), NAME, "confirm", "change"),
    ),
    text(localized("form.cancelHint")),
  );
}

function shownAnswer(field: Field, value: string): Localizable {
  if (value === "") return localized("form.empty");
  return field.options?.find((option) => option.value === value)?.label ?? written(value);
}

/** Checks one answer against its field: required, length, known option, then the field's own rule. */
export function parseField(field: Field, answer: string): ReturnType<Field["parse"]> {
  const trimmed = answer.trim();
  if (trimmed === "") {
    return field.optional
      ? { ok: true, value: "" }
      : { ok: false, reason: localized("form.required", { label: field.label }) };
  }
  if (trimmed.length > field.maxLength) {
    return {
      ok: false,
      reason: localized("form.tooLong", { label: field.label, max: field.maxLength, length: trimmed.length }),
    };
  }
  if (field.options !== undefined && !field.options.some((option) => option.value === trimmed)) {
    return { ok: false, reason: localized("form.pickOne", { label: field.label }) };
  }
  return field.parse(trimmed);
}
