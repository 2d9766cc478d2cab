import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that wait for processes, the longest first: begun last, they would keep one worker while the others are done. */
const LONG = [
  "contract/telegram-hammer",
  "telegram/limits",
  "telegram/splitting",
  "contract/crash.contract",
  "contract/publish.contract",
  "conversation/desk",
  "knowledge/file-reader",
  "journeys/",
  "conversation/delivery",
  "test/cli/",
];

/** Begins with what takes long; the rest in Vitest's own order. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONG.findIndex((part) => moduleId.includes(part));
  return rank === -1 ? LONG.length : rank;
}
