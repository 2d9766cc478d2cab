import { buttons, reply, show, text } from "../../conversation/reply.ts";
import { tellPerson } from "../../conversation/tell-person.ts";
import { localized, written } from "../../message/text.ts";
import type { Tx } from "../../store/store.ts";

/** The action that shows a person their company, and takes them back to what they came from. */
export const GO_ON = "company.goOn";

/** Tells a person what staff decided on their request. */
export async function tellDecision(
  tx: Tx,
  decided: { readonly request: number; readonly person: string; readonly company: string; readonly approved: boolean },
  now: string,
): Promise<void> {
  const { request, person, company, approved } = decided;
  const said = approved
    ? reply(
        text(localized("company.approved", { company: written(company) })),
        buttons(show(localized("company.resume"), GO_ON)),
      )
    : reply(text(localized("company.rejected")));
  await tellPerson(tx, `company-request/${request}`, person, said, now);
}

/** Tells a person that a colleague ended their membership. `cause` is the event that did. */
export async function tellRemoved(tx: Tx, cause: string, person: string, company: string, now: string): Promise<void> {
  const said = reply(text(localized("company.youWereRemoved", { company: written(company) })));
  await tellPerson(tx, `company-removed/${cause}`, person, said, now);
}

/** Tells a member that the colleague whom they invited is there. */
export async function tellJoined(tx: Tx, cause: string, person: string, name: string, now: string): Promise<void> {
  const said = reply(text(localized("company.colleagueJoined", { name: written(name) })));
  await tellPerson(tx, `company-joined/${cause}`, person, said, now);
}
