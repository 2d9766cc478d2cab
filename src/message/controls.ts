import type { Capabilities } from "./capabilities.ts";
import { shorten } from "./measure.ts";
import type { Button, Option, Outgoing, Source } from "./outgoing.ts";
import type { Piece, Shortcut } from "./piece.ts";
import { type Block, literal, plainText, type RichText } from "./text.ts";

export type Controls = Pick<Piece, "rows" | "select" | "sources" | "shortcuts">;

type Parts = Outgoing<RichText, string>["parts"];
type Row = readonly Button<string, string>[];
type Limits = NonNullable<Capabilities["buttons"]>;

/** Everything of a message that can be pressed, as the platform takes it, and the rows that one message can't hold. */
export function fitControls(
  parts: Parts,
  capabilities: Capabilities,
  words: { readonly openSource: string },
): Controls & { readonly overflow: readonly Row[][] } {
  const sources = parts.flatMap((part) => (part.kind === "sources" ? part.sources : []));
  const choices = parts.flatMap((part) => (part.kind === "choice" ? [part] : []));
  const buttons = parts.flatMap((part) => (part.kind === "buttons" ? part.buttons.map(labelled) : []));
  const { buttons: limits } = capabilities;
  const select = selectOf(choices, sources, capabilities, words.openSource);
  const chosen = select.takes === "choice" ? [] : choices.flatMap((part) => part.options.map(optionButton));
  const opened = select.takes === "sources" ? [] : sourceRow(sources, capabilities);
  const pages =
    limits === null
      ? []
      : pageRows([...opened, ...rowsOf(chosen, limits), ...rowsOf(buttons, limits)], limits, select.rows);
  const typedSources = limits === null || capabilities.sources === "typed" ? sources : [];
  return {
    sources: capabilities.sources === "inPlace" ? sources : [],
    select: select.list,
    rows: pages[0] ?? [],
    overflow: pages.slice(1),
    shortcuts: toShortcuts(typedSources, limits === null ? [...chosen, ...buttons] : []),
  };
}

type Choice = Extract<Parts[number], { kind: "choice" }>;
type List = { readonly takes: "choice" | "sources" | null; readonly list: Controls["select"]; readonly rows: number };

/** A message has one list at most: of its only choice, else of its sources. */
function selectOf(
  choices: readonly Choice[],
  sources: readonly Source<string>[],
  { select, sources: opens }: Capabilities,
  openSource: string,
): List {
  const none: List = { takes: null, list: null, rows: 0 };
  if (select === null) return none;
  const [sole, ...others] = choices;
  const rows = select.rows ?? 0;
  if (sole !== undefined && others.length === 0 && sole.options.length <= select.options) {
    const options = sole.options.map(labelOption(select.label));
    return { takes: "choice", rows, list: { prompt: label(sole.prompt), options } };
  }
  if (opens !== "select" || choices.length > 0 || sources.length === 0 || sources.length > select.options) return none;
  return { takes: "sources", rows, list: { prompt: openSource, options: sources.map(sourceOption(select.label)) } };
}

function sourceOption(limit: number) {
  return ({ n, title, issuer, published, act }: Source<string>): Option<string, string> => {
    const about = [issuer, published].filter((one) => one !== null && one !== "").join(" · ");
    const description = about === "" ? {} : { description: shorten(about, limit) };
    return { label: shorten(`${n}. ${title}`, limit), ...description, act };
  };
}

function label(text: RichText): string {
  return plainText(text).replace(/\s+/gu, " ").trim();
}

function labelled(button: Button<RichText, string>): Button<string, string> {
  return { ...button, label: label(button.label) };
}

function optionButton(option: Option<RichText, string>): Button<string, string> {
  return { kind: "act", label: label(option.label), act: option.act };
}

function labelOption(limit: number) {
  return (option: Option<RichText, string>): Option<string, string> => ({
    label: shorten(label(option.label), limit),
    ...(option.description === undefined ? {} : { description: shorten(label(option.description), limit) }),
    act: option.act,
  });
}

function sourceRow(sources: readonly Source<string>[], { buttons, sources: opens }: Capabilities): Row[] {
  if ((opens !== "buttons" && opens !== "select") || buttons === null) return [];
  return rowsOf(
    sources.map((source): Button<string, string> => ({ kind: "act", label: String(source.n), act: source.act })),
    buttons,
  );
}

/** Up to this many characters a label may share a row; a longer one stands alone, so that none is cut on a phone. */
const SHORT_LABEL = 16;

function rowsOf(buttons: Row, limits: Limits): Row[] {
  const share = shareOf(buttons, limits);
  const rows: Row[] = [];
  for (let index = 0; index < buttons.length; index += share) rows.push(buttons.slice(index, index + share));
  return rows;
}

/** How many of these buttons share a row: all rows of a part are alike. */
function shareOf(buttons: Row, { perRow, rowLetters }: Limits): number {
  if (rowLetters === undefined) return buttons.every((button) => button.label.length <= SHORT_LABEL) ? perRow : 1;
  const widest = Math.max(0, ...buttons.map((button) => widthOf(button.label)));
  return Math.min(perRow, Math.max(1, Math.floor(rowLetters / (widest + EDGES))));
}

/** What the edges of a button take, in narrow letters. */
const EDGES = 2;

/** The width of a label in narrow letters: those of East Asia are twice as wide. */
function widthOf(label: string): number {
  return [...label].reduce(
    (width, letter) => width + (/[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}\p{sc=Hang}]/u.test(letter) ? 2 : 1),
    0,
  );
}

/** Rows as many as one message holds, message by message; on the first, `taken` rows are something else's. */
function pageRows(rows: readonly Row[], limits: Limits, taken: number): Row[][] {
  const cut = rows.map((row) => row.map((button) => ({ ...button, label: shorten(button.label, limits.label) })));
  const first = limits.rows - taken;
  const pages: Row[][] = [cut.slice(0, first)];
  for (let index = first; index < cut.length; index += limits.rows) pages.push(cut.slice(index, index + limits.rows));
  return pages;
}

function toShortcuts(sources: readonly Source<string>[], buttons: Row): Shortcut[] {
  const pressable = buttons.flatMap((button) => (button.kind === "link" ? [] : [button]));
  return [
    ...sources.map(
      (source): Shortcut => ({ input: String(source.n), label: source.title, kind: "source", act: source.act }),
    ),
    ...pressable.map(
      (button, index): Shortcut => ({ input: letter(index), label: button.label, kind: button.kind, act: button.act }),
    ),
  ];
}

/** What can be typed, a line each. */
export function shortcutList(shortcuts: readonly Shortcut[]): RichText {
  const items = shortcuts.map((shortcut) => [literal(`${shortcut.input}) ${shortcut.label}`)]);
  return items.length === 0 ? [] : items.map((spans) => ({ kind: "paragraph", spans }) satisfies Block);
}

/** Links with their addresses, for where nothing can be pressed. */
export function linkLines(parts: Parts): RichText {
  return parts
    .flatMap((part) => (part.kind === "buttons" ? part.buttons : []))
    .flatMap((button): Block[] =>
      button.kind === "link" ? [{ kind: "paragraph", spans: [literal(`${label(button.label)}: ${button.url}`)] }] : [],
    );
}

/** a, b, ... z, aa, ab ... */
function letter(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}
