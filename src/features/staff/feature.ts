import type { Feature } from "../../conversation/feature.ts";
import { bind, STAFF_LINK } from "./bind.ts";
import { staffCommand } from "./room.ts";

/** Staff in chat: invitations become bound accounts, and a group becomes their room. */
export function createStaffFeature(): Feature {
  return {
    name: "staff",
    links: [{ prefix: STAFF_LINK, handle: async (turn, { rest }) => bind(turn, rest) }],
    commands: [
      {
        name: "staff",
        description: "staff.commandStaff",
        response: "new",
        audience: "shared",
        staff: [],
        handle: async (turn, { args }) => staffCommand(turn, args.trim().toLowerCase()),
      },
    ],
  };
}
