import { textDirection } from "../../../i18n/languages.ts";
import type { LanguageTag, Localizable } from "../../../message/text.ts";
import type { Box } from "./box.ts";
import { BOOTH_STATES, type BoothState, type FloorPlan } from "./floor-plan.ts";
import { type HallLayout, layOutHall } from "./hall-layout.ts";
import { boothsShown, countFree, countStates, numberZones } from "./tally.ts";
import type { Measure, TextLine } from "./text-line.ts";
import { wrap } from "./text/wrap.ts";
import { nameIn, planWords } from "./words.ts";

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

/** How the words of a picture come to be: in which language, and how wide they are. */
export type Setting = {
  readonly lang: LanguageTag;
  readonly measure: Measure;
  readonly say: (text: Localizable) => string;
};

/** Telegram shows pictures this wide. */
const WIDTH = 1280;
const MARGIN = 36;
const INNER = WIDTH - 2 * MARGIN;
const TALLEST_HALL = 1500;
const LINE = 1.35;

/** Lays out the picture from top to bottom: title, key, floor, zones, notes. Right to left where the language runs so. */
export function layOutPicture(plan: FloorPlan, setting: Setting): PictureLayout {
  const page = new Page(setting);
  const zones = numberZones(plan);
  const shown = boothsShown(plan);
  const zone = zones.find((one) => one.zone !== null && one.zone.id === plan.zone);
  const { say, lang } = setting;

  const heading = [
    ...page.paragraph(nameIn(plan.expo.name, lang), { size: 42, bold: true, most: 2 }),
    ...page.paragraph(nameIn(plan.hall.name, lang), { size: 32, bold: false, most: 2 }),
    ...(zone === undefined ? [] : page.paragraph(say(planWords.zoneTitle(zone, lang)), { size: 32, bold: true, most: 2 })),
    ...page.paragraph(say(planWords.free(countFree(plan, shown))), { size: 32, bold: true, most: 1 }),
  ];
  page.skip(14);
  const counts = countStates(plan, shown);
  const key = page.key(
    BOOTH_STATES.filter((state) => counts.has(state)).map((state) => ({
      state,
      text: say(planWords.stateCount(state, counts.get(state) ?? 0)),
    })),
  );
  page.skip(30);
  const room = { x: MARGIN, y: page.y, width: INNER, height: TALLEST_HALL };
  const hall = layOutHall(plan, zones, room, setting.measure);
  page.skip(hall.frame.height + 18);
  const scaleBar = page.scaleBar(hall, say);
  page.skip(22);
  const legend = page.legend(
    zones
      .filter((one) => hall.zones.some(({ number }) => number === one.number))
      .map((one) => ({ number: one.number, name: say(planWords.zone(one, lang)), count: say(planWords.free(one)) })),
  );
  page.skip(14);
  const notes = [
    ...(hall.shortened === null
      ? []
      : page.paragraph(say(planWords.codes(hall.shortened.prefix, hall.shortened.number)), NOTE)),
    ...page.paragraph(say(planWords.asOf(plan)), NOTE),
    ...(plan.expo.example ? page.paragraph(say(planWords.example()), { ...NOTE, bold: true }) : []),
  ];
  return { width: WIDTH, height: Math.ceil(page.y + MARGIN), lang, heading, key, notes, hall, scaleBar, legend };
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

  key(entries: readonly { readonly state: BoothState; readonly text: string }[]): KeyEntry[] {
    const [sample, size, gap] = [36, 26, 34];
    let from = 0;
    const placed = entries.map(({ state, text }): KeyEntry => {
      const width = this.#setting.measure(text, size, false);
      if (from > 0 && from + sample + 10 + width > INNER) {
        from = 0;
        this.y += sample + 14;
      }
      const box = this.#mirror({ x: MARGIN + from, y: this.y, width: sample, height: sample });
      const [label] = this.#column(text, { size, bold: false, most: 1 }, {
        from: from + sample + 10,
        width: INNER - from - sample - 10,
        y: this.y + (sample - size) / 2,
      });
      from += sample + 10 + width + gap;
      return { state, sample: box, label: label ?? this.#line("", { size, bold: false, most: 1 }, 0, this.y) };
    });
    this.y += sample;
    return placed;
  }

  scaleBar(hall: HallLayout, say: Setting["say"]): PictureLayout["scaleBar"] {
    const metres = [50, 20, 10, 5, 2, 1].find((length) => length * hall.scale <= INNER / 5) ?? 1;
    const width = metres * hall.scale;
    const box = this.#mirror({ x: MARGIN, y: this.y + 8, width, height: 10 });
    const [label] = this.#column(say(planWords.metres(metres)), { size: 24, bold: false, most: 1 }, {
      from: width + 12,
      width: INNER / 2,
      y: this.y,
    });
    this.y += 26;
    return { box, label: label ?? this.#line("", { size: 24, bold: false, most: 1 }, 0, this.y) };
  }

  /** Two columns, filled row by row, so that the numbers are read in their order. */
  legend(
    entries: readonly { readonly number: number; readonly name: string; readonly count: string }[],
  ): LegendEntry[] {
    const gap = 40;
    const columns = entries.length > 1 ? 2 : 1;
    const width = (INNER - gap * (columns - 1)) / columns;
    const placed: LegendEntry[] = [];
    for (let start = 0; start < entries.length; start += columns) {
      const row = entries.slice(start, start + columns).map(({ number, name, count }, column): LegendEntry => {
        const from = column * (width + gap);
        const at = { from: from + 62, width: width - 62 };
        const names = this.#column(name, { size: 28, bold: true, most: 2 }, { ...at, y: this.y });
        const counts = this.#column(count, { size: 26, bold: false, most: 1 }, {
          ...at,
          y: this.y + names.length * 28 * LINE,
        });
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

  #line(text: string, { size, bold }: Style, from: number, y: number): TextLine {
    const width = this.#setting.measure(text, size, bold);
    return { text, size, bold, align: "start", box: this.#mirror({ x: MARGIN + from, y, width, height: size }) };
  }

  #mirror(box: Box): Box {
    return this.#mirrored ? { ...box, x: WIDTH - box.x - box.width } : box;
  }
}
