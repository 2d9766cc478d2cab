import { DAY, HOUR, later, MINUTE } from "../../../../src/shared/clock.ts";

/** What a command of the model may be. Parties and booths are numbers; `ms` is by how much the clock jumps. */
export type Command =
  | { readonly do: "hold" | "holdAny" | "join"; readonly party: number; readonly booth: number }
  | { readonly do: "confirm" | "extend" | "cancel" | "undo"; readonly party: number; readonly nth: number }
  | { readonly do: "transfer"; readonly party: number; readonly nth: number; readonly to: number }
  | { readonly do: "change"; readonly party: number; readonly nth: number; readonly booth: number }
  | { readonly do: "approve" | "reject" | "release"; readonly nth: number }
  | { readonly do: "move"; readonly nth: number; readonly booth: number }
  | { readonly do: "block" | "unblock"; readonly booth: number }
  | { readonly do: "leave"; readonly party: number }
  | { readonly do: "wait"; readonly ms: number };

type ModelBooking = {
  party: number;
  booth: number;
  state: string;
  was: string | null;
  until: string;
  extended: boolean;
  wait: ModelWait | null;
  changedAt: string;
};

type ModelWait = { party: number; booth: number; state: string };

export const MODEL_RULES = { holdMinutes: 15, extendMinutes: 15, maxPerCompany: 2, acceptHours: 24 };
const OPEN = ["held", "submitted", "confirmed"];

/** Booths in memory: the rules told once more, as plainly as can be. A wish is one booth, or any where it is -1. */
export class BoothModel {
  readonly bookings: ModelBooking[] = [];
  readonly waits: ModelWait[] = [];
  readonly blocked = new Set<number>();
  readonly #booths: number;
  readonly #approval: boolean;
  readonly #closes: string;
  #known = 0;
  now: string;

  constructor(booths: number, approval: boolean, now: string) {
    this.#booths = booths;
    this.#approval = approval;
    this.now = now;
    this.#closes = later(now, 10 * DAY);
  }

  run(command: Command): string {
    if (command.do === "wait") {
      this.now = later(this.now, command.ms);
      return "done";
    }
    // A command is about a booking that is known when it is given, not one that its own beginning makes.
    this.#known = this.bookings.length;
    const ended = this.bookings.filter(({ state, until }) => state === "held" && until <= this.now);
    for (const booking of ended) {
      booking.state = "expired";
      if (booking.wait) booking.wait.state = "lapsed";
    }
    if (ended.length > 0) this.#offer();
    const result = this.#decide(command);
    this.#offer();
    return result;
  }

  #decide(command: Exclude<Command, { do: "wait" }>): string {
    switch (command.do) {
      case "hold": {
        const open = this.#openAt(command.booth);
        if (open?.party === command.party) return "done";
        const bar = this.#closed() ?? this.#bar(command.booth) ?? this.#limit(command.party);
        return bar ?? this.#hold(command.party, command.booth);
      }
      case "holdAny": {
        const bar = this.#closed() ?? this.#limit(command.party);
        if (bar) return bar;
        const free = this.#firstFree(command.booth);
        return free === null ? "full" : this.#hold(command.party, free);
      }
      case "join": {
        if (this.#closed()) return "windowClosed";
        if (this.#waitOf(command.party)) return "waiting";
        if (this.#firstFree(command.booth) !== null) return "available";
        this.waits.push({ party: command.party, booth: command.booth, state: "waiting" });
        return "waiting";
      }
      case "leave": {
        const wait = this.#waitOf(command.party);
        if (!wait) return "unknown";
        for (const one of this.bookings) if (one.wait === wait && one.state === "held") one.state = "declined";
        wait.state = "left";
        return "left";
      }
      case "block": {
        const bar = this.#bar(command.booth);
        if (bar === "taken") return bar;
        this.blocked.add(command.booth);
        return "done";
      }
      case "unblock":
        this.blocked.delete(command.booth);
        return "done";
      default:
        return this.#change(command);
    }
  }

  #change(command: Extract<Command, { nth: number }>): string {
    const booking = this.#known === 0 ? undefined : this.bookings[command.nth % this.#known];
    if (!booking) return "unknown";
    const isOpen = OPEN.includes(booking.state);
    const isOffer = booking.state === "held" && booking.wait !== null;
    if ("party" in command && booking.party !== command.party) return "notYours";
    switch (command.do) {
      case "confirm":
        if (booking.state === "expired") return "expired";
        if (booking.state === "submitted" || booking.state === "confirmed") return "done";
        if (booking.state !== "held") return "state";
        booking.state = this.#approval ? "submitted" : "confirmed";
        if (booking.wait) booking.wait.state = "placed";
        break;
      case "extend":
        if (booking.state === "expired") return "expired";
        if (booking.state !== "held") return "state";
        if (isOffer) return "isOffer";
        if (booking.extended) return "extendedBefore";
        booking.extended = true;
        booking.until = later(booking.until, MODEL_RULES.extendMinutes * MINUTE);
        break;
      case "cancel":
        if (!isOpen) return "state";
        booking.was = booking.state;
        booking.state = isOffer ? "declined" : "cancelled";
        if (isOffer && booking.wait) booking.wait.state = "declined";
        break;
      case "undo": {
        if (booking.state !== "cancelled" || booking.was === null) return "state";
        if (this.now >= later(booking.changedAt, 10 * MINUTE)) return "tooLate";
        if (booking.was === "held" && booking.until <= this.now) return "expired";
        const bar = this.#bar(booking.booth) ?? this.#limit(booking.party);
        if (bar) return bar;
        booking.state = booking.was;
        booking.was = null;
        break;
      }
      case "transfer": {
        if (!isOpen) return "state";
        if (isOffer) return "isOffer";
        const bar = command.to === booking.party ? null : this.#limit(command.to);
        if (bar) return bar;
        booking.party = command.to;
        break;
      }
      case "change": {
        if (booking.state !== "submitted" && booking.state !== "confirmed") return "state";
        if (command.booth === booking.booth) return "done";
        const bar = this.#closed() ?? this.#bar(command.booth);
        if (bar) return bar;
        booking.booth = command.booth;
        if (this.#approval) booking.state = "submitted";
        break;
      }
      case "approve":
      case "reject":
        if (booking.state !== "submitted") return "state";
        booking.state = command.do === "approve" ? "confirmed" : "rejected";
        break;
      case "release":
        if (!isOpen) return "state";
        if (isOffer && booking.wait) booking.wait.state = "lapsed";
        booking.state = "released";
        break;
      case "move": {
        if (!isOpen) return "state";
        const bar = command.booth === booking.booth ? null : this.#bar(command.booth);
        if (bar) return bar;
        booking.booth = command.booth;
        break;
      }
    }
    booking.changedAt = this.now;
    return "done";
  }

  #offer(): void {
    if (this.#closed()) return;
    for (const wait of this.waits) {
      if (wait.state !== "waiting" || this.#limit(wait.party)) continue;
      const booth = this.#firstFree(wait.booth);
      if (booth === null) continue;
      this.#hold(wait.party, booth, wait);
      wait.state = "offered";
    }
  }

  #hold(party: number, booth: number, wait: ModelWait | null = null): string {
    const until = later(this.now, wait ? MODEL_RULES.acceptHours * HOUR : MODEL_RULES.holdMinutes * MINUTE);
    const made = { party, booth, state: "held", was: null, until, extended: false, wait, changedAt: this.now };
    this.bookings.push(made);
    return "done";
  }

  #closed(): string | null {
    return this.now >= this.#closes ? "windowClosed" : null;
  }

  #limit(party: number): string | null {
    const has = this.bookings.filter((one) => one.party === party && OPEN.includes(one.state)).length;
    return has >= MODEL_RULES.maxPerCompany ? "limit" : null;
  }

  #bar(booth: number): string | null {
    if (this.#openAt(booth)) return "taken";
    return this.blocked.has(booth) ? "blocked" : null;
  }

  #firstFree(wish: number): number | null {
    for (let booth = 0; booth < this.#booths; booth++)
      if ((wish === -1 || wish === booth) && this.#bar(booth) === null) return booth;
    return null;
  }

  #openAt(booth: number): ModelBooking | undefined {
    return this.bookings.find((one) => one.booth === booth && OPEN.includes(one.state));
  }

  #waitOf(party: number): ModelWait | undefined {
    return this.waits.find((one) => one.party === party && (one.state === "waiting" || one.state === "offered"));
  }
}
