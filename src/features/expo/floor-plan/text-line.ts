import type { Box } from "./box.ts";

/** The width of a text at a size, in pixels. */
export type Measure = (text: string, size: number, bold: boolean) => number;

/** One line of text. Its box is as wide as its words and as high as its size. */
export type TextLine = {
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  readonly align: "start" | "middle";
  readonly box: Box;
};
