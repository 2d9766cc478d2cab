import { InvalidArgumentError } from "commander";

/** A whole number from 1, or wrong usage. */
export function parseNumber(value: string): number {
  const number = Number(value);
  if (!/^\d+$/u.test(value) || !Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError("It takes a whole number from 1.");
  return number;
}
