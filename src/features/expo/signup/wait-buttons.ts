import { act, type ReplyButton } from "../../../conversation/reply.ts";
import { localized } from "../../../message/text.ts";
import { ANY, type Wish } from "../booking/index.ts";
import type { Booth, Expo, Hall } from "../expo.ts";

/**
 * The ways to wait, the narrowest first: for the very booth that was asked for, for one as big in its hall, for one as big
 * anywhere, for any. One place in line holds all of them that are wider.
 */
export function waitButtons(
  expo: Expo,
  wanted: { readonly booth: Booth; readonly hall: Hall } | null,
  area: number | null,
): ReplyButton[] {
  const size = area === null ? null : { from: area, to: area };
  const wait = (label: ReplyButton["label"], wish: Wish): ReplyButton =>
    act(label, "signup.wait", { expo: expo.id, wishes: [wish] });
  return [
    ...(wanted === null
      ? []
      : [wait(localized("signup.waitFor", { booth: wanted.booth.code }), { ...ANY, booths: [wanted.booth.code] })]),
    ...(size === null ? [] : [wait(localized("signup.waitForSize", { area: size.from }), { ...ANY, area: size })]),
    ...(size === null && wanted === null ? [wait(localized("signup.waitForAny"), ANY)] : []),
  ];
}
