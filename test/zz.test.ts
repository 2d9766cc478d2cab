import { test } from "vitest";
import { localFigure } from "../src/features/knowledge/answer/local-figure.ts";
import { figuresIn } from "../src/features/knowledge/gate/figures.ts";
import { TAGS } from "./support/knowledge.ts";

test("p", () => {
  const out: string[] = [];
  for (const r of TAGS)
    for (const f of [
      "US$1.85 million",
      "300 yuan",
      "1 yuan",
      "20 percent",
      "14 days",
      "6 months",
      "3 months",
      "£40",
      "185万",
      "3.5亿元",
      "12,000",
      "€150",
      "49,000",
      "US$1.8 billion",
      "3 trillion yuan",
    ]) {
      const lang = /\p{sc=Han}/u.test(f) ? "zh-Hans" : "en";
      const [b] = figuresIn(f, lang);
      const l = localFigure(f, lang, r);
      const a = figuresIn(l ?? "", r);
      if (a.length !== 1 || a[0]?.value !== b?.value || a[0]?.unit !== b?.unit)
        out.push(`${r}: ${f} -> ${l} -> ${JSON.stringify(a)}`);
    }
  console.log(out.join("\n"));
});
