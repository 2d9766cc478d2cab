/** What Telegram adds to a refusal for programs to read. */
type Hints = { readonly retry_after?: number };

/**
 * A refusal in Telegram's words. A violation is a request that no correct bot makes (a malformed one); the others are
 * states of the world that a bot has to live with, such as a person who blocked it.
 */
export class Refusal extends Error {
  readonly code: number;
  readonly hints: Hints | undefined;
  readonly isViolation: boolean;

  constructor(
    code: number,
    description: string,
    more: { readonly hints?: Hints; readonly isViolation?: boolean } = {},
  ) {
    super(description);
    this.code = code;
    this.hints = more.hints;
    this.isViolation = more.isViolation ?? false;
  }
}

export function badRequest(why: string): Refusal {
  return new Refusal(400, `Bad Request: ${why}`);
}

export function violation(why: string): Refusal {
  return new Refusal(400, `Bad Request: ${why}`, { isViolation: true });
}

export function forbidden(why: string): Refusal {
  return new Refusal(403, `Forbidden: ${why}`);
}

export function conflict(why: string): Refusal {
  return new Refusal(409, `Conflict: ${why}`);
}

export function tooManyRequests(seconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${seconds}`, { hints: { retry_after: seconds } });
}

/** Something that Telegram does and the stand-in does not: an error of its own kind, so that no test overlooks it. */
export function notCovered(what: string): Refusal {
  return new Refusal(501, `Not Implemented by the stand-in: ${what}`, { isViolation: true });
}
