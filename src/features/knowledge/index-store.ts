import type { SchemaStep } from "../../store/migrations.ts";
import type { Reading, Tx } from "../../store/store.ts";
import { decodeShard } from "./retrieval/encode-shard.ts";
import type { Shard } from "./retrieval/shard.ts";

/** The search index of a publication, as bytes in chunks. It can always be built anew from the passages. */
export type IndexTables = {
  index_chunks: { publication: number; shard: number; ordinal: number; bytes: Uint8Array };
};

export const indexSchema: SchemaStep = {
  name: "0005_index",
  up: async ({ schema }, { serialType, bytesType }) => {
    await schema
      .createTable("index_chunks")
      .addColumn("publication", serialType, (c) => c.notNull())
      .addColumn("shard", "integer", (c) => c.notNull())
      .addColumn("ordinal", "integer", (c) => c.notNull())
      .addColumn("bytes", bytesType, (c) => c.notNull())
      .addPrimaryKeyConstraint("index_chunks_key", ["publication", "shard", "ordinal"])
      .execute();
  },
};

const CHUNK_BYTES = 4 * 1024 * 1024;

/** Saves the index of a publication, and forgets those of all others: a rolled back one is built anew. */
export async function saveIndex(tx: Tx, publication: number, shards: readonly Uint8Array[]): Promise<void> {
  const db = tx.withTables<IndexTables>();
  await db.deleteFrom("index_chunks").execute();
  for (const [shard, bytes] of shards.entries())
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
      await db
        .insertInto("index_chunks")
        .values({
          publication,
          shard,
          ordinal: at / CHUNK_BYTES,
          bytes: Buffer.from(bytes.buffer, bytes.byteOffset + at, Math.min(CHUNK_BYTES, bytes.length - at)),
        })
        .execute();
}

/** The index of a publication, in one read; null where none is stored, or one of another make. */
export async function loadIndex(db: Reading, publication: number, make: string): Promise<Shard[] | null> {
  const rows = await db
    .withTables<IndexTables>()
    .selectFrom("index_chunks")
    .select(["shard", "bytes"])
    .where("publication", "=", publication)
    .orderBy("shard")
    .orderBy("ordinal")
    .execute();
  const chunks = new Map<number, Uint8Array[]>();
  for (const { shard, bytes } of rows) chunks.set(shard, [...(chunks.get(shard) ?? []), bytes]);
  const shards = Array.from(chunks.values(), (parts) => decodeShard(Buffer.concat(parts), make));
  return shards.length === 0 || shards.some((shard) => shard === null)
    ? null
    : shards.flatMap((shard) => (shard === null ? [] : [shard]));
}
