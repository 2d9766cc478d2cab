import type { Feature } from "../../conversation/feature.ts";
import { expoPrivacy } from "./privacy.ts";

/** Expos: what is on, who stands where, and how a seller gets a booth. */
export function createExpoFeature(): Feature {
  return { name: "expo", privacy: expoPrivacy };
}
