import type { FormErrors, Path } from "../form-errors.ts";
import { lengthOf } from "../length.ts";
import { isRecord } from "../shapes.ts";
import { checkInteger, checkList, checkRecord, checkText, checkUrl } from "./checks.ts";

const MOST_EMBEDS = 10;
const LARGEST_EMBEDS = 6_000;
const LINKS = { schemes: ["http", "https"] };
const PICTURES = { schemes: ["http", "https", "attachment"] };

/** The limits of Discord's embeds, and the sum over all of a message. */
export function checkEmbeds(errors: FormErrors, path: Path, value: unknown): void {
  const embeds = checkList(errors, path, value, { max: MOST_EMBEDS });
  embeds.forEach((embed, n) => {
    checkEmbed(errors, [...path, n], embed);
  });
  const size = embeds.reduce((sum: number, embed) => sum + sizeOf(embed), 0);
  if (size > LARGEST_EMBEDS)
    errors.add(path, "MAX_EMBED_SIZE_EXCEEDED", `Embed size exceeds maximum size of ${LARGEST_EMBEDS}`);
}

function checkEmbed(errors: FormErrors, path: Path, value: unknown): void {
  const embed = checkRecord(errors, path, value, true);
  if (embed === undefined) return;
  checkText(errors, [...path, "title"], embed.title, { max: 256 });
  checkText(errors, [...path, "description"], embed.description, { max: 4_096 });
  checkUrl(errors, [...path, "url"], embed.url, LINKS);
  checkInteger(errors, [...path, "color"], embed.color, { min: 0, max: 0xffffff });
  checkPart(errors, [...path, "footer"], embed.footer, "text", 2_048);
  checkPart(errors, [...path, "author"], embed.author, "name", 256);
  for (const name of ["image", "thumbnail"]) {
    const picture = checkRecord(errors, [...path, name], embed[name]);
    if (picture !== undefined) checkUrl(errors, [...path, name, "url"], picture.url, { ...PICTURES, isRequired: true });
  }
  checkList(errors, [...path, "fields"], embed.fields, { max: 25 }).forEach((field, n) => {
    const place = [...path, "fields", n];
    const given = checkRecord(errors, place, field, true);
    if (given === undefined) return;
    checkText(errors, [...place, "name"], trimmed(given.name), { min: 1, max: 256, isRequired: true });
    checkText(errors, [...place, "value"], trimmed(given.value), { min: 1, max: 1_024, isRequired: true });
  });
  if (typeof embed.timestamp === "string" && Number.isNaN(Date.parse(embed.timestamp)))
    errors.add(
      [...path, "timestamp"],
      "DATE_TIME_TYPE_PARSE",
      `Could not parse ${embed.timestamp}. Should be ISO8601.`,
    );
  if (isEmpty(embed)) errors.add([...path, "description"], "BASE_TYPE_REQUIRED", "This field is required");
}

function checkPart(errors: FormErrors, path: Path, value: unknown, name: string, max: number): void {
  const part = checkRecord(errors, path, value);
  if (part !== undefined) checkText(errors, [...path, name], part[name], { max });
}

function isEmpty(embed: Record<string, unknown>): boolean {
  const { title, description, fields, image, thumbnail, footer, author } = embed;
  const hasFields = Array.isArray(fields) && fields.length > 0;
  return !(title || description || hasFields || image || thumbnail || footer || author);
}

/** What counts of an embed, each part without the blanks at its ends. */
function sizeOf(embed: unknown): number {
  if (!isRecord(embed)) return 0;
  const fields = Array.isArray(embed.fields) ? embed.fields.filter(isRecord) : [];
  const texts = [
    embed.title,
    embed.description,
    isRecord(embed.footer) ? embed.footer.text : "",
    isRecord(embed.author) ? embed.author.name : "",
    ...fields.flatMap(({ name, value }) => [name, value]),
  ];
  return texts.reduce((sum: number, text) => sum + (typeof text === "string" ? lengthOf(text.trim()) : 0), 0);
}

function trimmed(value: unknown): unknown {
  return typeof value === "string" ? value.trim() : value;
}
