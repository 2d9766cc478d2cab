/** The inventory of booths, as the expo's conversations and commands use it. */

export type { Booked, Booking, Holder, Refusal, Wait, Waiting, Wish } from "./booking.ts";
export {
  findBooking,
  findBookingCompanies,
  findByName,
  findOpen,
  listFree,
  listOfParty,
  readOccupied,
} from "./bookings.ts";
export { cancelBooking, undoCancel } from "./cancel.ts";
export { confirmBooking } from "./confirm.ts";
export { type Act, sweepBooths } from "./decide.ts";
export { extendHold, holdAny, holdBooth, type Limit } from "./hold.ts";
export { type ListedCompany, listBookings } from "./list-companies.ts";
export { partyOf } from "./rules.ts";
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
export { bookingSchema } from "./tables.ts";
export { tellLog } from "./tell-log.ts";
export { transferBooking } from "./transfer.ts";
export { joinWaitlist, leaveWaitlist } from "./waitlist.ts";
