import type { TextUnit } from "./capabilities.ts";
import { measure, splitGraphemes } from "./measure.ts";
import { type Block, listMarker, plainSpans, plainText, type RichText, type Span } from "./text.ts";

/**
 * Cuts rich text into runs of at most `limit` units, measured as plain text: between blocks where it can, else after
 * a sentence, else at a space, else between two characters. Never inside a character, a link or a citation.
 */
export function splitText(rich: RichText, limit: number, unit: TextUnit): RichText[] {
  const fits = (blocks: RichText): boolean => measure(plainText(blocks), unit) <= limit;
  const runs: Block[][] = [];
  let run: Block[] = [];
  for (const block of rich.flatMap((whole) => (fits([whole]) ? [whole] : cutBlock(whole, limit, unit)))) {
    if (run.length > 0 && !fits([...run, block])) {
      runs.push(run);
      run = [];
    }
    run.push(block);
  }
  if (run.length > 0) runs.push(run);
  // A message of nothing but space says nothing; where all is space, one stands for it.
  const worded = runs.filter((blocks) => plainText(blocks).trim() !== "");
  return worded.length > 0 ? worded : runs.slice(0, 1);
}

function cutBlock(block: Block, limit: number, unit: TextUnit): Block[] {
  if (block.kind !== "list") return cutSpans(block.spans, limit, unit).map((spans) => ({ ...block, spans }));
  // Its items become blocks of their own; those of an ordered list take their numbers along.
  return block.items.flatMap((item, index): Block[] => {
    const single: Block = block.ordered
      ? { kind: "paragraph", spans: [{ kind: "text", text: listMarker(true, index) }, ...item] }
      : { kind: "list", ordered: false, items: [item] };
    if (measure(plainText([single]), unit) <= limit) return [single];
    const spans = single.kind === "list" ? item : single.spans;
    return cutSpans(spans, limit, unit).map((run) => ({ kind: "paragraph", spans: run }));
  });
}

/** A run of text that must stay whole, with the styling around it. */
type Atom = { readonly plain: string; readonly wrap: (text: string) => Span };

function cutSpans(spans: readonly Span[], limit: number, unit: TextUnit): Span[][] {
  const atoms = spans.flatMap((span) => toAtoms(span, limit, unit));
  const runs: Span[][] = [];
  let start = 0;
  while (start < atoms.length) {
    const end = findCut(atoms, start, limit, unit);
    const run = mergeText(atoms.slice(start, end).map((atom) => atom.wrap(atom.plain)));
    if (plainSpans(run).trim() !== "") runs.push(run);
    start = end;
  }
  return runs;
}

function findCut(atoms: readonly Atom[], start: number, limit: number, unit: TextUnit): number {
  let length = 0;
  let end = start;
  let space = -1;
  let sentence = -1;
  for (; end < atoms.length; end++) {
    const plain = atoms[end]?.plain ?? "";
    length += measure(plain, unit);
    if (length > limit && end > start) break;
    if (/^[。！？।؟…]$/u.test(plain) || (/^[.!?]$/u.test(plain) && /^\s/u.test(atoms[end + 1]?.plain ?? " ")))
      sentence = end + 1;
    if (/^\s$/u.test(plain)) space = end + 1;
  }
  if (end === atoms.length) return end;
  const half = start + (end - start) / 2;
  if (sentence > half) return sentence;
  return space > half ? space : end;
}

function toAtoms(span: Span, limit: number, unit: TextUnit): Atom[] {
  switch (span.kind) {
    case "text":
      return splitGraphemes(span.text).map((plain) => ({ plain, wrap: (text) => ({ kind: "text", text }) }));
    case "citation":
      return [{ plain: `[${span.n}]`, wrap: () => span }];
    case "moment":
      return [{ plain: span.text, wrap: () => span }];
    case "link": {
      const plain = plainSpans(span.spans);
      const whole: Atom = { plain, wrap: () => span };
      return measure(plain, unit) <= limit ? [whole] : span.spans.flatMap((inner) => toAtoms(inner, limit, unit));
    }
    default:
      return span.spans
        .flatMap((inner) => toAtoms(inner, limit, unit))
        .map((atom) => ({ plain: atom.plain, wrap: (text) => ({ kind: span.kind, spans: [atom.wrap(text)] }) }));
  }
}

/** Joins neighbouring spans of the same styling again, so a cut leaves no confetti. */
function mergeText(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last?.kind === "text" && span.kind === "text") {
      merged[merged.length - 1] = { kind: "text", text: last.text + span.text };
    } else if (isStyled(last) && isStyled(span) && last.kind === span.kind) {
      merged[merged.length - 1] = { kind: span.kind, spans: mergeText([...last.spans, ...span.spans]) };
    } else {
      merged.push(span);
    }
  }
  return merged;
}

function isStyled(span: Span | undefined): span is Extract<Span, { kind: "bold" | "italic" | "code" }> {
  return span?.kind === "bold" || span?.kind === "italic" || span?.kind === "code";
}
