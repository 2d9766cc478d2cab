import type { Picture } from "../../../message/outgoing.ts";
import type { LanguageTag, Localizable } from "../../../message/text.ts";
import { SECOND } from "../../../shared/clock.ts";
import { sha256 } from "../../../shared/ids.ts";
import { type FloorPlan, stateOf } from "./floor-plan.ts";

type PaintPicture = (plan: FloorPlan, lang: LanguageTag) => Promise<Picture<Localizable>>;

/** So many pictures are remembered, up to half a megabyte each; the one that nobody asked for the longest goes first. */
const MOST = 64;
/** How old a picture may be that others see as well: a booth is looked at again when it is chosen. */
const FRESH_FOR = 10 * SECOND;

type Painted = {
  /** What it shows, beside the place. */
  readonly content: string;
  readonly asOf: string;
  readonly picture: Promise<Picture<Localizable>>;
  done: boolean;
};

/**
 * Paints the same picture once, also for those who ask while it is being painted. Where booths change faster than they
 * can be painted, those who have none of their own in the hall share one that is at most ten seconds behind, or that is
 * not finished yet: a newer one would come later still. Its words and its time are those of what it shows. A painting
 * that fails is not remembered.
 */
export function createPictureCache(paint: PaintPicture, most = MOST): PaintPicture {
  const pictures = new Map<string, Painted>();

  const begin = (key: string, content: string, plan: FloorPlan, lang: LanguageTag): Painted => {
    const begun: Painted = { content, asOf: plan.asOf, picture: paint(plan, lang), done: false };
    const forget = (): void => {
      if (pictures.get(key) === begun) pictures.delete(key);
    };
    begun.picture.then(() => {
      begun.done = true;
    }, forget);
    return begun;
  };

  return (plan, lang) => {
    const [place, content] = [placeOf(plan, lang), contentOf(plan)];
    // Of what all may see the latest is enough; what shows a reader's own booths is nobody else's.
    const key = showsOwn(plan) ? `${place} ${content}` : place;
    const known = pictures.get(key);
    const shown = known !== undefined && suits(known, content, plan.asOf) ? known : begin(key, content, plan, lang);
    // What was used last stands last.
    pictures.delete(key);
    pictures.set(key, shown);
    const [oldest] = pictures.keys();
    if (pictures.size > most && oldest !== undefined) pictures.delete(oldest);
    return shown.picture;
  };
}

function suits(known: Painted, content: string, asOf: string): boolean {
  const apart = Math.abs(Date.parse(asOf) - Date.parse(known.asOf));
  return known.content === content || !known.done || apart <= FRESH_FOR;
}

/** What is drawn whatever the state of the booths. An expo that is imported anew looks different at once. */
function placeOf({ expo, hall, zone }: FloorPlan, lang: LanguageTag): string {
  const { name, timezone, example } = expo;
  return sha256(JSON.stringify([name, timezone, example, hall, zone, lang]));
}

/** How the booths stand, and at which minute: a picture tells the time no closer. */
function contentOf(plan: FloorPlan): string {
  const states = plan.hall.booths.map(({ code }) => stateOf(plan, code));
  return sha256(JSON.stringify([states, plan.asOf.slice(0, "2027-09-01T08:00".length)]));
}

function showsOwn(plan: FloorPlan): boolean {
  return plan.hall.booths.some(({ code }) => {
    const state = stateOf(plan, code);
    return state === "mine" || state === "wished";
  });
}
