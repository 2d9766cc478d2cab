import type { Picture } from "../message/outgoing.ts";
import type { Piece } from "../message/piece.ts";
import {
  type HeldOutgoing,
  type HeldPiece,
  heldOutgoingSchema,
  heldPieceSchema,
  type PictureRef,
  type StoredOutgoing,
} from "../message/stored.ts";
import { literal, paragraph } from "../message/text.ts";
import { sha256 } from "../shared/ids.ts";
import { type PictureBytes, readPictures } from "./pictures.ts";
import type { Reading } from "./store.ts";

/** What a row holds, and the pictures that it only names. */
export type Packed = { readonly body: string; readonly pictures: PictureBytes };

/** A message as its row holds it. */
export function packOutgoing(outgoing: StoredOutgoing): Packed {
  const pictures = new Map<string, Buffer>();
  const parts = outgoing.parts.map((part) =>
    part.kind === "picture" ? { ...part, picture: setAside(part.picture, pictures) } : part,
  );
  return { body: JSON.stringify({ ...outgoing, parts } satisfies HeldOutgoing), pictures };
}

/** A piece as its row holds it. */
export function packPiece(piece: Piece): Packed {
  const pictures = new Map<string, Buffer>();
  const picture = piece.picture === undefined ? undefined : setAside(piece.picture, pictures);
  return { body: JSON.stringify({ ...piece, picture } satisfies HeldPiece), pictures };
}

function setAside<T>({ base64, ...named }: Picture<T>, pictures: Map<string, Buffer>): PictureRef<T> {
  const bytes = Buffer.from(base64, "base64");
  const hash = sha256(bytes);
  pictures.set(hash, bytes);
  return { ...named, sha256: hash };
}

/** Reads what the row of a message holds. Throws where that is no message. */
export function parseOutgoing(body: string): HeldOutgoing {
  return heldOutgoingSchema.parse(JSON.parse(body));
}

/** The whole message, with its pictures; one that is gone is told in words. */
export async function openOutgoing(db: Reading, held: HeldOutgoing): Promise<StoredOutgoing> {
  const bytes = await readNamed(
    db,
    held.parts.map((part) => (part.kind === "picture" ? part.picture : undefined)),
  );
  const parts = held.parts.map((part): StoredOutgoing["parts"][number] => {
    if (part.kind !== "picture") return part;
    const picture = complete(part.picture, bytes);
    return picture === null ? { kind: "text", text: part.picture.alt } : { kind: "picture", picture };
  });
  return { ...held, parts };
}

/** The rows of pieces beside the whole pieces, with their pictures; one that is gone is told in words. */
export async function openPieces<Row extends { readonly body: string }>(
  db: Reading,
  rows: readonly Row[],
): Promise<(Row & { readonly piece: Piece })[]> {
  const held = rows.map((row) => ({ row, piece: heldPieceSchema.parse(JSON.parse(row.body)) }));
  const bytes = await readNamed(
    db,
    held.map(({ piece }) => piece.picture),
  );
  return held.map(({ row, piece }) => ({ ...row, piece: openPiece(piece, bytes) }));
}

function openPiece({ picture: named, ...piece }: HeldPiece, bytes: ReadonlyMap<string, string>): Piece {
  if (named === undefined) return piece;
  const picture = complete(named, bytes);
  if (picture !== null) return { ...piece, picture };
  return { ...piece, text: [...piece.text, paragraph(literal(named.alt))] };
}

async function readNamed(
  db: Reading,
  pictures: readonly (Picture<unknown> | PictureRef<unknown> | undefined)[],
): Promise<ReadonlyMap<string, string>> {
  return readPictures(
    db,
    pictures.flatMap((one) => (one !== undefined && "sha256" in one ? [one.sha256] : [])),
  );
}

/** A picture with its bytes; null where they are gone. */
function complete<T>(held: Picture<T> | PictureRef<T>, bytes: ReadonlyMap<string, string>): Picture<T> | null {
  if (!("sha256" in held)) return held;
  const { sha256: hash, ...named } = held;
  const base64 = bytes.get(hash);
  return base64 === undefined ? null : { ...named, base64 };
}
