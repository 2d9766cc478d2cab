import { DAY, later } from "../shared/clock.ts";
import type { Reading, Tx } from "./store.ts";

/** The bytes of pictures by their SHA-256. */
export type PictureBytes = ReadonlyMap<string, Buffer>;

/** How exact `used_at` is: a picture that a thousand people look at is not stamped a thousand times. */
const STAMPED_FOR = DAY;

/** Longer than `STAMPED_FOR` and any transaction, so that what a message is just being made with is never forgotten. */
const UNUSED_FOR = 2 * DAY;

/**
 * Stores what a message shows: each picture once, however many messages and processes bring it at the same time. It does
 * nothing where there is no picture.
 */
export async function keepPictures(tx: Tx, outbox: number, pictures: PictureBytes, now: string): Promise<void> {
  // One order for all, so that no two transactions wait for each other.
  const sorted = [...pictures].sort(([one], [other]) => (one < other ? -1 : 1));
  const hashes = sorted.map(([hash]) => hash);
  if (hashes.length === 0) return;
  const fresh = await tx
    .selectFrom("pictures")
    .select("hash")
    .where("hash", "in", hashes)
    .where("used_at", ">", later(now, -STAMPED_FOR))
    .execute();
  const known = new Set(fresh.map(({ hash }) => hash));
  for (const [hash, bytes] of sorted) if (!known.has(hash)) await stampPicture(tx, hash, bytes, now);
  await tx
    .insertInto("picture_uses")
    .values(hashes.map((picture) => ({ outbox, picture })))
    .onConflict((conflict) => conflict.columns(["outbox", "picture"]).doNothing())
    .execute();
}

/** Adds a picture, or says that it is in use again. It waits for whoever is adding, stamping or forgetting the same one. */
async function stampPicture(tx: Tx, hash: string, bytes: Buffer, now: string): Promise<void> {
  await tx
    .insertInto("pictures")
    .values({ hash, bytes, used_at: now })
    .onConflict((conflict) => conflict.column("hash").doUpdateSet({ used_at: now }))
    .execute();
}

/** The bytes of pictures in base64, by their SHA-256; what is not there any more is left out. */
export async function readPictures(db: Reading, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (hashes.length === 0) return new Map();
  const rows = await db
    .selectFrom("pictures")
    .select(["hash", "bytes"])
    .where("hash", "in", [...new Set(hashes)])
    .execute();
  return new Map(rows.map(({ hash, bytes }) => [hash, Buffer.from(bytes).toString("base64")]));
}

/**
 * Forgets the pictures that no message shows. One that a message is being made with right now was stamped within a day, or
 * is being stamped: then this waits, looks again, and leaves it.
 */
export async function forgetPictures(tx: Tx, now: string): Promise<void> {
  await tx
    .deleteFrom("pictures")
    .where("used_at", "<", later(now, -UNUSED_FOR))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("picture_uses")
            .select("picture_uses.picture")
            .whereRef("picture_uses.picture", "=", "pictures.hash"),
        ),
      ),
    )
    .execute();
}
