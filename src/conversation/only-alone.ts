import { localized } from "../message/text.ts";
import { type Reply, reply, text } from "./reply.ts";

/** Asks the person to come where nobody reads along: what is theirs is not shown in a group. */
export function onlyAlone(): Reply {
  return reply(text(localized("core.onlyAlone")));
}
