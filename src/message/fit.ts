import type { Capabilities } from "./capabilities.ts";
import { shorten } from "./measure.ts";
import type { Button, Option, Outgoing, Part, Source, TextFile } from "./outgoing.ts";
import type { Piece, Shortcut } from "./piece.ts";
import { splitText } from "./split.ts";
import { type Block, literal, plainText, type RichText, type Span } from "./text.ts";

/** Words that fitting itself needs, in the reader's language. */
export type FitWords = { readonly restInFile: string; readonly fileName: string };

type Local = Outgoing<RichText, string>;
type Controls = Pick<Piece, "rows" | "select" | "sources" | "shortcuts">;

/**
 * Splits and degrades one localised message for one platform, once, in the core: long text becomes several pieces (and
 * past `capabilities.pieces` a file), a choice becomes a list, buttons or typed letters, sources open as the platform
 * can open them. Controls stand on the last piece. Pure.
 */
export function fit(outgoing: Local, capabilities: Capabilities, words: FitWords): Piece[] {
  const typed = capabilities.buttons === null;
  const controls = fitControls(outgoing.parts, capabilities);
  const text = [...outgoing.parts.flatMap(textOfPart), ...(typed ? shortcutList(controls.shortcuts) : [])];
  const { runs, file } = limitPieces(text, capabilities, words);
  const files = [...outgoing.parts.flatMap((part) => (part.kind === "file" ? [part.file] : [])), ...file];
  const replacing = outgoing.mode.kind === "replace" && !capabilities.edits;
  const bodies: Pick<Piece, "text" | "file">[] = runs.map((run) => ({ text: run, file: null }));
  for (const attached of files) bodies.push({ text: [], file: attached });
  if (bodies.length === 0) bodies.push({ text: [], file: null });
  return bodies.map((body, index) => ({
    mode: index > 0 || replacing ? { kind: "new" } : outgoing.mode,
    ...(index === bodies.length - 1 ? controls : NO_CONTROLS),
    ...body,
  }));
}

const NO_CONTROLS: Controls = { rows: [], select: null, sources: [], shortcuts: [] };

function limitPieces(
  text: RichText,
  capabilities: Capabilities,
  words: FitWords,
): { readonly runs: RichText[]; readonly file: TextFile[] } {
  if (text.length === 0) return { runs: [], file: [] };
  if (capabilities.text === null) return { runs: [text], file: [] };
  const runs = splitText(text, capabilities.text.limit, capabilities.text.unit);
  if (runs.length <= capabilities.pieces) return { runs, file: [] };
  const note: Block = { kind: "paragraph", spans: [literal(words.restInFile)] };
  return {
    runs: [...runs.slice(0, capabilities.pieces - 1), [note]],
    file: [{ name: words.fileName, mime: "text/plain; charset=utf-8", text: plainText(text) }],
  };
}

function textOfPart(part: Part<RichText, string>): RichText {
  switch (part.kind) {
    case "text":
      return part.text;
    case "card":
      return [{ kind: "heading", spans: spansOf(part.title) }, ...(part.text ?? []), ...fieldLines(part.fields)];
    case "choice":
      return part.prompt;
    default:
      return [];
  }
}

function fieldLines(fields: readonly { readonly label: RichText; readonly value: RichText }[]): Block[] {
  const spans = fields.flatMap((field, index): Span[] => [
    ...(index > 0 ? [literal("\n")] : []),
    { kind: "bold", spans: spansOf(field.label) },
    literal(": "),
    ...spansOf(field.value),
  ]);
  return spans.length === 0 ? [] : [{ kind: "paragraph", spans }];
}

function spansOf(rich: RichText): readonly Span[] {
  return rich.flatMap((block) => (block.kind === "list" ? block.items.flat() : block.spans));
}

function fitControls(parts: Local["parts"], capabilities: Capabilities): Controls {
  const sources = parts.flatMap((part) => (part.kind === "sources" ? part.sources : []));
  const choices = parts.flatMap((part) => (part.kind === "choice" ? [part] : []));
  const buttons = parts.flatMap((part) => (part.kind === "buttons" ? part.buttons.map(labelled) : []));
  const { buttons: limits, select } = capabilities;
  const sole = choices.length === 1 ? choices[0] : undefined;
  const asSelect = select !== null && sole !== undefined && sole.options.length <= select.options;
  const chosen = asSelect ? [] : choices.flatMap((part) => part.options.map(optionButton));
  return {
    sources: capabilities.sources === "inPlace" ? sources : [],
    select:
      asSelect && sole && select
        ? { prompt: label(sole.prompt), options: sole.options.map(labelOption(select.label)) }
        : null,
    rows:
      limits === null
        ? []
        : toRows(
            [...sourceRow(sources, capabilities), ...rowsOf(chosen, limits.perRow), ...rowsOf(buttons, limits.perRow)],
            limits,
          ),
    shortcuts: limits === null ? toShortcuts(sources, [...chosen, ...buttons]) : [],
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

type Row = readonly Button<string, string>[];

function sourceRow(sources: readonly Source<string>[], capabilities: Capabilities): Row[] {
  if (capabilities.sources !== "buttons" || capabilities.buttons === null) return [];
  const numbers = sources.map(
    (source): Button<string, string> => ({ kind: "act", label: String(source.n), act: source.act }),
  );
  return rowsOf(numbers, capabilities.buttons.perRow, 1);
}

/** Short labels share a row, long ones stand alone, so that none is cut on a phone. */
function rowsOf(buttons: Row, perRow: number, width = 16): Row[] {
  const share = buttons.every((button) => button.label.length <= width) ? perRow : 1;
  const rows: Row[] = [];
  for (let index = 0; index < buttons.length; index += share) rows.push(buttons.slice(index, index + share));
  return rows;
}

function toRows(rows: readonly Row[], limits: NonNullable<Capabilities["buttons"]>): Row[] {
  return rows
    .slice(0, limits.rows)
    .map((row) => row.map((button) => ({ ...button, label: shorten(button.label, limits.label) })));
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

function shortcutList(shortcuts: readonly Shortcut[]): RichText {
  const items = shortcuts.map((shortcut) => [literal(`${shortcut.input}) ${shortcut.label}`)]);
  return items.length === 0 ? [] : items.map((spans) => ({ kind: "paragraph", spans }) satisfies Block);
}

/** a, b, ... z, aa, ab ... */
function letter(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}
