import { userInfo } from "node:os";

/** The name of who runs the program; null where the system knows none, such as in a container with a number for a user. */
export function systemUser(): string | null {
  try {
    return userInfo().username || null;
  } catch {
    return null;
  }
}
