import type { Outgoing } from "../../src/message/outgoing.ts";
import type { Block, RichText, Span } from "../../src/message/text.ts";

const SCRIPTS = [
  ["export", "subsidy", "of", "the", "city", "2026,", "3.5%", "e-commerce.", "warehouse"],
  ["出口退税", "跨境电商综合试验区", "，", "海外仓", "。", "补贴", "30万元"],
  ["الدعم", "للمعارض", "الخارجية", "٪٥٠", "شركة", "،", "؟"],
  ["👩‍👩‍👧‍👦", "🇹🇷", "👍🏽", "❤️‍🔥", "🎪"],
  ["ค่าธรรมเนียม", "นำเข้า", "สินค้า"],
  ["क्षेत्रीय", "निर्यात", "सब्सिडी", "।"],
  ["Z̴̡̛͝a̷l̷g̷o̷", "é", "ﷺ", "각"],
  ["| HS code | rate |", "| 6104 | 12 % |", "|---|---|", "\n"],
] as const;

/** One answer as a feature could give it: quotes, lists, links and citations in all scripts, of any length. */
export function makeAnswer(random: () => number): Outgoing<RichText, string> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const upTo = (n: number): number => 1 + Math.floor(random() * n);
  const words = (count: number): string => {
    const script = pick(SCRIPTS);
    const gap = random() < 0.2 ? "" : " ";
    return Array.from({ length: count }, () => pick(random() < 0.9 ? script : pick(SCRIPTS))).join(gap);
  };
  const span = (depth = 0): Span => {
    const chance = random();
    const text: Span = { kind: "text", text: words(upTo(random() < 0.05 ? 900 : 40)) };
    if (depth > 1 || chance < 0.6) return text;
    if (chance < 0.75) return { kind: "citation", n: upTo(120) };
    if (chance < 0.85)
      return { kind: "link", url: `https://a.example/${upTo(99)}`, spans: [{ kind: "text", text: words(upTo(6)) }] };
    return { kind: pick(["bold", "italic", "code"]), spans: [span(depth + 1)] };
  };
  const spans = (most: number): Span[] => Array.from({ length: upTo(most) }, () => span());
  const block = (): Block => {
    const chance = random();
    if (chance < 0.5) return { kind: "paragraph", spans: spans(6) };
    if (chance < 0.7) return { kind: "quote", spans: spans(4), lang: null };
    if (chance < 0.8) return { kind: "heading", spans: spans(2) };
    return { kind: "list", ordered: random() < 0.5, items: Array.from({ length: upTo(8) }, () => spans(3)) };
  };
  const text = Array.from({ length: upTo(random() < 0.2 ? 30 : 6) }, block);
  const buttons = Array.from({ length: Math.floor(random() * 20) }, () => ({
    kind: "act" as const,
    label: [{ kind: "paragraph" as const, spans: [{ kind: "text" as const, text: words(upTo(8)) }] }],
    act: "Zk3vQ8mB1xYw0aJtRr5u2g",
  }));
  return {
    parts: [{ kind: "text", text }, ...(buttons.length > 0 ? [{ kind: "buttons" as const, buttons }] : [])],
    mode: { kind: "new" },
    lane: "interactive",
    expiresAt: null,
  };
}
