import { buttons, openForm, type Reply, type ReplyButton, reply, show, text } from "../../conversation/reply.ts";
import { showLink } from "../../conversation/show-link.ts";
import type { Turn } from "../../conversation/turn.ts";
import { type Localizable, localized, written } from "../../message/text.ts";
import type { Sealer } from "../../shared/seal.ts";
import type { Reading } from "../../store/store.ts";
import { categoryLabel } from "./categories.ts";
import { CHINA, type Company, companyTitle, maskContact } from "./company.ts";
import { findContact } from "./contacts.ts";
import { countryName } from "./countries.ts";
import { COMPANY_LINK, INVITE_DAYS } from "./invites.ts";
import type { Member } from "./members.ts";

/** A line of a card: what it is, and what stands there. */
export type CardField = { readonly label: Localizable; readonly value: Localizable };

/** A company as a summary shows it, for a reader of `language`: the contact is masked. */
export async function summariseCompany(
  db: Reading,
  sealer: Sealer,
  company: Company,
  language: string,
): Promise<readonly CardField[]> {
  const contact = await findContact(db, sealer, company.id);
  const shown = contact === null ? null : maskContact(contact);
  const optional = (label: Localizable, value: string | null): CardField[] =>
    value === null ? [] : [{ label, value: written(value) }];
  return [
    { label: localized("company.name"), value: written(company.name) },
    ...optional(localized("company.englishName"), company.englishName),
    ...(company.country === CHINA
      ? []
      : [{ label: localized("company.country"), value: written(countryName(company.country, language)) }]),
    {
      label: company.country === CHINA ? localized("company.code") : localized("company.registration"),
      value: written(company.code),
    },
    { label: localized("company.category"), value: categoryLabel(company.category) ?? written(company.category) },
    ...optional(localized("company.website"), company.website),
    ...optional(localized("company.contactName"), shown?.name ?? null),
    ...optional(localized("company.phone"), shown?.phone ?? null),
    ...optional(localized("company.email"), shown?.email ?? null),
  ];
}

/** `/company`: what is kept of it, and what can be done. */
export async function showCompany(db: Reading, sealer: Sealer, company: Company, turn: Turn): Promise<Reply> {
  const missing = company.complete ? [] : [text(localized("company.contactMissing"))];
  return reply(
    {
      kind: "card",
      title: localized("company.title"),
      fields: await summariseCompany(db, sealer, company, turn.language),
    },
    ...missing,
    buttons(
      show(localized("company.change"), "company.change"),
      show(localized("company.members"), "company.members"),
      show(localized("company.invite"), "company.invite"),
    ),
  );
}

/** An invitation, shown once: the ways in which the colleague can take it up. */
export async function showInvite(db: Reading, turn: Turn, token: string): Promise<Reply> {
  const { address, command } = await showLink(db, turn, `${COMPANY_LINK}_${token}`);
  return reply(
    text(localized("company.invited", { days: INVITE_DAYS })),
    text(address ?? command),
    ...(address === null ? [] : [text(localized("company.inviteElsewhere", { command }))]),
  );
}

/** Who acts for the company, with a button for each whom the reader may remove. */
export function showMembers(members: readonly Member[], reader: string): Reply {
  const own = members.findIndex(({ person }) => person === reader);
  const remove = members
    .slice(own + 1)
    .map(
      ({ person, name }): ReplyButton =>
        show(localized("company.remove", { name: written(name) }), "company.removeAsk", { person }),
    );
  return reply(
    text(localized("company.membersTitle")),
    ...members.map(({ person, name, joinedAt }) =>
      text(
        localized(person === reader ? "company.memberYou" : "company.member", {
          name: written(name),
          date: { date: joinedAt, style: "date" },
        }),
      ),
    ),
    buttons(
      ...remove,
      show(localized("company.invite"), "company.invite"),
      show(localized("company.leave"), "company.leaveAsk"),
    ),
  );
}

/** What ends a membership is asked first. */
export function askEnd(question: Localizable, yes: ReplyButton): Reply {
  return reply(text(question), buttons(yes, show(localized("company.keep"), "company.show")));
}

/** The way to an invitation: whom it is for. */
export function askColleague(form: string): Reply {
  return reply(
    text(localized("company.inviteAsk", { days: INVITE_DAYS })),
    buttons(openForm(localized("company.invite"), form)),
  );
}

/** A line of `/status`. */
export function companyLine(company: Company): Localizable {
  return localized("company.yours", { company: written(companyTitle(company)) });
}
