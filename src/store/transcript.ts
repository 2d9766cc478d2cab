import type { TranscriptEntry } from "../message/query.ts";
import { pieceSchema } from "../message/stored.ts";
import type { Reading } from "./store.ts";

type PieceEntry = Extract<TranscriptEntry, { kind: "piece" }>;

/** The pieces of a conversation after the one with id `after`, in order. A frozen piece counts as sent: it can be seen. */
export async function listPiecesAfter(db: Reading, conversation: string, after: number): Promise<PieceEntry[]> {
  const rows = await db
    .selectFrom("pieces")
    .selectAll()
    .where("conversation", "=", conversation)
    .where("id", ">", after)
    .where("body", "!=", "")
    .orderBy("id")
    .limit(200)
    .execute();
  return rows.flatMap(toPieceEntry);
}

/** The last entries of a conversation, what the person said and what was sent, oldest first. */
export async function listTranscript(
  db: Reading,
  conversation: string,
  limit: number,
): Promise<{ readonly entries: TranscriptEntry[]; readonly lastPiece: number }> {
  const pieces = await db
    .selectFrom("pieces")
    .selectAll()
    .where("conversation", "=", conversation)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  const said = await db
    .selectFrom("inbox")
    .select(["said", "received_at"])
    .where("conversation", "=", conversation)
    .where("said", "is not", null)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  const entries = [...pieces.flatMap(toPieceEntry), ...said.flatMap(toSaidEntry)];
  entries.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return { entries: entries.slice(-limit), lastPiece: pieces[0]?.id ?? 0 };
}

type PieceRow = {
  readonly id: number;
  readonly key: string;
  readonly body: string;
  readonly created_at: string;
  readonly message: string | null;
};

function toPieceEntry(row: PieceRow): PieceEntry[] {
  if (row.body === "") return [];
  const piece = pieceSchema.parse(JSON.parse(row.body));
  return [{ kind: "piece", at: row.created_at, id: row.id, message: row.message ?? row.key, piece }];
}

function toSaidEntry(row: { readonly said: string | null; readonly received_at: string }): TranscriptEntry[] {
  return row.said === null ? [] : [{ kind: "said", at: row.received_at, text: row.said }];
}
