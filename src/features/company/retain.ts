import { DAY, later } from "../../shared/clock.ts";
import { CORE_RETENTION } from "../../store/retention.ts";
import type { Reading, Tx } from "../../store/store.ts";
import type { CompanyTables } from "./tables.ts";

/** How long requests wait for staff, and a company without members for someone who belongs to it. */
export const COMPANY_RETENTION = { requestDays: 90, memberlessDays: 30 } as const;

/** Those of some companies that another feature still needs, such as for a booth that they had. */
export type FindUsed = (db: Reading, companies: readonly string[]) => Promise<ReadonlySet<string>>;

/** Forgets what has outlived its purpose. Safe to run at any time, and again. */
export async function retainCompanies(tx: Tx, findUsed: FindUsed, now: string): Promise<void> {
  const db = tx.withTables<CompanyTables>();
  await db.deleteFrom("company_returns").where("expires_at", "<=", now).execute();
  await db.updateTable("company_invites").set({ sealed: "" }).where("expires_at", "<=", now).execute();
  await db
    .deleteFrom("company_invites")
    .where("expires_at", "<", later(now, -CORE_RETENTION.idDays * DAY))
    .execute();
  await db
    .deleteFrom("company_requests")
    .where("created_at", "<", later(now, -COMPANY_RETENTION.requestDays * DAY))
    .execute();
  await forgetMemberless(tx, findUsed, later(now, -COMPANY_RETENTION.memberlessDays * DAY));
}

async function forgetMemberless(tx: Tx, findUsed: FindUsed, before: string): Promise<void> {
  const db = tx.withTables<CompanyTables>();
  const rows = await db
    .selectFrom("companies")
    .select("id")
    .where("updated_at", "<", before)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("company_members").select("person").whereRef("company", "=", "companies.id"))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("company_requests").select("person").whereRef("company", "=", "companies.id"))),
    )
    .execute();
  const memberless = rows.map(({ id }) => id);
  const used = await findUsed(tx, memberless);
  const unused = memberless.filter((id) => !used.has(id));
  if (unused.length === 0) return;
  await db.deleteFrom("company_contacts").where("company", "in", unused).execute();
  await db.deleteFrom("company_invites").where("company", "in", unused).execute();
  await db.deleteFrom("companies").where("id", "in", unused).execute();
}
