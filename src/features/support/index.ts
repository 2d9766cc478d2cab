export { ASK_PERSON, createSupportFeature } from "./feature.ts";
export { supportSchema } from "./tables.ts";
