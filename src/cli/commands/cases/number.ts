import { InvalidArgumentError } from "commander";

/** A question's number as people say it (`Q-0012`) or bare (`12`), or wrong usage. */
export function parseNumber(value: string): number {
  const number = Number(/^(?:q-?)?0*(\d{1,15})$/iu.exec(value.trim())?.[1]);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("It takes a question's number, such as Q-0012 or 12.");
  return number;
}
