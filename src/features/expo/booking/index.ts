/** The inventory of booths, as the expo's conversations and commands use it. */

export { adoptBooking } from "./adopt.ts";
export { bookForFirms, type Firm, findFirms } from "./book-for-firms.ts";
export {
  ANY,
  type Booked,
  type Booking,
  type Holder,
  type Refusal,
  type Wait,
  type Waiting,
  type Wish,
} from "./booking.ts";
export {
  findBooking,
  findBookingCompanies,
  findByName,
  findOpen,
  listBookingsOf,
  listFree,
  readOccupied,
} from "./bookings.ts";
export { cancelBooking, undoCancel } from "./cancel.ts";
export { changeBooth } from "./change-booth.ts";
export { findClosed } from "./closed.ts";
export { confirmBooking } from "./confirm.ts";
export { type Act, sweepBooths } from "./decide.ts";
export { listDone, setDone } from "./done.ts";
export { createHandover, findHandover, handOverAsStaff, useHandover } from "./handovers.ts";
export { extendHold, holdAny, holdBooth } from "./hold.ts";
export { type ListedCompany, listBookings } from "./list-companies.ts";
export { placeOfListing, readListedContacts, SEALED_LISTINGS } from "./listing-contacts.ts";
export { HANDOVER_DAYS } from "./privacy.ts";
export { keyOfReminded, listConfirmed, listReminded, type Reminded, setReminded } from "./reminded.ts";
export { fits, partyOf, UNDO_MS, wishesClosedAt } from "./rules.ts";
export { listSignups, type Signup } from "./signups.ts";
export {
  approveBooking,
  type BlockResult,
  blockBooth,
  moveBooking,
  rejectBooking,
  releaseBooking,
  SIGNUP_ROLES,
  unblockBooth,
} from "./staff.ts";
export { bookingNoticesSchema, bookingSchema } from "./tables.ts";
export { tellLog } from "./tell-log.ts";
export { transferBooking } from "./transfer.ts";
export { listExposToSweep, listUntold, setTold, type Untold } from "./untold.ts";
export { joinWaitlist, leaveWaitlist } from "./waitlist.ts";
export { listWaitsOf, positionOf, wishesSchema } from "./waits.ts";
