import { z } from "zod";
import { AppError } from "../../shared/errors.ts";
import type { Sealer } from "../../shared/seal.ts";
import { type Actor, changeAsStaff } from "../../store/audit.ts";
import type { Reading, Store, Tx } from "../../store/store.ts";
import type { Contact } from "./company.ts";
import { contactSchema } from "./contacts.ts";
import { addMember } from "./members.ts";
import type { CompanyTables } from "./tables.ts";
import { tellDecision } from "./tell.ts";

/** Someone who says that they belong to a company, as staff see them. */
export type MembershipRequest = {
  readonly id: number;
  readonly company: { readonly id: string; readonly name: string; readonly country: string; readonly code: string };
  readonly person: string;
  /** The company's name as the person wrote it. */
  readonly nameGiven: string;
  readonly contact: Contact;
  readonly createdAt: string;
};

const sealedSchema = z.object({ name: z.string(), contact: contactSchema });

/** Files a request in place of an earlier one of the same person. */
export async function fileRequest(
  tx: Tx,
  sealer: Sealer,
  asked: { readonly company: string; readonly person: string; readonly name: string; readonly contact: Contact },
  now: string,
): Promise<number> {
  const { company, person, name, contact } = asked;
  const db = tx.withTables<CompanyTables>();
  await db.deleteFrom("company_requests").where("person", "=", person).execute();
  const sealed = sealer.seal(JSON.stringify({ name, contact }), placeOf(person));
  const { id } = await db
    .insertInto("company_requests")
    .values({ company, person, sealed, created_at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** All that wait for staff, the oldest first. */
export async function listRequests(db: Reading, sealer: Sealer): Promise<MembershipRequest[]> {
  const rows = await requestsWithCompany(db).orderBy("company_requests.id").execute();
  return rows.map((row) => toRequest(sealer, row));
}

/**
 * Lets a person act for the company that they named, or not, and tells them.
 *
 * @throws AppError `input.notFound` where nothing waits under that number, `input.invalid` where the person acts for a
 * company by now, `input.notAllowed`: nothing was changed.
 */
export async function decideRequest(
  { store, sealer }: { readonly store: Store; readonly sealer: Sealer },
  id: number,
  decision: "approved" | "rejected",
  actor: Actor,
  now: string,
): Promise<MembershipRequest> {
  return changeAsStaff(store, actor, ["organiser", "support"], now, async (tx) => {
    const request = await getRequest(tx, sealer, id);
    const { company, person, contact } = request;
    const approved = decision === "approved";
    if (approved && !(await addMember(tx, sealer, { company: company.id, person, name: contact.name }, now)))
      throw new AppError(
        "input.invalid",
        `Whoever asked under ${requestNumber(id)} acts for a company by now. Nothing was changed. See: silkdesk company requests`,
      );
    await tx.withTables<CompanyTables>().deleteFrom("company_requests").where("id", "=", id).execute();
    await tellDecision(tx, { request: id, person, company: company.name, approved }, now);
    const action = approved ? "company.approved" : "company.rejected";
    return { result: request, entry: { action, subject: company.id, details: { request: id, person } } };
  });
}

/** A request's number as people say it. */
export function requestNumber(id: number): string {
  return `M-${String(id).padStart(4, "0")}`;
}

async function getRequest(tx: Tx, sealer: Sealer, id: number): Promise<MembershipRequest> {
  const row = await requestsWithCompany(tx).where("company_requests.id", "=", id).executeTakeFirst();
  if (row === undefined)
    throw new AppError(
      "input.notFound",
      `No request waits under ${requestNumber(id)}. Nothing was changed. See: silkdesk company requests`,
    );
  return toRequest(sealer, row);
}

function requestsWithCompany(db: Reading) {
  return db
    .withTables<CompanyTables>()
    .selectFrom("company_requests")
    .innerJoin("companies", "companies.id", "company_requests.company")
    .selectAll("company_requests")
    .select(["companies.name", "companies.country", "companies.code"]);
}

type Row = CompanyTables["company_requests"] & {
  readonly name: string;
  readonly country: string;
  readonly code: string;
};

function toRequest(sealer: Sealer, row: Omit<Row, "id"> & { readonly id: number }): MembershipRequest {
  const { id, person, sealed, created_at, company, name, country, code } = row;
  const given = openRequest(sealer, sealed, person);
  return {
    id,
    company: { id: company, name, country, code },
    person,
    nameGiven: given.name,
    contact: given.contact,
    createdAt: created_at,
  };
}

export function openRequest(sealer: Sealer, sealed: string, person: string): z.infer<typeof sealedSchema> {
  return sealedSchema.parse(JSON.parse(sealer.open(sealed, placeOf(person))));
}

export function placeOf(person: string): string {
  return `company_requests/${person}`;
}
