import type { BoothState } from "./floor-plan.ts";

/** How a state looks. Each has a shape of its own, so that none is told by its colour alone. */
export type Look = {
  readonly fill: string;
  readonly border: string;
  readonly text: string;
  /** `plain` bordered, `notched` with a cut corner, `solid` without a border, `crossed` out, `starred` and ringed, `dotted` around. */
  readonly shape: "plain" | "notched" | "solid" | "crossed" | "starred" | "dotted";
};

/**
 * Colours that stay apart for the colour-blind and in print: the six also differ in lightness or in shape. Text stands
 * out from its ground by at least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3).
 */
export const LOOKS: Readonly<Record<BoothState, Look>> = {
  free: { fill: "#ffffff", border: "#00684d", text: "#00412f", shape: "plain" },
  held: { fill: "#ffd775", border: "#7a5200", text: "#3a2700", shape: "notched" },
  taken: { fill: "#59636f", border: "#59636f", text: "#ffffff", shape: "solid" },
  blocked: { fill: "#e9ebee", border: "#8d96a1", text: "#4a525c", shape: "crossed" },
  mine: { fill: "#0b3f91", border: "#0b3f91", text: "#ffffff", shape: "starred" },
  wished: { fill: "#ffffff", border: "#0b3f91", text: "#0b3f91", shape: "dotted" },
};

/** The floor of a zone and its edge; neighbours in the list differ. The number tells which zone it is. */
export const ZONE_LOOKS: readonly { readonly fill: string; readonly border: string }[] = [
  { fill: "#e3eefc", border: "#3f6ea8" },
  { fill: "#fdebdc", border: "#a8632a" },
  { fill: "#e4f4ea", border: "#3b8058" },
  { fill: "#f3e8f8", border: "#7f53a0" },
  { fill: "#f4f1d8", border: "#857a26" },
  { fill: "#e0f3f5", border: "#2f7f88" },
];

export const INK = "#1c2733";
export const PAPER = "#ffffff";
export const FLOOR = "#f5f6f8";
