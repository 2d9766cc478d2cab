import { InvalidArgumentError } from "commander";

/** A whole number from 1, or wrong usage. */
export function countFrom1(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("It takes a whole number from 1.");
  return count;
}
