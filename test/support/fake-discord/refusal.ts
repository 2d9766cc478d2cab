/** The nested object in which Discord says what is wrong with a body: keys and indexes, with `_errors` at the place. */
export type FormErrorTree = { readonly [key: string]: FormErrorTree | readonly FormError[] };

export type FormError = { readonly code: string; readonly message: string };

/** What Discord adds to a refusal: nested form errors, or how long to wait. */
type More = {
  readonly errors?: FormErrorTree;
  readonly isViolation?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** What stands beside the message in place of a code, of a 429. */
  readonly fields?: Readonly<Record<string, unknown>>;
};

/**
 * A refusal in Discord's words: an HTTP status, a JSON error code and a message. A violation is a request that no
 * correct bot makes; the others are states of the world that a bot has to live with, such as a deleted message.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: FormErrorTree | undefined;
  readonly isViolation: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, unknown>> | undefined;

  constructor(status: number, code: number, message: string, more: More = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = more.errors;
    this.isViolation = more.isViolation ?? false;
    this.headers = more.headers ?? {};
    this.fields = more.fields;
  }

  /** The JSON that goes over the wire. */
  get body(): object {
    const { message, code, errors, fields } = this;
    if (fields !== undefined) return { message, ...fields };
    return errors === undefined ? { message, code } : { message, code, errors };
  }
}

/** The states of the world, by the names that Discord's documentation gives to them. */
export const refusals = {
  unauthorized: () => new Refusal(401, 0, "401: Unauthorized"),
  notFound: () => new Refusal(404, 0, "404: Not Found", { isViolation: true }),
  unknownChannel: () => new Refusal(404, 10_003, "Unknown Channel"),
  unknownGuild: () => new Refusal(404, 10_004, "Unknown Guild"),
  unknownMessage: () => new Refusal(404, 10_008, "Unknown Message"),
  unknownUser: () => new Refusal(404, 10_013, "Unknown User"),
  unknownWebhook: () => new Refusal(404, 10_015, "Unknown Webhook"),
  unknownInteraction: () => new Refusal(404, 10_062, "Unknown interaction"),
  unknownCommand: () => new Refusal(404, 10_063, "Unknown application command"),
  missingAccess: () => new Refusal(403, 50_001, "Missing Access"),
  notTheAuthor: () => new Refusal(403, 50_005, "Cannot edit a message authored by another user"),
  cannotSendToUser: () => new Refusal(403, 50_007, "Cannot send messages to this user"),
  missingPermissions: () => new Refusal(403, 50_013, "Missing Permissions"),
  noMutualGuilds: () => new Refusal(403, 50_278, "Cannot send messages to this user due to having no mutual guilds"),
  expiredToken: () => new Refusal(401, 50_027, "Invalid Webhook Token"),
  alreadyAcknowledged: (isViolation = false) =>
    new Refusal(400, 40_060, "Interaction has already been acknowledged.", { isViolation }),
  threadExists: () => new Refusal(400, 160_004, "A thread has already been created for this message"),
} as const;

/** The faults of a bot that have a code of their own. */
export const violations = {
  emptyMessage: () => new Refusal(400, 50_006, "Cannot send an empty message", { isViolation: true }),
  wrongChannelType: () => new Refusal(400, 50_024, "Cannot execute action on this channel type", { isViolation: true }),
  tooLarge: () => new Refusal(413, 40_005, "Request entity too large", { isViolation: true }),
  notJson: () => new Refusal(400, 50_109, "The request body contains invalid JSON.", { isViolation: true }),
  wrongMethod: () => new Refusal(405, 0, "405: Method Not Allowed", { isViolation: true }),
  unsupportedBody: (why: string) => new Refusal(400, 0, `Bad Request: ${why}`, { isViolation: true }),
} as const;

/** Something that Discord does and the stand-in does not: an error of its own kind, so that no test overlooks it. */
export function notCovered(what: string): Refusal {
  return new Refusal(501, 0, `Not Implemented by the stand-in: ${what}`, { isViolation: true });
}
