/** Expos and their booths, as other parts of the program may use them. */

export { allocate, type Plan } from "./allocation/allocate.ts";
export { absentRivals, parseApplications } from "./allocation/application.ts";
export { getExpoToAllocate } from "./allocation/stored-expo.ts";
export { type BoothsRow, benchBooths } from "./bench/booths.ts";
export * from "./booking/index.ts";
export { createExpoFeature } from "./feature.ts";
export { createFloorPlanPainter } from "./floor-plan/painter.ts";
export { getStoredPlan } from "./floor-plan/stored-plan.ts";
export { expoSchema } from "./tables.ts";
