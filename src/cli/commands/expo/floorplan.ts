import { writeFileSync } from "node:fs";
import { extname } from "node:path";
import type { Command } from "commander";
import { createFloorPlanPainter, getStoredPlan } from "../../../features/expo/index.ts";
import { systemClock } from "../../../shared/clock.ts";
import { AppError, messageOf } from "../../../shared/errors.ts";
import { type GlobalOptions, withApp } from "../../context.ts";
import { print } from "../../output.ts";

type FloorplanOptions = GlobalOptions & {
  readonly out: string;
  readonly lang: string;
  readonly hall?: string;
  readonly zone?: string;
  readonly mine?: readonly string[];
};

/** `expo floorplan`: a hall as a picture, as sellers see it in the chat. */
export function addFloorplan(expo: Command): void {
  expo
    .command("floorplan")
    .description("draw a hall, or one zone of it, as a picture")
    .argument("<id>", "the expo")
    .requiredOption("--out <file>", "where the picture goes: .svg or .png")
    .option("--lang <tag>", "the language of its words", "en")
    .option("--hall <id>", "this hall (default: the first)")
    .option("--zone <id>", "this zone alone, larger")
    .option("--mine <code...>", "mark these booths as the reader's own")
    .action((id: string, _options: unknown, command: Command) => draw(id, command.optsWithGlobals<FloorplanOptions>()));
}

async function draw(id: string, { out, lang, hall, zone, mine, ...options }: FloorplanOptions): Promise<void> {
  const kind = extname(out).toLowerCase();
  if (kind !== ".svg" && kind !== ".png") {
    throw new AppError("input.invalid", `${out} is neither .svg nor .png. No picture was made: name one of the two.`);
  }
  await withApp(options, async ({ store, translator }) => {
    const tag = translator.match(lang);
    if (tag === null) {
      const known = translator.languages.join(", ");
      throw new AppError("input.invalid", `There are no words in ${lang}. No picture was made. Languages: ${known}.`);
    }
    const query = { expo: id, hall: hall ?? null, zone: zone ?? null, mine: mine ?? [] };
    const plan = await getStoredPlan(store.read, query, systemClock.now());
    const painter = createFloorPlanPainter(translator);
    try {
      save(out, kind === ".svg" ? await painter.svgOf(plan, tag) : await painter.pngOf(plan, tag));
    } finally {
      await painter.close();
    }
    print(`${out}: ${plan.hall.booths.length} booths`);
  });
}

function save(file: string, picture: string | Uint8Array): void {
  try {
    writeFileSync(file, picture);
  } catch (error) {
    const why = messageOf(error);
    throw new AppError("input.invalid", `The picture can't be written: ${why}. Name another file by --out.`, {
      cause: error,
    });
  }
}
