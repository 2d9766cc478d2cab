import type { FormErrors, Path } from "../form-errors.ts";
import { lengthOf } from "../length.ts";
import { COMPONENT_TYPES, isRecord } from "../shapes.ts";
import { checkChoice, checkList, checkRecord, checkText, checkUrl } from "./checks.ts";
import { checkSelect } from "./selects.ts";
import { createUniqueIds, type UniqueIds } from "./unique-ids.ts";

type Given = Record<string, unknown>;

const MOST_ROWS = 5;
const MOST_COMPONENTS = 40;
const LONGEST_TEXT = 4_000;
const ROW_WIDTH = 5;
const LINK = 5;
const PREMIUM = 6;
const { row, button, stringSelect, channelSelect } = COMPONENT_TYPES;
const { section, textDisplay, thumbnail, gallery, file, separator, container } = COMPONENT_TYPES;
const LAYOUT = [row, section, textDisplay, gallery, file, separator, container];

/**
 * The rules of a message's components: of old, up to five rows of buttons or of one select; with the flag
 * IS_COMPONENTS_V2, up to forty components of the newer kinds.
 */
export function checkComponents(errors: FormErrors, path: Path, value: unknown, isV2: boolean): void {
  const seen = createUniqueIds(errors);
  if (isV2) return checkLayout(errors, path, value, seen);
  checkList(errors, path, value, { max: MOST_ROWS }).forEach((one, n) => {
    const place = [...path, n];
    const given = checkRecord(errors, place, one, true);
    if (given === undefined) return;
    if (given.type === row) checkRow(errors, place, given, seen);
    else refuseType(errors, place, [row]);
  });
}

function refuseType(errors: FormErrors, path: Path, types: readonly number[]): void {
  const list = types.length === 1 ? `(${types[0]},)` : `(${types.join(", ")})`;
  errors.add([...path, "type"], "UNION_TYPE_CHOICES", `Value of field "type" must be one of ${list}.`);
}

function checkRow(errors: FormErrors, path: Path, { components }: Given, seen: UniqueIds): void {
  const place = [...path, "components"];
  let width = 0;
  checkList(errors, place, components, { min: 1, max: ROW_WIDTH, isRequired: true }).forEach((one, n) => {
    const child = checkRecord(errors, [...place, n], one, true);
    if (child === undefined) return;
    seen([...place, n], child);
    width += child.type === button ? 1 : ROW_WIDTH;
    if (width > ROW_WIDTH)
      errors.add([...place, n], "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width");
    if (child.type === button) checkButton(errors, [...place, n], child);
    else if (isSelect(child.type)) checkSelect(errors, [...place, n], child, "message");
    else refuseType(errors, [...place, n], [2, 3, 5, 6, 7, 8]);
  });
}

function isSelect(type: unknown): boolean {
  return type === stringSelect || (typeof type === "number" && type >= 5 && type <= channelSelect);
}

/** A link has an address and asks nothing of the bot; any other button has an id; each shows a label or an emoji. */
function checkButton(errors: FormErrors, path: Path, given: Given): void {
  const { style, label, emoji, url, custom_id } = given;
  checkChoice(errors, [...path, "style"], style, [1, 2, 3, 4, LINK, PREMIUM], true);
  checkText(errors, [...path, "label"], label, { max: 80 });
  if (style === PREMIUM) return checkTextId(errors, path, given.sku_id, "sku_id");
  if (typeof label === "string" ? label.trim() === "" && !emoji : !emoji)
    errors.add([...path, "label"], "BASE_TYPE_REQUIRED", "This field is required");
  if (style === LINK) {
    checkUrl(errors, [...path, "url"], url, { schemes: ["http", "https", "discord"], max: 512, isRequired: true });
    if (custom_id !== undefined) refuseBoth(errors, path);
    return;
  }
  checkTextId(errors, path, custom_id, "custom_id");
  if (url !== undefined && url !== null) refuseBoth(errors, path);
}

function checkTextId(errors: FormErrors, path: Path, value: unknown, name: string): void {
  checkText(errors, [...path, name], value, { min: 1, max: 100, isRequired: true });
}

function refuseBoth(errors: FormErrors, path: Path): void {
  errors.add([...path, "custom_id"], "STAND_IN_BUTTON_ACTION", "a button has either a custom_id or a url");
}

function checkLayout(errors: FormErrors, path: Path, value: unknown, seen: UniqueIds): void {
  const list = checkList(errors, path, value, { max: MOST_COMPONENTS });
  list.forEach((one, n) => {
    checkLayoutPart(errors, [...path, n], one, seen, LAYOUT);
  });
  const all = list.flatMap(flatten);
  if (all.length > MOST_COMPONENTS)
    errors.add(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", `The total components exceeds ${MOST_COMPONENTS}`);
  const length = all.reduce((sum, one) => sum + (typeof one.content === "string" ? lengthOf(one.content) : 0), 0);
  if (length > LONGEST_TEXT)
    errors.add(
      path,
      "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
      `Components displayable text size exceeds maximum size of ${LONGEST_TEXT}`,
    );
}

function checkLayoutPart(
  errors: FormErrors,
  path: Path,
  value: unknown,
  seen: UniqueIds,
  types: readonly number[],
): void {
  const given = checkRecord(errors, path, value, true);
  if (given === undefined) return;
  if (typeof given.type !== "number" || !types.includes(given.type)) return refuseType(errors, path, types);
  if (given.type !== row) seen(path, given);
  const into = (name: string, at: number, allowed: readonly number[]) => (one: unknown, n: number) =>
    checkLayoutPart(errors, at === 0 ? [...path, name, n] : [...path, name], one, seen, allowed);
  switch (given.type) {
    case row:
      return checkRow(errors, path, given, seen);
    case button:
      return checkButton(errors, path, given);
    case textDisplay:
      checkText(errors, [...path, "content"], given.content, { min: 1, max: LONGEST_TEXT, isRequired: true });
      return;
    case section:
      checkList(errors, [...path, "components"], given.components, { min: 1, max: 3, isRequired: true }).forEach(
        into("components", 0, [textDisplay]),
      );
      return into("accessory", 1, [button, thumbnail])(given.accessory, 0);
    case container:
      checkList(errors, [...path, "components"], given.components, { min: 1, isRequired: true }).forEach(
        into(
          "components",
          0,
          LAYOUT.filter((type) => type !== container),
        ),
      );
      return;
    default:
      return;
  }
}

/** A component with all that stands inside it. */
export function flatten(value: unknown): readonly Given[] {
  if (!isRecord(value)) return [];
  const inner = [value.components, value.accessory, value.component].flat();
  return [value, ...inner.flatMap(flatten)];
}
