import { reply, text } from "../../conversation/reply.ts";
import type { Apply, Turn } from "../../conversation/turn.ts";
import { localized, written } from "../../message/text.ts";
import type { StaffRole } from "../../store/audit.ts";
import { takeInvite } from "../../store/staff.ts";
import { roleName } from "./role-name.ts";

/** The prefix of the deep links that make an account staff. */
export const STAFF_LINK = "staff";

/** Binds the account that opens an invitation. */
export function bind(turn: Turn, token: string): Apply {
  return async (tx) => {
    const actor = await takeInvite(tx, token, turn.incoming, turn.now);
    return [reply(text(actor === null ? localized("staff.inviteGone") : welcome(actor.name, actor.role)))];
  };
}

function welcome(email: string, role: StaffRole) {
  return localized("staff.bound", { email: written(email), role: roleName(role) });
}
