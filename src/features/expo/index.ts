/** Expos and their booths, as other parts of the program may use them. */

export * from "./booking/index.ts";
export { createExpoFeature } from "./feature.ts";
export { expoSchema } from "./tables.ts";
