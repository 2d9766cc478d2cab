import type { Feature } from "../../conversation/feature.ts";
import { bookingInvariants } from "./booking/invariants.ts";
import { bookingPrivacy, retainBookings } from "./booking/privacy.ts";
import { expoPrivacy } from "./privacy.ts";

/** Expos: what is on, who stands where, and how a seller gets a booth. */
export function createExpoFeature(): Feature {
  return {
    name: "expo",
    privacy: { ...expoPrivacy, ...bookingPrivacy },
    invariants: bookingInvariants,
    retain: retainBookings,
  };
}
