import type { Actor } from "../../../store/audit.ts";
import { systemUser } from "../../system-user.ts";

/** Who changes something from the command line: whoever may run it may do everything. */
export function staffActor(): Actor {
  return { name: `cli:${systemUser() ?? "unknown"}`, role: "admin" };
}
