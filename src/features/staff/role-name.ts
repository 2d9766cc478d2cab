import { type Localizable, localized } from "../../message/text.ts";
import type { StaffRole } from "../../store/audit.ts";

const NAMES: Readonly<Record<StaffRole, Localizable>> = {
  editor: localized("staff.editor"),
  organiser: localized("staff.organiser"),
  support: localized("staff.support"),
  admin: localized("staff.admin"),
};

/** A role in the reader's words. */
export function roleName(role: StaffRole): Localizable {
  return NAMES[role];
}
