import { buttons, type Reply, type ReplyButton, reply, show, text } from "../../../conversation/reply.ts";
import { type Localizable, localized } from "../../../message/text.ts";
import { exhaustive } from "../../../shared/exhaustive.ts";
import type { Reading } from "../../../store/store.ts";
import { listFree, type Refusal } from "../booking/index.ts";
import { areaOf, type Booth, type Expo } from "../expo.ts";
import { findBooth } from "./booth-fields.ts";
import { onDeskClock, onExpoClock } from "./clock-words.ts";
import { waitButtons } from "./wait-buttons.ts";

type Closed = Extract<Refusal, { kind: "windowClosed" }>;

/** As many as stand on a row or two of buttons. */
const NEAREST = 4;

/** Why something was not done, and what can be done instead. Nothing was changed. */
export async function refused(db: Reading, expo: Expo, refusal: Refusal): Promise<Reply> {
  const another = show(localized("signup.anotherBooth"), "signup.begin", { expo: expo.id, aim: { kind: "hold" } });
  const mine = show(localized("signup.mine"), "signup.list");
  const said = (body: Localizable, ...ways: readonly ReplyButton[]): Reply => reply(text(body), buttons(...ways));
  switch (refusal.kind) {
    case "unknown":
      return said(localized("signup.unknown"), another, mine);
    case "windowClosed":
      return said(closedText(expo, refusal), mine);
    case "taken": {
      const { booth, until } = refusal;
      const why =
        until === null
          ? localized("signup.taken", { booth })
          : localized("signup.takenUntil", { booth, until: onDeskClock(until) });
      return insteadOf(db, expo, booth, why);
    }
    case "blocked":
      return insteadOf(db, expo, refusal.booth, localized("signup.blocked", { booth: refusal.booth }));
    case "full":
      return said(localized("signup.full"), ...waitButtons(expo, null, null), another);
    case "available":
      return said(localized("signup.available", { booth: refusal.booth }), holdButton(expo, refusal.booth));
    case "limit":
      return said(localized("signup.limit", { count: refusal.max }), mine);
    case "expired":
      return said(localized("signup.expired", { at: onDeskClock(refusal.at) }), another);
    case "notYours":
      return said(localized("signup.notYours"), mine);
    case "extendedBefore":
      return said(localized("signup.extendedBefore", { until: onDeskClock(refusal.until) }), mine);
    case "isOffer":
      return said(localized("signup.isOffer"), mine);
    case "state":
      return said(localized("signup.otherState"), mine);
    case "tooLate":
      return said(localized("signup.tooLate", { at: onDeskClock(refusal.at) }), another);
    default:
      return exhaustive(refusal);
  }
}

/** A button that holds a booth. */
export function holdButton(expo: Expo, booth: string): ReplyButton {
  return show(localized("signup.take", { booth }), "signup.hold", { expo: expo.id, booth });
}

/** Free booths as big as the one that can't be had, the nearest in its hall first; and the ways to wait. */
async function insteadOf(db: Reading, expo: Expo, code: string, why: Localizable): Promise<Reply> {
  const wanted = findBooth(expo, code);
  const free = new Set((await listFree(db, expo.id)).map((place) => place.code));
  const area = wanted === null ? null : areaOf(wanted.booth);
  const nearest =
    wanted === null
      ? []
      : wanted.hall.booths
          .filter((booth) => free.has(booth.code) && areaOf(booth) === area)
          .toSorted((one, other) => distance(one, wanted.booth) - distance(other, wanted.booth))
          .slice(0, NEAREST);
  const happened = show(localized("signup.whatHappened", { booth: code }), "signup.logOf", {
    expo: expo.id,
    booth: code,
  });
  const instead = nearest.length === 0 ? localized("signup.noneAsBig") : localized("signup.nearest");
  return reply(
    text(why),
    text(instead),
    buttons(...nearest.map((booth) => holdButton(expo, booth.code))),
    buttons(
      ...(wanted === null ? [] : waitButtons(expo, wanted, area)),
      show(localized("signup.anotherBooth"), "signup.begin", { expo: expo.id, aim: { kind: "hold" } }),
      happened,
    ),
  );
}

function distance(one: Booth, other: Booth): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

const CLOSED: Readonly<Record<Closed["why"], string>> = {
  notAnnounced: "signup.closedNotAnnounced",
  notYet: "signup.closedNotYet",
  over: "signup.closedOver",
  wishesFirst: "signup.closedWishes",
};

/** Why booths can't be taken now. */
export function closedText(expo: Expo, { why, at }: Pick<Closed, "why" | "at">): Localizable {
  if (why === "wishesFirst" && at === null) return localized("signup.closedGivingOut");
  return localized(CLOSED[why], at === null ? {} : { at: onExpoClock(expo, at) });
}
