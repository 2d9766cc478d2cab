/** Expos and their booths, as other parts of the program may use them. */

export * from "./booking/index.ts";
export { createExpoFeature } from "./feature.ts";
export { createFloorPlanPainter } from "./floor-plan/painter.ts";
export { getStoredPlan } from "./floor-plan/stored-plan.ts";
export { expoSchema } from "./tables.ts";
