import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fit } from "../../../src/message/fit.ts";
import type { Outgoing, Part } from "../../../src/message/outgoing.ts";
import { type Block, literal, paragraph, type RichText, type Span, stripControls } from "../../../src/message/text.ts";
import { DISCORD_CAPABILITIES } from "../../../src/platforms/discord/capabilities.ts";
import { type Rendered, renderPiece } from "../../../src/platforms/discord/render.ts";
import { renderRichText } from "../../../src/platforms/discord/rich-text.ts";
import { readMessage } from "../../support/fake-discord/rules/message.ts";
import { naughtyStrings } from "../../support/naughty-strings.ts";

const WORDS = { restInFile: "Rest in the file.", fileName: "answer.txt", moreOptions: "More:", openSource: "Open" };
const MEBIBYTE = 1024 * 1024;

/** Pieces of text in which Discord would find something. */
const tempting = fc.constantFrom(
  ..."** __ ~~ || ` ``` > >>> # ## -# - + * 1. 23. <@12> <@&3> <#4> <:e:5> <t:1:R> @everyone @here [a](http://e.example) ](x) \\ \\* https://e.example _a_ word 杭州 \n \n\n \t".split(
    " ",
  ),
);
const text = fc.array(tempting, { minLength: 1, maxLength: 25 }).map((all) => all.join(" "));

/** What is left of a text once what is marked as plain is taken out. */
const bare = (rendered: string): string => rendered.replace(/\\[^\sA-Za-z0-9]/gu, "\u0000");
const MARKUP = /[*_~`|<]|^[ \t]*(?:>|#|-#|[-+](?=\s)|\d+\.(?=\s))|:\/\/|\]\(|@(?:everyone|here)/mu;
const plain = (words: string): string => renderRichText([paragraph(literal(words))]);

describe("words of people and documents", () => {
  test("never become markup, mentions or addresses, and stand as they were written", () => {
    fc.assert(
      fc.property(text, (words) => {
        const rendered = plain(words);
        expect(bare(rendered)).not.toMatch(MARKUP);
        expect(rendered.replace(/\\([^\sA-Za-z0-9])/gu, "$1")).toBe(stripControls(words).trim());
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(naughtyStrings().slice(0, 600))("stay plain: %j", (words) => {
    expect(bare(plain(words))).not.toMatch(MARKUP);
  });

  test("control: the same words do become markup where they are not escaped", () => {
    const found = fc.sample(text, 200).filter((words) => MARKUP.test(bare(words)));
    expect(found.length).toBeGreaterThan(100);
  });
});

test("a moment is shown on the reader's own clock", () => {
  const moment: Span = { kind: "moment", at: "2026-11-26T01:00:00.000Z", text: "26 November 2026 at 09:00 GMT+8" };
  expect(renderRichText([paragraph(literal("Until "), moment)])).toBe("Until <t:1795654800:f>");
});

const span: fc.Arbitrary<Span> = fc.oneof(
  { weight: 4, arbitrary: text.map((words): Span => literal(words)) },
  text.map((words): Span => ({ kind: "bold", spans: [literal(words)] })),
  text.map(
    (words): Span => ({ kind: "link", url: "https://example.org/a/rather/long/address", spans: [literal(words)] }),
  ),
  fc.integer({ min: 1, max: 99 }).map((n): Span => ({ kind: "citation", n })),
  fc.constant<Span>({ kind: "moment", at: "2026-11-26T01:00:00.000Z", text: "26 November 2026 at 09:00 GMT+8" }),
);
const spans = fc.array(span, { minLength: 1, maxLength: 4 });
const block: fc.Arbitrary<Block> = fc.oneof(
  spans.map((own) => paragraph(...own)),
  spans.map((own): Block => ({ kind: "heading", spans: own })),
  spans.map((own): Block => ({ kind: "quote", spans: own, lang: null })),
  fc.array(spans, { minLength: 1, maxLength: 5 }).map((items): Block => ({ kind: "list", ordered: true, items })),
);
const label = text.map((words): RichText => [paragraph(literal(words))]);
const option = fc.record({ label, act: fc.uuid() });
type Own = Part<RichText, string>;
const part: fc.Arbitrary<Own> = fc.oneof(
  fc.array(block, { minLength: 1, maxLength: 5 }).map((own): Own => ({ kind: "text", text: own })),
  fc
    .array(fc.record({ kind: fc.constantFrom("act" as const, "form" as const), label, act: fc.uuid() }), {
      maxLength: 30,
    })
    .map((buttons): Own => ({ kind: "buttons", buttons })),
  fc
    .tuple(label, fc.array(option, { minLength: 1, maxLength: 40 }))
    .map(([prompt, options]): Own => ({ kind: "choice", prompt, options })),
  fc.array(fc.record({ title: text, act: fc.uuid() }), { minLength: 1, maxLength: 30 }).map(
    (all): Own => ({
      kind: "sources",
      sources: all.map(({ title, act }, index) => ({
        ...{ n: index + 1, title, act, issuer: title, published: "2017-04-25", from: null, until: null },
        ...{ heading: null, quote: title, lang: "en", origin: "a.md", url: null },
      })),
    }),
  ),
);

describe("whatever a message holds", () => {
  test("each of its pieces is a message that Discord takes", () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (parts) => {
        const outgoing: Outgoing<RichText, string> = {
          ...{ parts, mode: { kind: "new" }, lane: "interactive", expiresAt: null },
        };
        const pieces = fit(outgoing, DISCORD_CAPABILITIES, WORDS);
        for (const piece of pieces) expect(() => send(renderPiece(piece))).not.toThrow();
        const shown = pieces.map((piece) => JSON.stringify(renderPiece(piece).components)).join();
        for (const act of parts.flatMap(pressesOf)) expect(shown).toContain(act);
      }),
      { numRuns: 80 },
    );
  });

  test("control: what is longer is refused", () => {
    expect(() => send({ content: "x".repeat(2_001), components: [], file: null })).toThrow();
  });
});

function pressesOf(one: Own): readonly string[] {
  if (one.kind === "choice") return one.options.map(({ act }) => act);
  return one.kind === "buttons" ? one.buttons.flatMap((button) => (button.kind === "link" ? [] : [button.act])) : [];
}

/** As the stand-in reads a message, by Discord's rules. */
function send({ content, components, file }: Rendered): void {
  const attachments = file === null ? [] : [{ id: "0", filename: file.name }];
  const uploads = file === null ? [] : [{ name: file.name, bytes: file.bytes, mime: undefined }];
  const files = new Map(uploads.map((upload, n) => [n, upload]));
  readMessage({ content, components, attachments }, { route: "channel", files, largestFile: 10 * MEBIBYTE });
}
