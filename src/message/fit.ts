import type { Capabilities } from "./capabilities.ts";
import { type Controls, fitControls, linkLines, shortcutList } from "./controls.ts";
import { measure } from "./measure.ts";
import type { Mode, Outgoing, Part, Picture, TextFile } from "./outgoing.ts";
import type { Piece } from "./piece.ts";
import { splitText } from "./split.ts";
import { type Block, literal, plainText, type RichText, type Span } from "./text.ts";

/** Words that fitting itself needs, in the reader's language. */
export type FitWords = {
  readonly restInFile: string;
  readonly fileName: string;
  readonly moreOptions: string;
  readonly openSource: string;
};

type Local = Outgoing<RichText, string>;

/**
 * Splits and degrades one localised message for one platform, once, in the core: long text becomes several pieces (and
 * past `capabilities.pieces` a file), a choice becomes a list, buttons or typed letters, sources open as the platform
 * can open them. Controls stand on the last piece; rows that it has no room for follow on pieces of their own. A change
 * of nothing but the time that is left becomes no piece where it would show nothing new. Pure.
 */
export function fit(outgoing: Local, capabilities: Capabilities, words: FitWords): Piece[] {
  const { mode } = outgoing;
  if (mode.kind === "replace" && mode.clock && (capabilities.countsDown || !capabilities.edits)) return [];
  const { overflow, ...controls } = fitControls(outgoing.parts, capabilities, words);
  const written = outgoing.parts.flatMap((part) => textOfPart(part, capabilities));
  const typed =
    capabilities.buttons === null ? [...linkLines(outgoing.parts), ...shortcutList(controls.shortcuts)] : [];
  const { runs, file } = limitPieces(written, typed, capabilities, words);
  const files = [...outgoing.parts.flatMap((part) => (part.kind === "file" ? [part.file] : [])), ...file];
  const bodies: Body[] = runs.map((run) => ({ text: run, file: null }));
  for (const picture of picturesOf(outgoing.parts, capabilities)) bodies.push({ text: [], file: null, picture });
  for (const attached of files) bodies.push({ text: [], file: attached });
  joinCaption(bodies, capabilities);
  if (bodies.length === 0) bodies.push({ text: [], file: null });
  const more: RichText = [{ kind: "paragraph", spans: [literal(words.moreOptions)] }];
  return [
    ...bodies.map(
      (body, index): Piece => ({
        mode: modeOf(outgoing, capabilities, index),
        ...(index === bodies.length - 1 ? controls : NO_CONTROLS),
        ...body,
      }),
    ),
    ...overflow.map(
      (rows, index): Piece => ({
        ...NO_CONTROLS,
        mode: modeOf(outgoing, capabilities, bodies.length + index),
        text: more,
        rows,
        file: null,
      }),
    ),
  ];
}

const NO_CONTROLS: Controls = { rows: [], select: null, sources: [], shortcuts: [] };

/** Only the first piece can stand in for another message, or open a topic; what is private is so in every piece. */
function modeOf({ mode }: Local, capabilities: Capabilities, index: number): Mode {
  if (mode.kind === "topic" && (index > 0 || !capabilities.topics)) return { kind: "new" };
  return mode.kind === "replace" && (index > 0 || !capabilities.edits) ? { kind: "new" } : mode;
}

/** The written text within the limit of pieces, the rest in a file; what can be typed always stays in view. */
function limitPieces(
  written: RichText,
  typed: RichText,
  capabilities: Capabilities,
  words: FitWords,
): { readonly runs: RichText[]; readonly file: TextFile[] } {
  const text = [...written, ...typed];
  if (text.length === 0) return { runs: [], file: [] };
  if (capabilities.text === null) return { runs: [text], file: [] };
  const { limit, unit } = capabilities.text;
  const runs = splitText(text, limit, unit);
  if (runs.length <= capabilities.pieces) return { runs, file: [] };
  const note: Block = { kind: "paragraph", spans: [literal(words.restInFile)] };
  // Long lists of what can be typed go into the file as well, so that the number of pieces is kept.
  const closing = splitText([note, ...typed], limit, unit);
  const kept = splitText(written, limit, unit).slice(0, capabilities.pieces - 1);
  return {
    runs: [...kept, closing.length === 1 ? [note, ...typed] : [note]],
    file: [{ name: words.fileName, mime: "text/plain; charset=utf-8", text: plainText(text) }],
  };
}

type Body = Pick<Piece, "text" | "file" | "picture">;

/** The last text before the first picture or file goes with it, where it is short enough for a caption. */
function joinCaption(bodies: Body[], { caption, text }: Capabilities): void {
  const at = bodies.findIndex(({ file, picture }) => file !== null || picture !== undefined);
  const [before, attached] = [bodies[at - 1], bodies[at]];
  if (caption === undefined || before === undefined || attached === undefined) return;
  if (measure(plainText(before.text), text?.unit ?? "utf16") > caption) return;
  bodies.splice(at - 1, 2, { ...attached, text: before.text });
}

function picturesOf(parts: Local["parts"], { pictures }: Capabilities): Picture<string>[] {
  return parts.flatMap((part) =>
    part.kind === "picture" && pictures === true ? [{ ...part.picture, alt: plainText(part.picture.alt) }] : [],
  );
}

function textOfPart(part: Part<RichText, string>, { pictures }: Capabilities): RichText {
  switch (part.kind) {
    case "text":
      return part.text;
    case "card":
      return [{ kind: "heading", spans: spansOf(part.title) }, ...(part.text ?? []), ...fieldLines(part.fields)];
    case "choice":
      return part.prompt;
    case "picture":
      return pictures === true ? [] : part.picture.alt;
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
