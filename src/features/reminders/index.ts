/** What people are reminded of, and when not, as other parts of the program may use it. */

export { createRemindersFeature, muteButton } from "./feature.ts";
export { setKind, whenToRemind } from "./settings.ts";
export { remindersSchema } from "./tables.ts";
