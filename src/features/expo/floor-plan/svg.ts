import type { Box } from "./box.ts";
import { centreOf, grow } from "./box.ts";
import type { BoothState } from "./floor-plan.ts";
import type { Badge, BoothShape, ZoneShape } from "./hall-layout.ts";
import { FLOOR, INK, LOOKS, type Look, PAPER, ZONE_LOOKS } from "./looks.ts";
import type { PictureLayout } from "./picture-layout.ts";
import type { Typesetter } from "./text/typesetter.ts";
import type { TextLine } from "./text-line.ts";

/**
 * Writes a picture as SVG 1.1. All text is drawn as outlines, so it looks the same everywhere and needs no font.
 *
 * @param description what a screen reader says instead.
 */
export function writeSvg(layout: PictureLayout, typesetter: Typesetter, description: string): string {
  const pen = new Pen(layout.lang, typesetter);
  const { frame, booths, zones, rowLabels } = layout.hall;
  const drawn = [
    rect({ x: 0, y: 0, width: layout.width, height: layout.height }, { fill: PAPER }),
    rect(frame, { fill: FLOOR, stroke: INK, "stroke-width": 3 }),
    ...zones.map(drawZone),
    ...booths.map((booth) => drawBooth(booth, pen)),
    ...booths.filter(({ state }) => state === "mine").map((booth) => drawPointers(booth.box, frame)),
    ...rowLabels.map((line) => rect(grow(line.box, 2), { fill: PAPER, rx: 5 }) + pen.text(line, INK)),
    ...zones.flatMap(({ number, badges }) => badges.map((badge) => drawBadge(number, badge, pen))),
    ...layout.heading.map((line) => pen.text(line, INK)),
    ...layout.key.map(
      ({ state, sample, label }) => drawState(state, sample) + drawMark(state, sample) + pen.text(label, INK),
    ),
    drawScaleBar(layout.scaleBar.box),
    pen.text(layout.scaleBar.label, INK),
    ...layout.legend.map(
      ({ number, badge, lines }) => drawBadge(number, badge, pen) + lines.map((line) => pen.text(line, INK)).join(""),
    ),
    ...layout.notes.map((line) => pen.text(line, INK)),
  ].join("\n");
  const size = `width="${layout.width}" height="${layout.height}" viewBox="0 0 ${layout.width} ${layout.height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size} role="img" xml:lang="${escapeXml(layout.lang)}">`,
    `<title>${escapeXml(description)}</title>`,
    `<defs>${pen.definitions()}</defs>`,
    drawn,
    "</svg>",
  ].join("\n");
}

/** Draws text, and keeps the outline of each glyph once. */
class Pen {
  readonly #lang: string;
  readonly #typesetter: Typesetter;
  readonly #names = new Map<string, string>();

  constructor(lang: string, typesetter: Typesetter) {
    this.#lang = lang;
    this.#typesetter = typesetter;
  }

  text(line: TextLine, colour: string): string {
    const { glyphs } = this.#typesetter.set(line.text, this.#lang, line.bold);
    const scale = line.size / 1000;
    const shapes = glyphs.map(
      ({ outline, x, y }) =>
        `<use xlink:href="#${this.#nameOf(outline)}" x="${round(x * 1000)}" y="${round(y * 1000)}"/>`,
    );
    const base = line.box.y + line.size * BASE_LINE;
    return `<g fill="${colour}" transform="translate(${round(line.box.x)} ${round(base)}) scale(${scale} ${-scale})">${shapes.join("")}</g>`;
  }

  width(text: string, size: number): number {
    return this.#typesetter.set(text, this.#lang, true).width * size;
  }

  definitions(): string {
    return [...this.#names]
      .map(([outline, name]) => `<path id="${name}" d="${this.#typesetter.outlineOf(outline)}"/>`)
      .join("");
  }

  #nameOf(outline: string): string {
    const known = this.#names.get(outline);
    if (known !== undefined) return known;
    const name = `g${this.#names.size}`;
    this.#names.set(outline, name);
    return name;
  }
}

/** Where the base line lies in a line's box: capitals and digits, 0.714 em high in Noto, stand in its middle. */
const BASE_LINE = 0.857;

function drawZone({ number, floor }: ZoneShape): string {
  const look = ZONE_LOOKS[(number - 1) % ZONE_LOOKS.length] ?? { fill: FLOOR, border: INK };
  const edge = floor.map((box) => rect(box, { fill: look.fill, stroke: look.border, "stroke-width": 4, rx: 6 }));
  return [...edge, ...floor.map((box) => rect(box, { fill: look.fill, rx: 6 }))].join("");
}

function drawBooth({ code, state, box, label }: BoothShape, pen: Pen): string {
  const shapes = [drawState(state, grow(box, -1)), drawMark(state, grow(box, -1)), pen.text(label, LOOKS[state].text)];
  return `<g data-booth="${escapeXml(code)}" data-state="${state}">${shapes.join("")}</g>`;
}

/** The ground of a booth. */
function drawState(state: BoothState, box: Box): string {
  const { fill, border, shape } = LOOKS[state];
  const thick = Math.max(1.5, Math.min(4, Math.min(box.width, box.height) / 16));
  const line = { fill, stroke: border, "stroke-width": thick };
  switch (shape) {
    case "notched":
      return path(notched(grow(box, -thick / 2)), line);
    case "dotted":
      return rect(grow(box, -thick / 2), {
        ...line,
        "stroke-width": thick * 1.5,
        "stroke-dasharray": `${thick * 2} ${thick * 1.4}`,
      });
    case "starred":
      return rect(grow(box, 1.5), { fill: PAPER, stroke: border, "stroke-width": 3 }) + rect(grow(box, -2), { fill });
    case "crossed":
      return rect(grow(box, -thick / 2), { fill, stroke: border, "stroke-width": 1 });
    default:
      return rect(grow(box, -thick / 2), line);
  }
}

/** What tells a state besides its ground, in the corners, where no code stands. */
function drawMark(state: BoothState, box: Box): string {
  const look: Look = LOOKS[state];
  const side = Math.min(box.width, box.height);
  const { x, y, width, height } = box;
  switch (look.shape) {
    case "crossed": {
      const arm = side * 0.24;
      const corners = [
        [x + 1, y + 1, arm, arm],
        [x + width - 1, y + 1, -arm, arm],
        [x + 1, y + height - 1, arm, -arm],
        [x + width - 1, y + height - 1, -arm, -arm],
      ] as const;
      const arms = corners.map(
        ([fromX, fromY, toX, toY]) => `M${round(fromX)} ${round(fromY)}l${round(toX)} ${round(toY)}`,
      );
      return path(arms.join(""), { fill: "none", stroke: look.border, "stroke-width": Math.max(1.5, side / 14) });
    }
    case "starred":
      return path(star(x + width / 2, y + side * 0.19, side * 0.15), { fill: "#ffffff" });
    default:
      return "";
  }
}

/** A rectangle whose upper right corner is cut away. */
function notched({ x, y, width, height }: Box): string {
  const cut = Math.min(width, height) * 0.34;
  return `M${round(x)} ${round(y)}h${round(width - cut)}l${round(cut)} ${round(cut)}v${round(height - cut)}h${round(-width)}z`;
}

function star(x: number, y: number, radius: number): string {
  const points = Array.from({ length: 10 }, (_point, index) => {
    const reach = index % 2 === 0 ? radius : radius * 0.42;
    const angle = (Math.PI * index) / 5 - Math.PI / 2;
    return `${round(x + reach * Math.cos(angle))} ${round(y + reach * Math.sin(angle))}`;
  });
  return `M${points.join("L")}z`;
}

/** Arrow heads at the edges of the floor, in line with the person's own booth, so that the eye finds it. */
function drawPointers(booth: Box, frame: Box): string {
  const { x, y } = centreOf(booth);
  const look = { fill: LOOKS.mine.fill };
  const [left, right, top] = [frame.x - 3, frame.x + frame.width + 3, frame.y - 3];
  return [
    path(`M${round(x)} ${round(top)}l-11 -18h22z`, look),
    path(`M${round(left)} ${round(y)}l-18 -11v22z`, look),
    path(`M${round(right)} ${round(y)}l18 -11v22z`, look),
  ].join("");
}

function drawBadge(number: number, { x, y, radius }: Badge, pen: Pen): string {
  const text = String(number);
  const size = radius * (text.length > 1 ? 1.05 : 1.3);
  const width = pen.width(text, size);
  const box = { x: x - width / 2, y: y - size / 2, width, height: size };
  const disc = `<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius - 1)}" fill="${INK}"/>`;
  return disc + pen.text({ text, size, bold: true, align: "middle", box }, PAPER);
}

function drawScaleBar({ x, y, width, height }: Box): string {
  const ends = `M${round(x)} ${round(y - 4)}v${height + 8}M${round(x)} ${round(y + height / 2)}h${round(width)}M${round(x + width)} ${round(y - 4)}v${height + 8}`;
  return path(ends, { fill: "none", stroke: INK, "stroke-width": 3 });
}

type Attributes = Readonly<Record<string, string | number>>;

function rect({ x, y, width, height }: Box, attributes: Attributes): string {
  const size = `x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${round(Math.max(0, height))}"`;
  return `<rect ${size}${write(attributes)}/>`;
}

function path(data: string, attributes: Attributes): string {
  return `<path d="${data}"${write(attributes)}/>`;
}

function write(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join("");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Text as XML holds it, without the characters that XML 1.0 has no place for. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
}
