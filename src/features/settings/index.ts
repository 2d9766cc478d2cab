export { createSettingsFeature } from "./feature.ts";
