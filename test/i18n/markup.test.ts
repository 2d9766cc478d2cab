import { describe, expect, test } from "vitest";
import { parseMarkup, placeholdersOf } from "../../src/i18n/markup.ts";
import { plainText, type Span } from "../../src/message/text.ts";

const nothing = () => ({ spans: [] });
const filled = (values: Readonly<Record<string, string>>) => (name: string) => ({
  spans: [{ kind: "text", text: values[name] ?? `?${name}` } satisfies Span],
});

describe("the markup of our own words", () => {
  test.each<[string, Span]>([
    ["**free**", { kind: "bold", spans: [{ kind: "text", text: "free" }] }],
    ["_free_", { kind: "italic", spans: [{ kind: "text", text: "free" }] }],
    ["`free`", { kind: "code", spans: [{ kind: "text", text: "free" }] }],
  ])("%s is styled", (text, span) => {
    expect(parseMarkup(text, nothing)).toEqual([{ kind: "paragraph", spans: [span] }]);
  });

  test("an empty line begins a paragraph, and a line break stays one", () => {
    expect(parseMarkup("one\ntwo\n\nthree", nothing)).toEqual([
      { kind: "paragraph", spans: [{ kind: "text", text: "one\ntwo" }] },
      { kind: "paragraph", spans: [{ kind: "text", text: "three" }] },
    ]);
  });

  test("lines with a dash are a list, below the words before it", () => {
    expect(parseMarkup("You can:\n- ask\n- **book**", nothing)).toEqual([
      { kind: "paragraph", spans: [{ kind: "text", text: "You can:" }] },
      {
        kind: "list",
        ordered: false,
        items: [[{ kind: "text", text: "ask" }], [{ kind: "bold", spans: [{ kind: "text", text: "book" }] }]],
      },
    ]);
  });

  test.each(["snake_case_name", "5 * 3 ** 2", "a_b", "two - three", "**open", "[1] <b>x</b> https://example.org"])(
    "%s is no markup",
    (text) => {
      expect(parseMarkup(text, nothing)).toEqual([{ kind: "paragraph", spans: [{ kind: "text", text }] }]);
    },
  );

  test("styles in any script", () => {
    expect(plainText(parseMarkup("**展位** _معرض_", nothing))).toBe("展位 معرض");
  });
});

describe("placeholders", () => {
  test("are named once each, sorted", () => {
    expect(placeholdersOf("{{name}} of {{ company }} and {{name}}, {{a.b}}")).toEqual(["a.b", "company", "name"]);
  });

  test("are filled, also inside styling and list items", () => {
    const fill = filled({ name: "Li", hall: "2" });
    expect(plainText(parseMarkup("Hi {{name}}:\n- hall **{{ hall }}**", fill))).toBe("Hi Li:\n\n• hall 2");
    expect(parseMarkup("**{{name}}**", fill)).toEqual([
      { kind: "paragraph", spans: [{ kind: "bold", spans: [{ kind: "text", text: "Li" }] }] },
    ]);
  });

  test.each(["**x**", "_x_", "`x`", "{{name}}", "- x", "a\n\nb", "$t(core.help)"])(
    "a value of %j is shown as it is",
    (value) => {
      expect(parseMarkup("Hi {{name}}!", filled({ name: value }))).toEqual([
        {
          kind: "paragraph",
          spans: [
            { kind: "text", text: "Hi " },
            { kind: "text", text: value },
            { kind: "text", text: "!" },
          ],
        },
      ]);
    },
  );

  test("two values never make markup together", () => {
    const blocks = parseMarkup("{{a}}word{{b}}", filled({ a: "**", b: "**" }));
    expect(plainText(blocks)).toBe("**word**");
  });
});
