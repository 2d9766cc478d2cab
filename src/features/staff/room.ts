import { reply, text } from "../../conversation/reply.ts";
import { type Apply, actorOf, answering, type Turn } from "../../conversation/turn.ts";
import { localized } from "../../message/text.ts";
import { closeRoom, nameRoom } from "../../store/staff-room.ts";

/** `/staff here` makes this group the room of staff, `/staff off` ends that. */
export function staffCommand(turn: Turn, wish: string): Apply {
  if (wish === "off") return off(turn);
  if (wish !== "here" || turn.incoming.scope !== "group") return answering(reply(text(localized("staff.howToName"))));
  return async (tx) => {
    await nameRoom(tx, turn.incoming, turn.language, actorOf(turn), turn.now);
    return [reply(text(localized("staff.roomNamed")))];
  };
}

function off(turn: Turn): Apply {
  return async (tx) => {
    const closed = await closeRoom(tx, actorOf(turn), turn.now);
    return [reply(text(localized(closed ? "staff.roomClosed" : "staff.noRoom")))];
  };
}
