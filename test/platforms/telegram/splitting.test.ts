import { expect, test } from "vitest";
import { fit } from "../../../src/message/fit.ts";
import { plainText } from "../../../src/message/text.ts";
import { TELEGRAM_CAPABILITIES } from "../../../src/platforms/telegram/capabilities.ts";
import { runSplitting } from "../../support/splitting-hammer.ts";

const WORDS = {
  restInFile: "All of it is in the file.",
  fileName: "answer.txt",
  moreOptions: "More options:",
  openSource: "Open a source",
};

/** The long version is in test/soak/telegram.soak.ts. */
test("500 answers of all scripts arrive whole, within every limit", { timeout: 120_000 }, async () => {
  const { faults, files, pieces } = await runSplitting(500, 7);
  expect(faults).toEqual([]);
  expect([pieces > 600, files > 5]).toEqual([true, true]);
});

test("control: cutting at the limit, wherever that is, is found", { timeout: 120_000 }, async () => {
  const { faults } = await runSplitting(150, 7, (outgoing) => {
    const [piece] = fit(outgoing, { ...TELEGRAM_CAPABILITIES, text: null }, WORDS);
    const words = plainText(piece?.text ?? []);
    const cuts = words.match(/[\s\S]{1,4096}/g) ?? [];
    return cuts.map((text) => ({
      ...(piece as NonNullable<typeof piece>),
      text: [{ kind: "paragraph", spans: [{ kind: "text", text }] }],
    }));
  });
  expect(faults.filter((fault) => fault.includes("is cut")).length).toBeGreaterThan(0);
});
