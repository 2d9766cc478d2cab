import type { Entity, Formatted } from "./shapes.ts";

/** C0 controls become spaces; carriage returns, line separators and direction overrides vanish. */
const VANISHES = /[\r\u2028-\u202e]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
const BECOMES_SPACE = /[\u0000-\u0009\u000b-\u001f]/u;

/**
 * A text as Telegram keeps it: without control characters, and without white space at its ends. Entities move with
 * their words; one that loses all of its words is dropped.
 */
export function cleanText({ text, entities }: Formatted): Formatted {
  const kept: string[] = [];
  const places: number[] = [];
  for (const unit of text.split("")) {
    places.push(kept.length);
    if (!VANISHES.test(unit)) kept.push(BECOMES_SPACE.test(unit) ? " " : unit);
  }
  places.push(kept.length);
  const whole = kept.join("");
  const trimmed = whole.trim();
  const lead = whole.length - whole.trimStart().length;
  const place = (at: number) => Math.min(Math.max((places[at] ?? kept.length) - lead, 0), trimmed.length);
  return { text: trimmed, entities: entities.flatMap((entity) => moved(entity, place)) };
}

function moved(entity: Entity, place: (at: number) => number): readonly Entity[] {
  const offset = place(entity.offset);
  const length = place(entity.offset + entity.length) - offset;
  return length > 0 ? [{ ...entity, offset, length }] : [];
}
