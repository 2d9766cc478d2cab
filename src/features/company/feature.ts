import type { CommandRoute, Feature } from "../../conversation/feature.ts";
import { FLOW_RESUME } from "../../conversation/flow.ts";
import { formOf } from "../../conversation/form-flow.ts";
import { type ReplyButton, show as showButton } from "../../conversation/reply.ts";
import type { Turn } from "../../conversation/turn.ts";
import { type Localizable, localized } from "../../message/text.ts";
import { findDialogue } from "../../store/conversations.ts";
import type { Reading } from "../../store/store.ts";
import { change, createActions, invite, join, members, show } from "./actions.ts";
import { findCompanyOf } from "./companies.ts";
import { DOSSIER_FORMS } from "./dossier.ts";
import { type CompanyDeps, createForms } from "./forms.ts";
import { createCompanyInvariants } from "./invariants.ts";
import { COMPANY_LINK } from "./invites.ts";
import { companyLine } from "./present.ts";
import { companyKeeps, createCompanyPrivacy } from "./privacy.ts";
import { type FindUsed, retainCompanies } from "./retain.ts";
import { hasReturn } from "./returns.ts";
import { GO_ON } from "./tell.ts";

export type CompanyFeatureDeps = CompanyDeps & {
  /** Which companies without members another feature still needs. */
  readonly findUsed: FindUsed;
};

/** The company that a person acts for: asked once, used for everything that a company does. */
export function createCompanyFeature(deps: CompanyFeatureDeps): Feature {
  return {
    name: "company",
    privacy: createCompanyPrivacy(deps.sealer),
    keeps: companyKeeps,
    invariants: createCompanyInvariants(deps.sealer),
    retain: (tx, now) => retainCompanies(tx, deps.findUsed, now),
    matters,
    ways,
    commands: [companyCommand(deps)],
    actions: createActions(deps),
    forms: createForms(deps),
    links: [{ prefix: COMPANY_LINK, handle: async (turn, { rest }) => join(deps, turn, rest) }],
  };
}

/** `/company`, and what may follow it. */
function companyCommand(deps: CompanyDeps): CommandRoute {
  const wishes: Readonly<Record<string, (deps: CompanyDeps, turn: Turn) => ReturnType<typeof show>>> = {
    change,
    invite,
    members,
  };
  return {
    name: "company",
    word: "company.wordCompany",
    description: "company.commandCompany",
    response: "new",
    audience: "private",
    handle: async (turn, { args }) => (wishes[args.trim().toLowerCase()] ?? show)(deps, turn),
  };
}

async function matters(db: Reading, turn: Turn): Promise<Localizable[]> {
  const company = await findCompanyOf(db, turn.person.id);
  const own = company === null ? [] : [companyLine(company)];
  if (await isHalfDone(db, turn)) return [...own, localized("company.halfDone")];
  const waits = company?.complete !== true && (await hasReturn(db, turn.person.id, turn.now));
  return waits ? [...own, localized("company.waits")] : own;
}

/** The way on with a dossier that is half done, or with what waits for it. */
async function ways(db: Reading, turn: Turn): Promise<ReplyButton[]> {
  if (await isHalfDone(db, turn)) return [showButton(localized("company.resume"), FLOW_RESUME)];
  return (await hasReturn(db, turn.person.id, turn.now)) ? [showButton(localized("company.resume"), GO_ON)] : [];
}

async function isHalfDone(db: Reading, turn: Turn): Promise<boolean> {
  const dialogue = await findDialogue(db, turn.incoming.conversation, turn.person.id, turn.now);
  const form = dialogue === null ? null : formOf(dialogue);
  return Object.values<string | null>(DOSSIER_FORMS).includes(form);
}
