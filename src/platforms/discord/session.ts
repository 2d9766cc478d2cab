import { z } from "zod";
import type { Kept, PlatformPort } from "../../message/platform.ts";

/** Where a session with the gateway stands: what is needed to go on with it, from another process as well. */
const sessionSchema = z.object({
  id: z.string(),
  resumeUrl: z.string(),
  /** The last event that is committed, or of no concern. */
  sequence: z.number(),
  shards: z.number(),
});

export type Session = z.infer<typeof sessionSchema>;

const keyOf = (shard: number): string => `discord.session.${shard}`;

/** How a session is stored; null once it is over. */
export function keptSession(shard: number, session: Session | null): Kept {
  return { key: keyOf(shard), value: session };
}

/** The session that an earlier connection left; null where there is none, or other shards shared the guilds then. */
export async function recallSession(port: PlatformPort, shard: number, shards: number): Promise<Session | null> {
  const session = sessionSchema.safeParse(await port.recall(keyOf(shard))).data ?? null;
  return session?.shards === shards ? session : null;
}
