/** Expos and their booths, as other parts of the program may use them. */

export { allocate, type Plan } from "./allocation/allocate.ts";
export { absentRivals, parseApplications } from "./allocation/application.ts";
export { getExpoToAllocate } from "./allocation/stored-expo.ts";
export { type BoothsRow, benchBooths } from "./bench/booths.ts";
export * from "./booking/index.ts";
export { sortExpos } from "./calendar.ts";
export { createDelegation, DELEGATION_LINK } from "./delegation/delegations.ts";
export { delegationSchema } from "./delegation/tables.ts";
export { areaOf, type Expo, type ExpoRules, type Hall } from "./expo.ts";
export { getExpo, readExpos } from "./expos.ts";
export { createExpoFeature } from "./feature.ts";
export { describeFault, type ExpoFault } from "./file/fault.ts";
export { openExpoFile } from "./file/open-file.ts";
export { readExpoFile } from "./file/read-expo-file.ts";
export { createFloorPlanPainter } from "./floor-plan/painter.ts";
export { getStoredPlan } from "./floor-plan/stored-plan.ts";
export { countBooths, countFree } from "./free.ts";
export { type ImportedExpo, importExpo } from "./import-expo.ts";
export { nameIn } from "./names.ts";
export { type DescribedSignup, describeSignups } from "./signup/describe-signups.ts";
export { HANDOVER_LINK } from "./signup/hand-over.ts";
export { createSignupContinuations } from "./signup/signup.ts";
export { loadStarterExpos } from "./starter.ts";
export { expoSchema } from "./tables.ts";
export { giveOutAsStaff, readApplications } from "./wishes/give-out.ts";
export { wishesTableSchema } from "./wishes/tables.ts";
