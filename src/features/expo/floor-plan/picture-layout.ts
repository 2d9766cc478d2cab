import { textDirection } from "../../../i18n/languages.ts";
import type { LanguageTag } from "../../../message/text.ts";
import type { Box } from "./box.ts";
import type { BoothState, FloorPlan } from "./floor-plan.ts";
import { type HallLayout, layOutHall } from "./hall-layout.ts";
import { numberZones } from "./tally.ts";
import { wrap } from "./text/wrap.ts";
import type { Measure, TextLine } from "./text-line.ts";
import type { PlanWords } from "./words.ts";

/** A sample of a state with its name and the number of such booths. */
export type KeyEntry = { readonly state: BoothState; readonly sample: Box; readonly label: TextLine };

/** A zone's number with its name, and how much of it is free. */
export type LegendEntry = {
  readonly number: number;
  readonly badge: { readonly x: number; readonly y: number; readonly radius: number };
  readonly lines: readonly TextLine[];
};

/** The whole picture, ready to be drawn. Lengths in pixels. */
export type PictureLayout = {
  readonly width: number;
  readonly height: number;
  readonly lang: LanguageTag;
  readonly heading: readonly TextLine[];
  readonly key: readonly KeyEntry[];
  readonly notes: readonly TextLine[];
  readonly hall: HallLayout;
  readonly scaleBar: { readonly box: Box; readonly label: TextLine };
  readonly legend: readonly LegendEntry[];
};

/** The language of a picture, and how wide its words are. */
export type Setting = { readonly lang: LanguageTag; readonly measure: Measure };

/** Telegram shows pictures this wide. */
const WIDTH = 1280;
const MARGIN = 36;
const INNER = WIDTH - 2 * MARGIN;
const TALLEST_HALL = 1500;
const LINE = 1.35;

/** Lays out the picture from top to bottom: title, key, floor, zones, notes. Right to left where the language runs so. */
export function layOutPicture(plan: FloorPlan, words: PlanWords, setting: Setting): PictureLayout {
  const page = new Page(setting);
  const heading = [
    ...page.paragraph(words.expo, { size: 42, bold: true, most: 2 }),
    ...page.paragraph(words.hall, { size: 32, bold: false, most: 2 }),
    ...page.paragraph(words.zone ?? "", { size: 32, bold: true, most: 2 }),
    ...page.paragraph(words.free, { size: 32, bold: true, most: 1 }),
  ];
  page.skip(14);
  const key = page.key(words.states);
  page.skip(30);
  const room = { x: MARGIN, y: page.y, width: INNER, height: TALLEST_HALL };
  const hall = layOutHall(plan, numberZones(plan), room, setting.measure);
  page.skip(hall.frame.height + 18);
  const scaleBar = page.scaleBar(hall.scale, words.bars);
  page.skip(22);
  const seen = new Set(hall.zones.map(({ number }) => number));
  const legend = page.legend(words.zones.filter(({ number }) => seen.has(number)));
  page.skip(14);
  const notes = [
    ...(hall.shortened ? page.paragraph(words.codes, NOTE) : []),
    ...page.paragraph(words.asOf, NOTE),
    ...page.paragraph(words.example ?? "", { ...NOTE, bold: true }),
  ];
  const height = Math.ceil(page.y + MARGIN);
  return { width: WIDTH, height, lang: setting.lang, heading, key, notes, hall, scaleBar, legend };
}

const NOTE = { size: 24, bold: false, most: 2 } as const;

type Style = { readonly size: number; readonly bold: boolean; readonly most: number };

/** A page that fills from top to bottom; what is placed is mirrored where the language runs from right to left. */
class Page {
  y = MARGIN;
  readonly #setting: Setting;
  readonly #mirrored: boolean;

  constructor(setting: Setting) {
    this.#setting = setting;
    this.#mirrored = textDirection(setting.lang) === "rtl";
  }

  skip(height: number): void {
    this.y += height;
  }

  paragraph(text: string, style: Style): TextLine[] {
    const lines = this.#column(text, style, { from: 0, width: INNER, y: this.y });
    this.y += lines.length * style.size * LINE;
    return lines;
  }

  key(entries: PlanWords["states"]): KeyEntry[] {
    const [sample, size, gap] = [36, 26, 34];
    let from = 0;
    const placed = entries.map(({ state, text }): KeyEntry => {
      const width = this.#setting.measure(text, size, false);
      if (from > 0 && from + sample + 10 + width > INNER) {
        from = 0;
        this.y += sample + 14;
      }
      const box = this.#mirror({ x: MARGIN + from, y: this.y, width: sample, height: sample });
      const label = this.#line(text, { size, bold: false }, from + sample + 10, this.y + (sample - size) / 2);
      from += sample + 10 + width + gap;
      return { state, sample: box, label };
    });
    this.y += sample;
    return placed;
  }

  scaleBar(scale: number, bars: PlanWords["bars"]): PictureLayout["scaleBar"] {
    const { metres, text } = bars.find((bar) => bar.metres * scale <= INNER / 5) ?? { metres: 1, text: "1 m" };
    const width = metres * scale;
    const box = this.#mirror({ x: MARGIN, y: this.y + 8, width, height: 10 });
    const label = this.#line(text, { size: 24, bold: false }, width + 12, this.y);
    this.y += 26;
    return { box, label };
  }

  /** Two columns, filled row by row, so that the numbers are read in their order. */
  legend(entries: PlanWords["zones"]): LegendEntry[] {
    const gap = 40;
    const columns = entries.length > 1 ? 2 : 1;
    const width = (INNER - gap * (columns - 1)) / columns;
    const placed: LegendEntry[] = [];
    for (let start = 0; start < entries.length; start += columns) {
      const row = entries.slice(start, start + columns).map(({ number, name, free }, column): LegendEntry => {
        const from = column * (width + gap);
        const at = { from: from + 62, width: width - 62 };
        const names = this.#column(name, { size: 28, bold: true, most: 2 }, { ...at, y: this.y });
        const counts = this.#column(
          free,
          { size: 26, bold: false, most: 1 },
          {
            ...at,
            y: this.y + names.length * 28 * LINE,
          },
        );
        const badge = this.#mirror({ x: MARGIN + from, y: this.y + 8, width: 48, height: 48 });
        return { number, badge: { x: badge.x + 24, y: badge.y + 24, radius: 24 }, lines: [...names, ...counts] };
      });
      placed.push(...row);
      const lowest = Math.max(...row.flatMap(({ lines }) => lines.map(({ box }) => box.y + box.height)));
      this.y = Math.max(lowest, this.y + 60) + 20;
    }
    return placed;
  }

  #column(
    text: string,
    style: Style,
    { from, width, y }: { readonly from: number; readonly width: number; readonly y: number },
  ): TextLine[] {
    const measure = (words: string): number => this.#setting.measure(words, style.size, style.bold);
    const lines = wrap(text, this.#setting.lang, { width, most: style.most, measure });
    return lines.map((line, index) => this.#line(line, style, from, y + index * style.size * LINE));
  }

  #line(text: string, { size, bold }: Omit<Style, "most">, from: number, y: number): TextLine {
    const width = this.#setting.measure(text, size, bold);
    return { text, size, bold, align: "start", box: this.#mirror({ x: MARGIN + from, y, width, height: size }) };
  }

  #mirror(box: Box): Box {
    return this.#mirrored ? { ...box, x: WIDTH - box.x - box.width } : box;
  }
}
