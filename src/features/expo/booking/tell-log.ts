import { z } from "zod";
import { type Localizable, localized, type Param } from "../../../message/text.ts";
import type { Reading } from "../../../store/store.ts";
import type { BookingEventKind } from "./event-log.ts";
import type { BookingTables } from "./tables.ts";

/** One reader's view of the log: all that is theirs and of the booths they asked for, or of one booth. */
export type LogQuestion = {
  readonly expo: string;
  /** Whose log it is: the reader's own party and that of their company (`partyOf`). */
  readonly parties: readonly string[];
  readonly booth?: string;
  /** Only what concerns this booking or this place in line. */
  readonly booking?: string;
  readonly wait?: number;
  /** The expo's IANA zone. */
  readonly zone: string;
};

const detailsSchema = z.object({
  until: z.string().nullish(),
  number: z.string().nullish(),
  why: z.string().optional(),
});
type Details = z.infer<typeof detailsSchema>;

/** What the reader did or was told. */
const OWN: Partial<Record<BookingEventKind, string>> = {
  held: "booths.youHeld",
  offered: "booths.youOffered",
  allotted: "booths.youAllotted",
  notPlaced: "booths.youNotPlaced",
  extended: "booths.youExtended",
  submitted: "booths.youSubmitted",
  confirmed: "booths.youConfirmed",
  approved: "booths.youApproved",
  adopted: "booths.youAdopted",
  changedTo: "booths.youChanged",
  expired: "booths.youExpired",
  cancelled: "booths.youCancelled",
  declined: "booths.youDeclined",
  restored: "booths.youRestored",
  handedOver: "booths.youHandedOver",
  received: "booths.youReceived",
  rejected: "booths.youRejected",
  movedTo: "booths.youMoved",
  released: "booths.youReleased",
  listed: "booths.youListed",
  joined: "booths.youJoined",
  left: "booths.youLeft",
};

/** What happened to a booth by others, who are never named. */
const OTHERS: Partial<Record<BookingEventKind, string>> = {
  held: "booths.otherHeld",
  offered: "booths.otherOffered",
  allotted: "booths.otherAllotted",
  extended: "booths.otherHeld",
  submitted: "booths.otherBooked",
  confirmed: "booths.otherConfirmed",
  approved: "booths.otherConfirmed",
  changedTo: "booths.otherBooked",
  changedFrom: "booths.free",
  restored: "booths.otherBooked",
  movedTo: "booths.otherBooked",
  listed: "booths.otherConfirmed",
  expired: "booths.free",
  cancelled: "booths.free",
  declined: "booths.free",
  rejected: "booths.free",
  released: "booths.free",
  movedFrom: "booths.free",
  blocked: "booths.blocked",
  unblocked: "booths.unblocked",
};

const REFUSED: Readonly<Record<string, string>> = {
  taken: "booths.refusedTaken",
  blocked: "booths.refusedBlocked",
  full: "booths.refusedFull",
  limit: "booths.refusedLimit",
  windowClosed: "booths.refusedClosed",
};

/** The log as lines for one reader, oldest first: why they have a booth, or why not. */
export async function tellLog(db: Reading, question: LogQuestion): Promise<readonly Localizable[]> {
  const rows = await listEvents(db, question);
  return rows.flatMap((row) => {
    const details = detailsSchema.parse(JSON.parse(row.details));
    const what = tellEvent(
      row.kind as BookingEventKind,
      row.party !== null && question.parties.includes(row.party),
      row.booth ?? "",
      details,
      question.zone,
    );
    const at = { date: row.at, style: "dateTime", zone: question.zone } as const;
    return what === null ? [] : [localized("booths.line", { at, what })];
  });
}

function tellEvent(
  kind: BookingEventKind,
  own: boolean,
  booth: string,
  { until, number, why }: Details,
  zone: string,
): Localizable | null {
  const end: Param = until ? { date: until, style: "dateTime", zone } : "";
  if (kind === "refused") {
    if (!own) return null;
    if (why === "taken" && until) return localized("booths.refusedHeld", { booth, until: end });
    const reason = REFUSED[why ?? ""];
    return reason === undefined ? null : localized(reason, { booth });
  }
  const key = (own ? OWN : OTHERS)[kind];
  if (key === undefined) return null;
  // Another's number would tell who knows it whose booth it is.
  return localized(key, { booth, until: end, ...(own ? { number: number ?? "" } : {}) });
}

/** The reader's own events, and those of the booths among them; of other booths nothing. */
function listEvents(db: Reading, { expo, parties, booth, booking, wait }: LogQuestion) {
  const events = db.withTables<BookingTables>().selectFrom("booking_events").selectAll().where("expo", "=", expo);
  const asked =
    booking !== undefined
      ? events.where("booking", "=", booking).where("party", "in", parties)
      : wait !== undefined
        ? events.where("wait", "=", wait).where("party", "in", parties)
        : booth !== undefined
          ? events.where("booth", "=", booth)
          : events.where((eb) =>
              eb.or([
                eb("party", "in", parties),
                eb(
                  "booth",
                  "in",
                  eb
                    .selectFrom("booking_events as mine")
                    .select("mine.booth")
                    .where("mine.expo", "=", expo)
                    .where("mine.party", "in", parties)
                    .where("mine.booth", "is not", null),
                ),
              ]),
            );
  return asked.orderBy("id").execute();
}
