import type { Answers, FormRoute } from "../../conversation/feature.ts";
import { type Reply, reply, text } from "../../conversation/reply.ts";
import type { Apply, Turn } from "../../conversation/turn.ts";
import type { Field, Form } from "../../message/form.ts";
import { type Localizable, localized } from "../../message/text.ts";
import type { Sealer } from "../../shared/seal.ts";
import type { Store, Tx } from "../../store/store.ts";
import { changeCompany, findCompanyOf, registerCompany } from "./companies.ts";
import { CHINA, type ChangeableField, type Company, type Contact, type Profile } from "./company.ts";
import { findOwnContact, saveContact } from "./contacts.ts";
import { createFindCountry } from "./countries.ts";
import { type Continuations, DOSSIER_FORMS, goBack } from "./dossier.ts";
import * as fields from "./fields.ts";
import { createInvite } from "./invites.ts";
import { isMember } from "./members.ts";
import { showInvite } from "./present.ts";
import { requestNumber } from "./requests.ts";

export type CompanyDeps = {
  readonly store: Store;
  /** Opens and closes contact data; made for {@link CONTACT_PURPOSE}. */
  readonly sealer: Sealer;
  /** The languages in which a country may be named. */
  readonly languages: readonly string[];
  /** What other features go on with once a company is complete. */
  readonly continuations: Continuations;
};

/** What may be changed one by one, and the field that asks it. */
export const CHANGES: Readonly<Record<ChangeableField, Field>> = {
  name: fields.nameField,
  englishName: fields.englishNameField,
  category: fields.categoryField,
  website: fields.websiteField,
};

export const INVITE_FORM = "company.invite";

/** The id of the form that changes one thing. */
export function changeFormOf(field: ChangeableField): string {
  return `company.change.${field}`;
}

export function createForms(deps: CompanyDeps): FormRoute[] {
  const country = fields.createCountryField(createFindCountry(deps.languages));
  const { nameField, creditCodeField, registrationField, englishNameField, categoryField, websiteField } = fields;
  const more = [englishNameField, categoryField, websiteField, ...CONTACT_FIELDS];
  return [
    dossierForm(deps, DOSSIER_FORMS.china, [nameField, creditCodeField, ...more]),
    dossierForm(deps, DOSSIER_FORMS.abroad, [country, nameField, registrationField, ...more]),
    contactForm(deps),
    changeForm(deps, "name"),
    changeForm(deps, "englishName"),
    changeForm(deps, "category"),
    changeForm(deps, "website"),
    inviteForm(deps),
  ];
}

const CONTACT_FIELDS = [fields.contactNameField, fields.phoneField, fields.emailField];

function formOf(id: string, title: Localizable, asked: readonly Field[]): Form {
  return { id, title, submit: localized("company.save"), fields: asked };
}

function dossierForm(deps: CompanyDeps, id: string, asked: readonly Field[]): FormRoute {
  return {
    form: formOf(id, localized("company.title"), asked),
    submit: async (turn, { answers }) => register(deps, turn, answers),
  };
}

function register({ store, sealer, continuations }: CompanyDeps, turn: Turn, answers: Answers): Apply {
  const given = { person: turn.person.id, profile: readProfile(answers), contact: readContact(answers) };
  return async (tx) => {
    const came = await registerCompany(tx, { sealer, traits: store.traits }, given, turn.now);
    switch (came.kind) {
      case "known":
        return [say(localized("company.known", { number: requestNumber(came.request) }))];
      case "member":
        return [say(localized("company.alreadyMember"))];
      case "registered":
        return [say(localized("company.saved")), ...((await goBack(tx, turn, continuations)) ?? [])];
    }
  };
}

function contactForm({ store, sealer, continuations }: CompanyDeps): FormRoute {
  return {
    form: formOf(DOSSIER_FORMS.contact, localized("company.contactTitle"), CONTACT_FIELDS),
    saved: async (db, person) => {
      const company = await findCompanyOf(db, person);
      const contact = company === null ? null : await findOwnContact(db, sealer, company.id, person);
      return contact === null ? {} : { contact: contact.name, phone: contact.phone, email: contact.email };
    },
    submit: async (turn, { answers }) => {
      const person = turn.person.id;
      return async (tx) => {
        const company = await companyToChange(tx, store, person);
        if (company === null) return [say(localized("company.none"))];
        await saveContact(tx, sealer, { company: company.id, person, contact: readContact(answers) }, turn.now);
        return [say(localized("company.changed")), ...((await goBack(tx, turn, continuations)) ?? [])];
      };
    },
  };
}

function changeForm({ store }: CompanyDeps, field: ChangeableField): FormRoute {
  const asked = CHANGES[field];
  return {
    form: formOf(changeFormOf(field), asked.label, [asked]),
    saved: async (db, person) => {
      const company = await findCompanyOf(db, person);
      return { [asked.name]: company?.[field] ?? "" };
    },
    submit: async (turn, { answers }) => {
      const answer = answers[asked.name] ?? "";
      return async (tx) => {
        const company = await companyToChange(tx, store, turn.person.id);
        if (company === null) return [say(localized("company.none"))];
        await changeCompany(tx, company.id, field, answer === "" ? null : answer, turn.now);
        return [say(localized("company.changed"))];
      };
    },
  };
}

function inviteForm({ store, sealer }: CompanyDeps): FormRoute {
  return {
    form: { ...formOf(INVITE_FORM, localized("company.inviteTitle"), [fields.colleagueField]) },
    submit: async (turn, { answers }) => {
      const person = turn.person.id;
      return async (tx) => {
        const company = await companyToChange(tx, store, person);
        if (company === null) return [say(localized("company.none"))];
        const invite = { company: company.id, by: person, name: answers.colleague ?? "" };
        return [await showInvite(tx, turn, await createInvite(tx, sealer, invite, turn.now))];
      };
    },
  };
}

/** The company of a person who goes on to act for it until the transaction ends. */
async function companyToChange(tx: Tx, { traits }: Store, person: string): Promise<Company | null> {
  const company = await findCompanyOf(tx, person);
  return company !== null && (await isMember(tx, traits, company.id, person)) ? company : null;
}

function readProfile(answers: Answers): Profile {
  const { country = CHINA, code = "", name = "", englishName = "", category = "", website = "" } = answers;
  return { country, code, name, englishName: englishName || null, category, website: website || null };
}

function readContact({ contact: name = "", phone = "", email = "" }: Answers): Contact {
  return { name, phone, email };
}

function say(what: Localizable): Reply {
  return reply(text(what));
}
