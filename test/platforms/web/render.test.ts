import { describe, expect, it } from "vitest";
import type { Source } from "../../../src/message/outgoing.ts";
import type { Piece } from "../../../src/message/piece.ts";
import { renderPiece, renderSaid } from "../../../src/platforms/web/render.ts";
import { renderTranscript } from "../../../src/platforms/web/transcript.ts";
import { createVoice } from "../../../src/platforms/web/words.ts";
import { EMPTY_PIECE, missingKeys, textPiece, translator } from "./support.ts";

const voice = createVoice(translator, "en");
const render = (piece: Partial<Piece>): string => renderPiece({ ...EMPTY_PIECE, ...piece }, "m1", voice).html;
const source: Source<string> = {
  n: 1,
  title: "EU VAT <on> parcels",
  issuer: "European Commission",
  published: "2021-07-01",
  from: "2021-07-01",
  until: null,
  heading: "A > B",
  quote: 'up to "150" euros',
  lang: "en",
  origin: "eu-vat.md",
  url: "https://example.org/a?b=1&c=2",
  act: "token",
};
const cited: Piece["text"] = [
  {
    kind: "paragraph",
    spans: [
      { kind: "text", text: "Up to 150 euros." },
      { kind: "citation", n: 1 },
      { kind: "citation", n: 7 },
    ],
  },
];

describe("rendering a piece for the page", () => {
  it("escapes what people and documents wrote, in text, attributes and labels", () => {
    const nasty = `<img src=x onerror=alert(1)> "&'`;
    const html = [
      renderSaid(nasty, voice).html,
      renderPiece(textPiece(nasty), nasty, voice).html,
      render({
        rows: [[{ kind: "act", label: nasty, act: nasty }]],
        select: { prompt: nasty, options: [{ label: nasty, description: nasty, act: nasty }] },
        sources: [
          {
            ...source,
            title: nasty,
            issuer: nasty,
            heading: nasty,
            quote: nasty,
            lang: nasty,
            origin: nasty,
            url: nasty,
          },
        ],
        file: { name: nasty, mime: nasty, text: nasty },
      }),
    ].join("");
    expect(html).not.toContain("<img");
    expect(html).not.toMatch(/onerror=alert\(1\)> "/u);
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt; &quot;&amp;&#39;");
  });

  it("links a citation to its source, and shows one without a source as its number", () => {
    const html = render({ text: cited, sources: [source] });
    const id = /<details class="source" id="(?<id>[\w-]+)"/u.exec(html)?.groups?.id;
    expect(id).toBeDefined();
    expect(html).toContain(`href="#${id}" aria-label="Source 1"`);
    expect(html).toContain("[7]");
    expect(html).not.toContain('aria-label="Source 7"');
  });

  it("shows a source with its exact quote, its dates and a safe link", () => {
    const html = render({ text: cited, sources: [source] });
    expect(html).toContain('<blockquote lang="en" dir="auto">up to &quot;150&quot; euros</blockquote>');
    expect(html).toContain("Published July 1, 2021");
    expect(html).toContain('<time datetime="2021-07-01">July 1, 2021</time>');
    expect(html).toContain(
      '<a href="https://example.org/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow">',
    );
    expect(html).not.toContain("In force until");
  });

  it("makes links of web addresses alone", () => {
    const link = (url: string): string =>
      render({
        text: [{ kind: "paragraph", spans: [{ kind: "link", url, spans: [{ kind: "text", text: "here" }] }] }],
        rows: [[{ kind: "link", label: "there", url }]],
      });
    expect(link("https://example.org/").match(/<a /gu)).toHaveLength(2);
    for (const url of ["javascript:alert(1)", "data:text/html,x", " java\nscript:alert(1)", "/relative"]) {
      expect(link(url), url).not.toContain("<a ");
    }
  });

  it("sets each block in the direction of its own words", () => {
    const block = (text: string): string => renderPiece(textPiece(text), "m", voice).html;
    expect(block("IOSS يتيح لك التصريح بالضريبة")).toContain('<p dir="rtl">');
    expect(block("The word شكرا means thank you")).toContain('<p dir="ltr">');
  });

  it("offers a few options as buttons and many as a drop-down list", () => {
    const options = Array.from({ length: 9 }, (_, index) => ({ label: `Hall ${index}`, act: `t${index}` }));
    expect(render({ select: { prompt: "Which?", options } })).toContain('<select aria-label="Which?">');
    expect(render({ select: { prompt: "Which?", options: options.slice(0, 8) } })).toContain('data-token="t7"');
  });
});

describe("rendering a conversation", () => {
  it("puts a replacement where the replaced message stood, under its name", () => {
    const said = { kind: "said", at: "", text: "hello" } as const;
    const first = { kind: "piece", at: "", id: 1, message: "m1", piece: textPiece("before") } as const;
    const second = {
      kind: "piece",
      at: "",
      id: 2,
      message: "m2",
      piece: { ...textPiece("after"), mode: { kind: "replace", message: "m1" } },
    } as const;
    const { articles } = renderTranscript([first, said, second], voice);
    expect(articles).toHaveLength(2);
    expect(articles[0]?.html).toContain('data-message="m1"');
    expect(articles[0]?.html).toContain("after");
  });

  it("leaves out what the language switch said in the visitor's name", () => {
    const switched = renderTranscript([{ kind: "said", at: "", text: "/language ar" }], voice);
    expect(switched).toEqual({ articles: [], begun: false });
    expect(renderTranscript([{ kind: "said", at: "", text: "/help" }], voice).begun).toBe(true);
  });

  it("has a word for everything it says", () => {
    render({ text: cited, sources: [{ ...source, until: "2030-01-01" }], file: { name: "a", mime: "b", text: "c" } });
    expect(missingKeys.filter((key) => key.startsWith("web."))).toEqual([]);
  });
});
