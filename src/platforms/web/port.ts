import type { PlatformPort } from "../../message/platform.ts";

/** What the routes need of the core. It rejects with a `store.*` AppError while the platform is not started. */
export type WebPort = Pick<PlatformPort, "accept" | "query">;
