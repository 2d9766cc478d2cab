import { z } from "zod";
import { type ActionRoute, action } from "../../conversation/feature.ts";
import { act, buttons, openForm, reply, text } from "../../conversation/reply.ts";
import { type Apply, answering, type Handler, type Turn } from "../../conversation/turn.ts";
import { eventKey } from "../../message/incoming.ts";
import { localized, written } from "../../message/text.ts";
import { findCompany, findCompanyOf } from "./companies.ts";
import { type ChangeableField, type Company, companyTitle } from "./company.ts";
import { askForDossier, DOSSIER_FORMS, goBack, goOn } from "./dossier.ts";
import { CHANGES, type CompanyDeps, changeFormOf, INVITE_FORM } from "./forms.ts";
import { takeInvite } from "./invites.ts";
import { leaveCompany, listMembers, removeMember } from "./members.ts";
import { askColleague, askEnd, showCompany, showMembers } from "./present.ts";
import { GO_ON, tellJoined, tellRemoved } from "./tell.ts";

const personSchema = z.object({ person: z.string() });
const quiet = { response: "new", audience: "private" } as const;

/** What can be pressed about a company. Each asks anew whether the person acts for it. */
export function createActions(deps: CompanyDeps): ActionRoute[] {
  const { store, continuations } = deps;
  const press = (name: string, handle: Handler<unknown>) => action({ name, params: z.object({}), ...quiet, handle });
  return [
    press("company.show", (turn) => show(deps, turn)),
    press("company.change", (turn) => change(deps, turn)),
    press("company.members", (turn) => members(deps, turn)),
    press("company.invite", (turn) => invite(deps, turn)),
    press(GO_ON, async (turn) => goOn(turn, continuations, await show(deps, turn))),
    press("company.leaveAsk", async () =>
      answering(askEnd(localized("company.leaveAsk"), act(localized("company.leaveYes"), "company.leave"))),
    ),
    press("company.leave", async (turn) => async (tx) => {
      const company = await findCompanyOf(tx, turn.person.id);
      const ended =
        company === null ? "none" : await leaveCompany(tx, store.traits, company.id, turn.person.id, turn.now);
      return [reply(text(LEFT[ended]))];
    }),
    action({
      ...{ name: "company.removeAsk", params: personSchema, ...quiet },
      handle: async (_turn, { params }) =>
        answering(
          askEnd(localized("company.removeAsk"), act(localized("company.removeYes"), "company.remove", params)),
        ),
    }),
    action({
      ...{ name: "company.remove", params: personSchema, ...quiet },
      handle: async (turn, { params: { person } }) => remove(deps, turn, person),
    }),
  ];
}

const LEFT = {
  left: localized("company.left"),
  last: localized("company.lastMember"),
  none: localized("company.none"),
} as const;

const REMOVED = {
  removed: localized("company.removed"),
  senior: localized("company.notRemoved"),
  none: localized("company.notRemoved"),
} as const;

/** `/company`: how it stands, or how to begin. */
export async function show({ store, sealer }: CompanyDeps, turn: Turn): Promise<Apply> {
  return withCompany({ store }, turn, async (company) =>
    answering(await showCompany(store.read, sealer, company, turn)),
  );
}

/** What may be changed, a button each. */
export async function change({ store }: CompanyDeps, turn: Turn): Promise<Apply> {
  const names: readonly ChangeableField[] = ["name", "englishName", "category", "website"];
  return withCompany({ store }, turn, async () =>
    answering(
      reply(
        text(localized("company.changeWhat")),
        buttons(
          ...names.map((name) => openForm(CHANGES[name].label, changeFormOf(name))),
          openForm(localized("company.contactTitle"), DOSSIER_FORMS.contact),
        ),
      ),
    ),
  );
}

export async function members({ store, sealer }: CompanyDeps, turn: Turn): Promise<Apply> {
  return withCompany({ store }, turn, async ({ id }) =>
    answering(showMembers(await listMembers(store.read, sealer, id), turn.person.id)),
  );
}

export async function invite({ store }: CompanyDeps, turn: Turn): Promise<Apply> {
  return withCompany({ store }, turn, async () => answering(askColleague(INVITE_FORM)));
}

/** A colleague opens an invitation. */
export function join({ sealer, continuations }: CompanyDeps, turn: Turn, token: string): Apply {
  return async (tx) => {
    const joined = await takeInvite(tx, sealer, token, turn.person.id, turn.now);
    if (joined.kind !== "joined")
      return [reply(text(localized(joined.kind === "member" ? "company.alreadyMember" : "company.inviteGone")))];
    const company = await findCompany(tx, joined.company);
    await tellJoined(tx, eventKey(turn.incoming), joined.by, joined.name, turn.now);
    const name = company === null ? "" : companyTitle(company);
    const welcome = reply(text(localized("company.joined", { company: written(name) })));
    return [welcome, ...((await goBack(tx, turn, continuations)) ?? [])];
  };
}

function remove({ store }: CompanyDeps, turn: Turn, person: string): Apply {
  return async (tx) => {
    const by = turn.person.id;
    const company = await findCompanyOf(tx, by);
    if (company === null) return [reply(text(LEFT.none))];
    const ended = await removeMember(tx, store.traits, { company: company.id, by, person }, turn.now);
    if (ended === "removed") await tellRemoved(tx, eventKey(turn.incoming), person, companyTitle(company), turn.now);
    return [reply(text(REMOVED[ended]))];
  };
}

async function withCompany(
  { store }: Pick<CompanyDeps, "store">,
  turn: Turn,
  handle: (company: Company) => Promise<Apply>,
): Promise<Apply> {
  const company = await findCompanyOf(store.read, turn.person.id);
  return company === null ? answering(askForDossier(null)) : handle(company);
}
