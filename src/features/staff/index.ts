/** Staff in chat, as other parts of the program may use it. */

export { STAFF_LINK } from "./bind.ts";
export { createStaffFeature } from "./feature.ts";
