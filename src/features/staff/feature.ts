import type { Feature } from "../../conversation/feature.ts";
import { bind, STAFF_LINK } from "./bind.ts";

/** Staff in chat: invitations become bound accounts. */
export function createStaffFeature(): Feature {
  return {
    name: "staff",
    links: [{ prefix: STAFF_LINK, handle: async (turn, { rest }) => bind(turn, rest) }],
  };
}
