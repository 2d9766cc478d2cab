import { fit } from "../../src/message/fit.ts";
import type { Outgoing } from "../../src/message/outgoing.ts";
import type { Piece } from "../../src/message/piece.ts";
import { plainSpans, plainText, type RichText, type Span } from "../../src/message/text.ts";
import { createApi } from "../../src/platforms/telegram/api.ts";
import { TELEGRAM_CAPABILITIES } from "../../src/platforms/telegram/capabilities.ts";
import { createFileIds } from "../../src/platforms/telegram/file-ids.ts";
import { renderPiece } from "../../src/platforms/telegram/render.ts";
import { createSender } from "../../src/platforms/telegram/send.ts";
import { createRandom } from "../../src/shared/random.ts";
import { makeAnswer } from "./answer-texts.ts";
import { startFakeTelegram } from "./fake-telegram/fake-telegram.ts";

const WORDS = {
  restInFile: "All of it is in the file.",
  fileName: "answer.txt",
  moreOptions: "More options:",
  openSource: "Open a source",
};

/** Splits a message. The product's own, or one for a control. */
export type Split = (outgoing: Outgoing<RichText, string>) => readonly Piece[];
export const productSplit: Split = (outgoing) => fit(outgoing, TELEGRAM_CAPABILITIES, WORDS);

/** Makes answers, splits and sends them, and returns what is wrong with any of it. */
export async function runSplitting(
  answers: number,
  seed: number,
  split: Split = productSplit,
): Promise<{ readonly pieces: number; readonly files: number; readonly faults: readonly string[] }> {
  const random = createRandom(seed);
  const telegram = await startFakeTelegram({ limits: "none", specification: process.env.TELEGRAM_SPECIFICATION });
  const api = createApi({ token: telegram.token, apiRoot: telegram.url });
  const send = createSender(
    api,
    createFileIds(() => null),
  );
  const lin = telegram.person();
  lin.startsWith();
  const faults: string[] = [];
  const counts = { pieces: 0, files: 0 };
  try {
    for (let n = 0; n < answers; n++) {
      const outgoing = makeAnswer(random);
      const pieces = split(outgoing);
      counts.pieces += pieces.length;
      counts.files += pieces.filter(({ file }) => file !== null).length;
      const before = telegram.violations.length;
      for (const piece of pieces) {
        const target = { key: `${n}`, conversation: `telegram:${lin.chatId}`, account: "1", language: "en" };
        const result = await send(piece, target).catch((error: unknown) => ({ kind: String(error) }));
        if (result.kind !== "sent") faults.push(`answer ${n}: ${JSON.stringify(result)}`);
      }
      for (const { complaint } of telegram.violations.slice(before)) faults.push(`answer ${n}: ${complaint}`);
      faults.push(...cutsOf(outgoing, pieces).map((fault) => `answer ${n}: ${fault}`));
      if (n % 500 === 499) telegram.ledger.requests.length = 0;
    }
    return { ...counts, faults };
  } finally {
    await telegram.stop();
  }
}

/** What a reader would see cut in two: a character, a link or a citation; and words that are nowhere. */
function cutsOf(outgoing: Outgoing<RichText, string>, pieces: readonly Piece[]): string[] {
  const written = outgoing.parts.flatMap((part) => (part.kind === "text" ? part.text : []));
  const whole = plainText(written);
  const file = pieces.find((piece) => piece.file !== null)?.file;
  const shown = pieces
    .map((piece) => renderPiece(piece).text)
    // A message without words is shown as an ellipsis.
    .filter((text) => text !== (whole.trim() === "" ? "…" : null))
    .filter((text) => text !== WORDS.moreOptions && text !== WORDS.restInFile && text !== "");
  const faults = file == null || file.text === whole ? [] : ["the file does not hold all of the answer"];
  const atoms = atomsOf(written);
  const { compact, places } = compacted(whole);
  let from = 0;
  for (const text of shown) {
    const words = compacted(text).compact;
    if (!compact.startsWith(words, from))
      return [...faults, `these words are not the next of the answer: ${JSON.stringify(text.slice(0, 80))}`];
    const start = places[from] ?? 0;
    from += words.length;
    const end = (places[from - 1] ?? -1) + 1;
    for (const edge of [start, end]) {
      if (cutsCharacter(whole, edge)) faults.push(`a character is cut at ${edge}`);
      if (atoms.some(([first, last]) => first < edge && edge < last))
        faults.push(`a link or citation is cut at ${edge}`);
    }
  }
  if (file == null && from < compact.length) faults.push("the end of the answer is missing");
  return faults;
}

/** The words without space and bullets, which change where a list is cut, and where each unit stood. */
function compacted(text: string): { readonly compact: string; readonly places: readonly number[] } {
  const places: number[] = [];
  let compact = "";
  for (let at = 0; at < text.length; at++) {
    const unit = text[at] ?? "";
    if (/[\s•]/.test(unit)) continue;
    compact += unit;
    places.push(at);
  }
  return { compact, places };
}

/** Whether a reader sees one character on both sides of a place. The text is looked at from the last plain letter on. */
function cutsCharacter(text: string, at: number): boolean {
  const start = Math.max(0, text.slice(0, at).search(/[ -~\n][^ -~\n]*$/u));
  const around = text.slice(start, at + 200);
  for (const { index } of new Intl.Segmenter("und").segment(around)) {
    if (index === at - start) return false;
    if (index > at - start) return true;
  }
  return at < text.length;
}

/** Where links and citations stand in the plain words. */
function atomsOf(rich: RichText): (readonly [number, number])[] {
  const atoms: (readonly [number, number])[] = [];
  const walk = (spans: readonly Span[], start: number): number =>
    spans.reduce((at, span) => {
      const end = at + plainSpans([span]).length;
      const words = plainSpans([span]);
      // Space at the edges of a link may go: a message has none at its own.
      const inner = [
        at + words.length - words.trimStart().length,
        end - words.length + words.trimEnd().length,
      ] as const;
      if (span.kind === "link" || span.kind === "citation" || span.kind === "moment") atoms.push(inner);
      else if (span.kind !== "text") walk(span.spans, at);
      return end;
    }, start);
  rich.forEach((block, index) => {
    const start = plainText(rich.slice(0, index)).length + (index > 0 ? 2 : 0);
    const ordered = block.kind === "list" && block.ordered;
    const items = block.kind === "list" ? block.items : [];
    if (block.kind !== "list") walk(block.spans, start);
    items.forEach((item, n) => {
      const before = plainText([{ kind: "list", ordered, items: items.slice(0, n) }]);
      const marker = plainText([{ kind: "list", ordered, items: [...items.slice(0, n), []] }]).length;
      walk(item, start + Math.max(marker, before.length));
    });
  });
  return atoms;
}
