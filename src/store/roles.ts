/** What staff may be; admins may do everything. */
export const STAFF_ROLES = ["editor", "organiser", "support", "admin"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
