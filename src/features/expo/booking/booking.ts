/** A hold runs out; what is submitted waits for staff; what is confirmed stands. All others are over. */
export type BookingState =
  | "held"
  | "submitted"
  | "confirmed"
  | "expired"
  | "cancelled"
  | "declined"
  | "rejected"
  | "released";

/** The states in which a booth has a holder. */
export const OPEN_STATES = ["held", "submitted", "confirmed"] as const satisfies readonly BookingState[];

export type WaitState = "waiting" | "offered" | "placed" | "left" | "declined" | "lapsed";

/** For whom a booth is booked: a company, through one of its people; or a person who has no company yet. */
export type Holder = { readonly person: string | null; readonly company: string | null };

export type Booking = Holder & {
  readonly id: string;
  readonly expo: string;
  readonly booth: string;
  readonly party: string;
  readonly state: BookingState;
  readonly was: BookingState | null;
  /** When the hold ends. */
  readonly until: string;
  readonly extended: boolean;
  /** The place in line that it was offered to; null where it was taken directly. */
  readonly wait: number | null;
  /** Such as TR27-0042, once it is submitted or confirmed. */
  readonly number: string | null;
  readonly changedAt: string;
};

/** A place in line. */
export type Wait = Holder & {
  readonly id: number;
  readonly expo: string;
  readonly party: string;
  readonly state: WaitState;
  readonly wishes: readonly Wish[];
};

/** What someone would take: a booth that meets all that is not null. Areas in square metres, both ends included. */
export type Wish = {
  readonly booths: readonly string[] | null;
  readonly halls: readonly string[] | null;
  readonly zones: readonly string[] | null;
  readonly area: { readonly from: number; readonly to: number } | null;
};

/** Any booth: each field that is null says nothing. */
export const ANY: Wish = { booths: null, halls: null, zones: null, area: null };

/** Why it was not done. Nothing was changed. */
export type Refusal =
  /** There is no such booth, booking or place in line. */
  | { readonly kind: "unknown" }
  | {
      readonly kind: "windowClosed";
      readonly why: "notAnnounced" | "notYet" | "over" | "wishesFirst";
      readonly at: string | null;
    }
  /** Another one has the booth; `until` where it is only held. */
  | { readonly kind: "taken"; readonly booth: string; readonly until: string | null }
  | { readonly kind: "blocked"; readonly booth: string }
  /** No booth that fits is free. */
  | { readonly kind: "full" }
  /** A booth that fits is free: there is nothing to wait for. */
  | { readonly kind: "available"; readonly booth: string }
  | { readonly kind: "limit"; readonly max: number }
  | { readonly kind: "expired"; readonly at: string }
  | { readonly kind: "notYours" }
  | { readonly kind: "extendedBefore"; readonly until: string }
  /** An offer has one term, and is for who waited. */
  | { readonly kind: "isOffer" }
  /** It is in a state in which this can't be done. */
  | { readonly kind: "state"; readonly state: BookingState | WaitState }
  | { readonly kind: "tooLate"; readonly at: string };

export type Booked = { readonly kind: "done"; readonly booking: Booking } | Refusal;
export type Waiting = { readonly kind: "waiting"; readonly wait: Wait; readonly position: number } | Refusal;
