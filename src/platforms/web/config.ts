import type { Rate } from "./limits.ts";

/** What the web chat is told. */
export type WebConfig = {
  /** The address under which people reach the page, such as `https://desk.example.org`. */
  readonly publicUrl: string;
  /** Other limits than {@link DEFAULT_LIMITS}, such as for a load test. */
  readonly limits?: Partial<WebLimits>;
};

/** How fast the page may be used, per visitor and per network address. */
export type WebLimits = {
  readonly eventsPerVisitor: Rate;
  readonly requestsPerAddress: Rate;
  readonly newVisitorsPerAddress: Rate;
  /** Open streams (browser tabs) of one visitor. */
  readonly streamsPerVisitor: number;
};

export const DEFAULT_LIMITS: WebLimits = {
  eventsPerVisitor: { burst: 20, perMinute: 60 },
  requestsPerAddress: { burst: 600, perMinute: 600 },
  newVisitorsPerAddress: { burst: 60, perMinute: 60 },
  streamsPerVisitor: 20,
};

/** The largest body of a request, in bytes. A text of 100,000 characters of any script fits. */
export const MAX_BODY_BYTES = 512 * 1024;

/** How many entries of a conversation the page shows when it is opened. */
export const TRANSCRIPT_LIMIT = 200;
