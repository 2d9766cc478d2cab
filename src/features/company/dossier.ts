import { buttons, openForm, type Reply, reply, show, text } from "../../conversation/reply.ts";
import { type Apply, answering, type Turn } from "../../conversation/turn.ts";
import { localized } from "../../message/text.ts";
import type { Tx } from "../../store/store.ts";
import { findCompanyOf } from "./companies.ts";
import type { Company } from "./company.ts";
import { type Continuation, type Return, saveReturn, takeReturn } from "./returns.ts";
import { GO_ON } from "./tell.ts";

/** The forms of the dossier: one for mainland China, one for anywhere else, and one for the contact alone. */
export const DOSSIER_FORMS = { china: "company.china", abroad: "company.abroad", contact: "company.contact" } as const;

/**
 * Sends a person through the dossier of their company, and back to where they were: `then` is run as soon as the company is
 * complete, whether they filled in the form, took up an invitation, or staff let them in (they then press a button). It is
 * kept for seven days beside what is half done. A company that is complete already is confirmed by a button.
 *
 * @example return beginDossier(turn, { name: "expo.signup", params: { expo, booth } });
 */
export function beginDossier(turn: Turn, then: Return): Apply {
  return async (tx) => {
    await saveReturn(tx, turn.person.id, then, turn.now);
    return [askForDossier(await findCompanyOf(tx, turn.person.id))];
  };
}

/** What a person is asked for next. */
export function askForDossier(company: Company | null): Reply {
  if (company === null)
    return reply(
      text(localized("company.begin")),
      buttons(
        openForm(localized("company.inChina"), DOSSIER_FORMS.china),
        openForm(localized("company.elsewhere"), DOSSIER_FORMS.abroad),
      ),
    );
  if (!company.complete)
    return reply(
      text(localized("company.contactMissing")),
      buttons(openForm(localized("company.giveContact"), DOSSIER_FORMS.contact)),
    );
  return reply(text(localized("company.ready")), buttons(show(localized("company.resume"), GO_ON)));
}

export type Continuations = () => Readonly<Record<string, Continuation>>;

/**
 * Takes a person with a complete company back to where they came from. Null where they came from nowhere, or their company
 * still lacks something.
 */
export async function goBack(tx: Tx, turn: Turn, continuations: Continuations): Promise<readonly Reply[] | null> {
  const company = await findCompanyOf(tx, turn.person.id);
  if (company === null || !company.complete) return null;
  const then = await takeReturn(tx, turn.person.id, turn.now);
  const go = then === null ? undefined : continuations()[then.name];
  return then === null || go === undefined ? null : go(turn, then.params, company)(tx);
}

/** Goes back where there is a way back, else shows how things stand. */
export function goOn(turn: Turn, continuations: Continuations, otherwise: Apply = answering()): Apply {
  return async (tx) => (await goBack(tx, turn, continuations)) ?? otherwise(tx);
}
