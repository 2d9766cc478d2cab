import { DAY, later } from "../shared/clock.ts";
import { AppError } from "../shared/errors.ts";
import { createToken, sha256 } from "../shared/ids.ts";
import { type Actor, changeAsStaff, changeWithin, STAFF_ROLES, type StaffRole } from "./audit.ts";
import type { AccountName } from "./privacy.ts";
import type { Reading, Store, Tx } from "./store.ts";

/** How long an invitation can be taken up. */
export const INVITE_DAYS = 7;

/** Only admins change who is staff. */
const ADMIN: readonly StaffRole[] = [];

/** Who a chat account acts for: the one place that says who is staff. Null for everyone else. */
export async function findActor(db: Reading, account: AccountName): Promise<Actor | null> {
  const member = await findMember(db, account);
  return member === null ? null : { name: member.email, role: member.role };
}

/** The member of staff behind a chat account, with the binding. */
export async function findMember(db: Reading, { platform, account }: AccountName) {
  const row = await db
    .selectFrom("staff_accounts")
    .innerJoin("staff_members", "staff_members.email", "staff_accounts.email")
    .select(["staff_members.email", "role", "bound_at", "account"])
    .where("platform", "=", platform)
    .where("account", "=", account)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Invites somebody, or gives a member a new role or one more account. Returns the token, which is shown once and stored as
 * a hash alone: whoever sends it from a chat account within seven days binds that account to the role.
 *
 * @throws AppError `input.notAllowed`: nothing was changed.
 */
export async function inviteStaff(
  store: Store,
  { email, role }: { readonly email: string; readonly role: StaffRole },
  actor: Actor,
  now: string,
): Promise<{ readonly token: string; readonly expiresAt: string }> {
  const token = createToken();
  const expiresAt = later(now, INVITE_DAYS * DAY);
  return changeAsStaff(store, actor, ADMIN, now, async (tx) => {
    await tx
      .insertInto("staff_members")
      .values({ email, role, created_at: now, revoked_at: null })
      .onConflict((conflict) => conflict.column("email").doUpdateSet({ role, revoked_at: null }))
      .execute();
    await tx
      .insertInto("staff_invites")
      .values({ token_hash: sha256(token), email, created_at: now, expires_at: expiresAt, used_at: null })
      .execute();
    return { result: { token, expiresAt }, entry: { action: "staff.invited", subject: email, details: { role } } };
  });
}

/** Takes up an invitation for a chat account, once. Null where it is unknown, used, expired or revoked. */
export async function takeInvite(tx: Tx, token: string, to: AccountName, now: string): Promise<Actor | null> {
  const invite = await tx
    .updateTable("staff_invites")
    .set({ used_at: now })
    .where("token_hash", "=", sha256(token))
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .returning("email")
    .executeTakeFirst();
  if (invite === undefined) return null;
  const { email } = invite;
  const { role } = await tx
    .selectFrom("staff_members")
    .select("role")
    .where("email", "=", email)
    .executeTakeFirstOrThrow();
  const actor: Actor = { name: email, role };
  const { platform, account } = to;
  return changeWithin(tx, actor, STAFF_ROLES, now, async () => {
    await tx
      .insertInto("staff_accounts")
      .values({ platform, account, email, bound_at: now })
      .onConflict((conflict) => conflict.columns(["platform", "account"]).doUpdateSet({ email, bound_at: now }))
      .execute();
    return { result: actor, entry: { action: "staff.bound", subject: email, details: { role, platform } } };
  });
}

/** Takes a chat account from whoever it acts for, as when its person is erased. */
export async function unbind(tx: Tx, { platform, account }: AccountName, now: string): Promise<void> {
  const actor = await findActor(tx, { platform, account });
  await tx.deleteFrom("staff_accounts").where("platform", "=", platform).where("account", "=", account).execute();
  if (actor !== null)
    await changeWithin(tx, actor, STAFF_ROLES, now, async () => ({
      result: undefined,
      entry: { action: "staff.unbound", subject: actor.name, details: { platform } },
    }));
}

/**
 * Ends somebody's work at the desk: their accounts are bound to nothing any more, and open invitations are void.
 *
 * @throws AppError `input.notFound` where nobody works under that address, or `input.notAllowed`: nothing was changed.
 */
export async function revokeStaff(store: Store, email: string, actor: Actor, now: string): Promise<void> {
  await changeAsStaff(store, actor, ADMIN, now, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable("staff_members")
      .set({ revoked_at: now })
      .where("email", "=", email)
      .where("revoked_at", "is", null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n)
      throw new AppError(
        "input.notFound",
        `Nobody works under ${email}. Nothing was changed. See: silkdesk staff list`,
      );
    await tx.deleteFrom("staff_accounts").where("email", "=", email).execute();
    await tx.deleteFrom("staff_invites").where("email", "=", email).execute();
    return { result: undefined, entry: { action: "staff.revoked", subject: email, details: {} } };
  });
}

/** A member of staff, as the list shows them. */
export type StaffMember = {
  readonly email: string;
  readonly role: StaffRole;
  readonly accounts: readonly string[];
  /** Invitations that can still be taken up. */
  readonly invited: number;
};

/** Everyone who works at the desk. */
export async function listStaff(db: Reading, now: string): Promise<StaffMember[]> {
  const members = await db
    .selectFrom("staff_members")
    .selectAll()
    .where("revoked_at", "is", null)
    .orderBy("email")
    .execute();
  const accounts = await db.selectFrom("staff_accounts").selectAll().orderBy("bound_at").execute();
  const open = await db
    .selectFrom("staff_invites")
    .select("email")
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .execute();
  return members.map(({ email, role }) => ({
    email,
    role,
    accounts: accounts.flatMap((one) => (one.email === email ? [`${one.platform}:${one.account}`] : [])),
    invited: open.filter((one) => one.email === email).length,
  }));
}
