import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { AppError, messageOf } from "../../../shared/errors.ts";
import { primaryOf } from "./analyse.ts";

/** One idea of the trade in every language: per tag, its names, the usual one first. */
export type GlossaryTerm = {
  /** What the idea belongs to, such as `customs` or `places`. */
  readonly group: string;
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** For a place: its English name, and those of the places around it whose rules hold there. Empty for anything else. */
  readonly places: readonly string[];
};

/**
 * Reads a glossary: a CSV with a `group` column and one column per language tag, names parted by `|`. A cell takes one line.
 *
 * @throws AppError `content.invalid` where the file is missing or broken.
 */
export function loadGlossary(file: string): readonly GlossaryTerm[] {
  if (!existsSync(file)) throw new AppError("content.invalid", `The glossary ${file} is missing.`);
  try {
    return readTerms(readFileSync(file, "utf8"));
  } catch (error) {
    throw new AppError("content.invalid", `The glossary ${file} can't be read: ${messageOf(error)}`);
  }
}

function readTerms(csv: string): GlossaryTerm[] {
  const [head = "", ...lines] = csv.replace(/^\uFEFF/u, "").split(/\r?\n/u);
  const columns = cellsOf(head);
  return lines.flatMap((line, index) => {
    if (line === "") return [];
    const cells = cellsOf(line);
    if (cells.length !== columns.length)
      throw new Error(`line ${index + 2} has ${cells.length} cells where the heading has ${columns.length}`);
    return [toTerm(columns, cells)];
  });
}

/** Every command reads the whole file, and few of its cells are quoted: the others need no parser, which would take longer. */
function cellsOf(line: string): readonly string[] {
  return line.includes('"') ? (parse(line)[0] ?? []) : line.split(",");
}

function toTerm(columns: readonly string[], cells: readonly string[]): GlossaryTerm {
  const names = new Map<string, readonly string[]>();
  let group = "";
  for (const [index, tag] of columns.entries()) {
    const cell = cells[index] ?? "";
    const named = namesOf(cell);
    if (tag === "group") group = cell;
    else if (named.length > 0) names.set(tag, named);
  }
  return termOf(group, names);
}

function namesOf(cell: string): readonly string[] {
  return cell
    .split("|")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** A term of a group. One of the group `places` is a place, known by its English name. */
export function termOf(group: string, names: GlossaryTerm["names"]): GlossaryTerm {
  const own = names.get("en")?.[0] ?? "";
  return { group, names, places: group === PLACES ? [own, ...(AROUND.get(own) ?? [])] : [] };
}

/** The group of a glossary that names places. */
const PLACES = "places";

/** What the places of the glossary lie in. */
const AROUND: ReadonlyMap<string, readonly string[]> = new Map([
  ["Binjiang", ["Hangzhou", "Zhejiang"]],
  ["Hangzhou", ["Zhejiang"]],
  ["Istanbul", ["Turkey"]],
  ["Dubai", ["UAE"]],
  ["Los Angeles", ["California", "US"]],
  ["Chicago", ["US"]],
  ["California", ["US"]],
  ["New Jersey", ["US"]],
  ["New York", ["US"]],
  ["Ningbo", ["Zhejiang"]],
  ["Yiwu", ["Zhejiang"]],
  ["Wenzhou", ["Zhejiang"]],
  ["Shenzhen", ["Guangdong"]],
  ["Guangzhou", ["Guangdong"]],
  ["Suzhou", ["Jiangsu"]],
  ["Nanjing", ["Jiangsu"]],
  ["Warsaw", ["Poland", "EU"]],
  ["Cairo", ["Egypt"]],
  ["Johannesburg", ["South Africa"]],
  ["Cape Town", ["South Africa"]],
  ["Mumbai", ["India"]],
  ["New Delhi", ["India"]],
  ["Amman", ["Jordan"]],
  ["Abu Dhabi", ["UAE"]],
  ["Moscow", ["Russia"]],
  ["Berlin", ["Germany", "EU"]],
  ["Paris", ["France", "EU"]],
  ["Madrid", ["Spain", "EU"]],
  ["London", ["UK"]],
  ["Tokyo", ["Japan"]],
  ["Bangkok", ["Thailand"]],
  ["Ankara", ["Turkey"]],
]);

/** The names of a term in a language; in another script or region of it where it has none of its own. */
export function namesIn(term: GlossaryTerm, tag: string): readonly string[] {
  const exact = term.names.get(tag);
  if (exact !== undefined) return exact;
  for (const [known, names] of term.names) if (primaryOf(known) === primaryOf(tag)) return names;
  return [];
}

/** The names of the world's regions, from CLDR through Intl, as glossary terms: no data to ship. */
export function regionTerms(tags: readonly string[]): GlossaryTerm[] {
  const styles = ["long", "short"] as const;
  const displays = tags.flatMap((tag) =>
    styles.map((style) => [tag, new Intl.DisplayNames([tag], { type: "region", style, fallback: "none" })] as const),
  );
  return REGIONS.map((region) => {
    const names = new Map<string, readonly string[]>([["en", ENGLISH_ALIASES[region] ?? []]]);
    for (const [tag, display] of displays) {
      const name = display.of(region);
      const known = names.get(tag) ?? [];
      if (name !== undefined && !known.includes(name)) names.set(tag, [...known, name]);
    }
    const own = names.get("en")?.[0] ?? region;
    return { group: PLACES, names, places: EU_MEMBERS.has(region) ? [own, "EU"] : [own] };
  });
}

const ENGLISH_ALIASES: Readonly<Record<string, readonly string[]>> = {
  EU: ["EU"],
  TR: ["Turkey"],
  US: ["US", "America"],
  GB: ["UK", "Britain"],
  AE: ["UAE"],
  NL: ["Holland"],
  HK: ["Hong Kong"],
  KR: ["Korea"],
};

const EU_MEMBERS: ReadonlySet<string> = new Set("AT BE BG CZ DE DK ES FI FR GR HU IE IT LT NL PL PT RO SE".split(" "));

const REGIONS: readonly string[] =
  "EU AE AR AT AU BD BE BG BR CA CH CL CN CO CZ DE DK EG ES FI FR GB GH GR HK HU ID IE IL IN IQ IR IT JO JP KE KR KZ LA LK LT MA MM MO MX MY NG NL NO NZ PE PH PK PL PT QA RO RU SA SE SG SK TH TN TR TW UA US UZ VN ZA".split(
    " ",
  );
