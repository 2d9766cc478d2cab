import { violation } from "./refusal.ts";
import { compact, type Entity, isRecord } from "./shapes.ts";

const KINDS = new Set(
  (
    "mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler " +
    "blockquote expandable_blockquote code pre text_link text_mention custom_emoji date_time"
  ).split(" "),
);
const MOST = 100;

/**
 * Reads entities that a bot sent for a text. Throws a violation where one is of no known kind, lies outside the text,
 * cuts a surrogate pair, or crosses another.
 */
export function readEntities(list: readonly unknown[], text: string): readonly Entity[] {
  if (list.length > MOST)
    throw violation(`too many entities: ${list.length} of at most ${MOST} (the rest would be lost)`);
  const entities = list.map((one) => readEntity(one, text));
  const crossing = findCrossing(entities);
  if (crossing !== null) throw violation(`ENTITY_BOUNDS_INVALID: entities cross at ${crossing}`);
  return entities;
}

function readEntity(value: unknown, text: string): Entity {
  if (!isRecord(value)) throw violation("can't parse MessageEntity: expected an object");
  const { type, offset, length } = value;
  if (typeof type !== "string" || !KINDS.has(type))
    throw violation(`can't parse MessageEntity: unknown type "${type}"`);
  if (
    typeof offset !== "number" ||
    typeof length !== "number" ||
    !Number.isInteger(offset) ||
    !Number.isInteger(length)
  )
    throw violation("can't parse MessageEntity: offset and length must be integers");
  if (offset < 0 || length <= 0 || offset + length > text.length)
    throw violation(`ENTITY_BOUNDS_INVALID: ${type} at ${offset}+${length} of ${text.length}`);
  if (cutsPair(text, offset) || cutsPair(text, offset + length))
    throw violation(`ENTITY_BOUNDS_INVALID: ${type} at ${offset}+${length} cuts a character`);
  if (type === "text_link" && !isLink(value.url)) throw violation(`ENTITY_URL_INVALID: ${JSON.stringify(value.url)}`);
  return compact<Entity>({
    type,
    offset,
    length,
    url: asString(value.url),
    user: isRecord(value.user) ? (value.user as Entity["user"]) : undefined,
    language: asString(value.language),
    custom_emoji_id: asString(value.custom_emoji_id),
  });
}

function cutsPair(text: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? "") && /[\udc00-\udfff]/.test(text[at] ?? "");
}

/** An address that Telegram makes a link of. */
export function isLink(value: unknown): value is string {
  return typeof value === "string" && /^(?:https?|tg|ton|mailto|tel):\S+$/iu.test(value) && URL.canParse(value);
}

function asString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function findCrossing(entities: readonly Entity[]): number | null {
  const open: number[] = [];
  for (const { offset, length } of entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length)) {
    while (open.length > 0 && (open.at(-1) ?? 0) <= offset) open.pop();
    const end = open.at(-1);
    if (end !== undefined && offset + length > end) return offset;
    open.push(offset + length);
  }
  return null;
}

const DETECTED: readonly (readonly [string, RegExp])[] = [
  ["url", /\bhttps?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/giu],
  ["email", /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu],
  ["bot_command", /(?<![\w/])\/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?(?!\w|\/)/gu],
  ["mention", /(?<!\w)@[A-Za-z]\w{3,31}(?!\w)/gu],
  ["hashtag", /(?<![\p{L}\p{N}_])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu],
];

/** Adds the entities that Telegram finds by itself, where none of the given ones stands. */
export function detectEntities(text: string, given: readonly Entity[] = []): readonly Entity[] {
  const all = [...given];
  for (const [type, pattern] of DETECTED)
    for (const { index, 0: found } of text.matchAll(pattern))
      if (!all.some((one) => isOpaque(one) && one.offset < index + found.length && index < one.offset + one.length))
        all.push({ type, offset: index, length: found.length });
  return all.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
}

const STYLES = new Set("bold italic underline strikethrough spoiler blockquote expandable_blockquote".split(" "));

function isOpaque({ type }: Entity): boolean {
  return !STYLES.has(type);
}
